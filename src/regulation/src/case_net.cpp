#include "case_net.hpp"

#include <algorithm>

#include "conditions_of.hpp"

namespace nuong::regulation {
namespace {

constexpr std::size_t kMostEras = 63;
const std::string kKeeper = "keeper";

std::vector<rules::Datum> DataOf(const std::vector<Code>& codes) {
  std::vector<rules::Datum> data;
  for (const Code& code : codes) data.emplace_back(code.code);
  return data;
}

/// What a kept field can be: not said, or one of its codes. Other types are not tracked.
std::vector<rules::Datum> DataOf(const Regulation& regulation, const Field& field) {
  std::vector<rules::Datum> data;
  if (field.type == FieldType::kYesNo) data = {false, true};
  if (field.type == FieldType::kChoice) {
    const CodeList* list = regulation.FindCodeList(field.code_list);
    if (list != nullptr) data = DataOf(list->codes);
  }
  if (data.empty() || data.size() >= Variables::kMostCodes) return {};
  data.insert(data.begin(), rules::Unknown{});
  return data;
}

bool Names(const std::string& condition, const std::string& text) {
  return condition.find("'" + text + "'") != std::string::npos || condition.find('"' + text + '"') != std::string::npos;
}

}  // namespace

CaseNet::CaseNet(const Regulation& regulation)
    : regulation_(regulation), reach_(regulation), case_names_(CaseNames(regulation)) {
  for (const auto& [role, item] : regulation.roles) roles_.push_back(role);
  FindEras();
  AddVariables();
  for (const Act& act : regulation.acts) uses_.push_back(MakeUse(act));
  time_ = MakeUseOfTime();
}

void CaseNet::FindEras() {
  std::set<CivilDate> days;
  const auto add = [&](const Validity& validity) {
    days.insert(validity.from);
    if (validity.until) days.insert(*validity.until);
  };
  for (const Act& act : regulation_.acts) add(act.validity);
  for (const Duty& duty : regulation_.duties) add(duty.validity);
  for (const auto& [name, unit] : regulation_.units) add(unit.validity);
  std::erase_if(days, [&](CivilDate day) { return day <= regulation_.opens_on; });
  days.insert(regulation_.opens_on);
  for (const CivilDate day : days) {
    if (eras_.size() == kMostEras) break;
    Era era{day, {}};
    for (const auto& [name, unit] : regulation_.units) {
      if (unit.validity.Covers(day)) era.living.insert(unit.role);
    }
    eras_.push_back(std::move(era));
  }
}

std::uint64_t CaseNet::ErasOf(const Validity& validity) const {
  std::uint64_t eras = 0;
  for (std::size_t i = 0; i < eras_.size(); ++i) {
    if (validity.Covers(eras_[i].from)) eras |= std::uint64_t{1} << i;
  }
  return eras;
}

std::uint64_t CaseNet::ErasOf(const RoleName& role) const {
  std::uint64_t eras = 0;
  for (std::size_t i = 0; i < eras_.size(); ++i) {
    if (eras_[i].living.contains(role)) eras |= std::uint64_t{1} << i;
  }
  return eras;
}

VariableId CaseNet::AddBit(const std::string& name) { return variables_.Add({name, {}, 2}); }

void CaseNet::AddVariables() {
  variables_.Add({"era", {}, static_cast<unsigned>(eras_.size())});
  begun_ = AddBit("begun");
  has_keeper_ = variables_.Add({"case.has_keeper", {false, true}, 2});
  for (const CaseValue& value : regulation_.case_values) {
    if (value.codes.empty() || value.codes.size() > Variables::kMostCodes) continue;
    variables_.Add({"case." + value.id, DataOf(value.codes), static_cast<unsigned>(value.codes.size())});
  }
  std::string all_conditions;
  for (const WrittenCondition& written : ConditionsOf(regulation_)) all_conditions += written.source + "\n";
  for (const Act& act : regulation_.acts) {
    if (Names(all_conditions, act.kind)) lists_["case.done"][act.kind] = AddBit("done." + act.kind);
    for (const std::string& kept : act.keeps) {
      const Field* field = act.FindField(kept);
      if (field == nullptr || all_conditions.find("case." + kept) == std::string::npos) continue;
      std::vector<rules::Datum> data = DataOf(regulation_, *field);
      const auto size = static_cast<unsigned>(data.size());
      if (size > 0) variables_.Add({"case." + kept, std::move(data), size});
    }
  }
  for (const RoleName& role : roles_) {
    for (const std::string& relation : reach_.Of(role)) AddBit("relation." + relation + "." + role.text());
    if (reach_.MayBeConsented(role)) {
      lists_["case.consented"][role.text()] = AddBit("consent." + role.text());
    }
  }
}

std::optional<VariableId> CaseNet::Known(const std::string& name) const {
  const std::size_t id = variables_.Find(name);
  if (id == variables_.size()) return std::nullopt;
  return static_cast<VariableId>(id);
}

std::optional<VariableId> CaseNet::Relation(const std::string& relation, const RoleName& role) const {
  return Known("relation." + relation + "." + role.text());
}
std::optional<VariableId> CaseNet::Consent(const RoleName& role) const { return Known("consent." + role.text()); }
std::optional<VariableId> CaseNet::Done(const std::string& kind) const { return Known("done." + kind); }
std::optional<VariableId> CaseNet::CaseName(const std::string& name) const { return Known("case." + name); }
std::vector<VariableId> CaseNet::Relations(const std::string& relation) const {
  std::vector<VariableId> all;
  for (const RoleName& role : roles_) {
    if (const auto bit = Relation(relation, role)) all.push_back(*bit);
  }
  return all;
}

std::optional<Guard> CaseNet::Closed() const {
  const CaseValue* stage = regulation_.FindCaseValue("stage");
  const auto variable = CaseName("stage");
  if (stage == nullptr || !variable) return std::nullopt;
  for (std::size_t i = 0; i < stage->codes.size(); ++i) {
    if (stage->codes[i].code == "closed") return Is(*variable, std::uint64_t{1} << i);
  }
  return std::nullopt;
}

std::vector<RoleName> CaseNet::RolesOf(const Field& field) const {
  return field.unit_roles.empty() ? roles_ : field.unit_roles;
}

std::set<RoleName> CaseNet::Heirs(const RoleName& role, std::size_t era) const {
  std::set<RoleName> living;
  for (const RoleName& heir : reach_.Heirs(role)) {
    if (eras_[era].living.contains(heir)) living.insert(heir);
  }
  return living;
}

void CaseNet::Read(const std::string& condition, const rules::Signature& names, std::set<VariableId>& reads) const {
  if (condition.empty()) return;
  const auto compiled = rules::Condition::Compile(condition, names);
  if (!compiled.ok()) return;
  for (const std::string& name : compiled->names()) {
    if (const auto list = lists_.find(name); list != lists_.end()) {
      for (const auto& [text, id] : list->second) {
        if (Names(condition, text) || name == "case.consented") reads.insert(id);
      }
    } else if (const auto id = Known(name)) {
      reads.insert(*id);
    }
  }
}

Use CaseNet::MakeUse(const Act& act) const {
  Use use;
  Read(act.when, case_names_, use.reads);
  const rules::Signature demand_names = DemandNames(regulation_, act);
  for (const Demand& demand : act.demands) Read(demand.condition, demand_names, use.reads);
  for (const std::string& relation : act.by_relations) {
    for (const RoleName& role : roles_) {
      if (!act.by_roles.empty() && std::find(act.by_roles.begin(), act.by_roles.end(), role) == act.by_roles.end()) {
        continue;
      }
      if (const auto bit = Relation(relation, role)) use.reads.insert(*bit);
    }
  }
  use.reads.insert(begun_);
  if (act.begins_case) use.writes.insert(begun_);
  if (const auto done = Done(act.kind)) use.writes.insert(*done);
  const auto write = [&](const std::optional<VariableId>& variable) {
    if (variable) use.writes.insert(*variable);
  };
  for (const auto& [value, code] : act.sets) write(CaseName(value));
  for (const std::string& kept : act.keeps) write(CaseName(kept));
  for (const PartyChange& change : act.parties) {
    for (const RoleName& role : reach_.RolesOf(change.unit, act)) {
      if (!change.prepared && !change.becomes.empty()) write(Relation(change.becomes, role));
      for (const std::string& ceased : change.ceases) {
        write(Relation(ceased, role));
        if (ceased == kKeeper) use.writes.insert(has_keeper_);
      }
      const bool is_relation = change.unit.kind == UnitRef::Kind::kRelation;
      if (!is_relation && change.unit.kind != UnitRef::Kind::kKeeper) continue;
      if (const auto bit = Relation(is_relation ? change.unit.name : kKeeper, role)) use.reads.insert(*bit);
    }
  }
  if (act.makes_keeper) use.writes.insert(has_keeper_);
  if (const Field* field = act.FindField(act.consent_units_field)) {
    for (const RoleName& role : RolesOf(*field)) write(Consent(role));
  }
  return use;
}

Use CaseNet::MakeUseOfTime() const {
  Use use;
  for (std::size_t era = 1; era < eras_.size(); ++era) {
    for (const RoleName& role : eras_[era - 1].living) {
      if (eras_[era].living.contains(role)) continue;
      for (const std::string& relation : reach_.Of(role)) {
        use.writes.insert(*Relation(relation, role));
        for (const RoleName& heir : Heirs(role, era)) {
          if (const auto bit = Relation(relation, heir)) use.writes.insert(*bit);
        }
      }
    }
  }
  return use;
}

}  // namespace nuong::regulation
