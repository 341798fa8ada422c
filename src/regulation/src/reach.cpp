#include "reach.hpp"

#include <algorithm>
#include <cstdlib>

namespace nuong::regulation {
namespace {

const std::string kKeeper = "keeper";

template <class T>
bool Contains(const std::vector<T>& items, const T& item) {
  return std::find(items.begin(), items.end(), item) != items.end();
}

}  // namespace

Reach::Reach(const Regulation& regulation) : regulation_(regulation) {
  for (const auto& [role, item] : regulation.roles) relations_[role];
  FindHeirs();
  for (bool grows = true; grows;) {
    grows = false;
    for (auto& [role, relations] : relations_) {
      grows = GainOnce(role, relations, true) || grows;
      for (const RoleName& heir : Heirs(role)) {
        const std::size_t before = relations_[heir].size();
        relations_[heir].insert(relations.begin(), relations.end());
        grows = grows || relations_[heir].size() > before;
      }
    }
  }
}

void Reach::FindHeirs() {
  for (const auto& [name, unit] : regulation_.units) {
    const Unit* successor = unit.successor ? regulation_.FindUnit(*unit.successor) : nullptr;
    if (successor != nullptr && successor->role != unit.role && relations_.contains(successor->role)) {
      heirs_[unit.role].insert(successor->role);
    }
  }
  for (bool grows = true; grows;) {
    grows = false;
    for (auto& [role, heirs] : heirs_) {
      for (const RoleName& heir : std::set<RoleName>(heirs)) {
        for (const RoleName& next : Heirs(heir)) grows = (next != role && heirs.insert(next).second) || grows;
      }
    }
  }
}

const std::set<RoleName>& Reach::Heirs(const RoleName& role) const {
  static const std::set<RoleName> none;
  const auto found = heirs_.find(role);
  return found == heirs_.end() ? none : found->second;
}

const Relations& Reach::Of(const RoleName& role) const {
  static const Relations none;
  const auto found = relations_.find(role);
  return found == relations_.end() ? none : found->second;
}

bool Reach::CanDo(const Act& act, const RoleName& role, const Relations& relations) const {
  if (!act.by_roles.empty() && !Contains(act.by_roles, role)) return false;
  if (act.begins_case) {
    const auto known = regulation_.roles.find(role);
    return !act.by_roles.empty() || (known != regulation_.roles.end() && known->second.may_receive);
  }
  if (act.by_relations.empty()) return true;
  return std::any_of(act.by_relations.begin(), act.by_relations.end(),
                     [&](const std::string& relation) { return relations.contains(relation); });
}

bool Reach::MayDenote(const UnitRef& ref, const Act& act, const RoleName& role, const Relations& relations) const {
  switch (ref.kind) {
    case UnitRef::Kind::kActor:
      return CanDo(act, role, relations);
    case UnitRef::Kind::kKeeper:
      return relations.contains(kKeeper);
    case UnitRef::Kind::kRelation:
      return relations.contains(ref.name);
    case UnitRef::Kind::kRole:
      return role.text() == ref.name;
    case UnitRef::Kind::kField: {
      const Field* field = act.FindField(ref.name);
      return field != nullptr && (field->unit_roles.empty() || Contains(field->unit_roles, role));
    }
  }
  std::abort();
}

bool Reach::GainOnce(const RoleName& role, Relations& relations, bool by_field) const {
  const std::size_t before = relations.size();
  for (const Act& act : regulation_.acts) {
    if (act.makes_keeper && CanDo(act, role, relations)) relations.insert(kKeeper);
    for (const PartyChange& change : act.parties) {
      if (change.becomes.empty() || (!by_field && change.unit.kind == UnitRef::Kind::kField)) continue;
      if (MayDenote(change.unit, act, role, relations)) relations.insert(change.becomes);
    }
  }
  return relations.size() > before;
}

bool Reach::MayBeConsented(const RoleName& role) const {
  return std::any_of(regulation_.acts.begin(), regulation_.acts.end(), [&](const Act& act) {
    return !act.consent_units_field.empty() && !act.withdraws_consent &&
           MayDenote({UnitRef::Kind::kField, act.consent_units_field}, act, role, Of(role));
  });
}

std::set<RoleName> Reach::RolesOf(const UnitRef& ref, const Act& act) const {
  std::set<RoleName> roles;
  for (const auto& [role, relations] : relations_) {
    if (MayDenote(ref, act, role, relations)) roles.insert(role);
  }
  return roles;
}

Relations Reach::Grow(const RoleName& role, Relations relations) const {
  while (GainOnce(role, relations, false)) {
  }
  return relations;
}

}  // namespace nuong::regulation
