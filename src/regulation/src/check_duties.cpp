#include <algorithm>

#include "check.hpp"
#include "reach.hpp"
#include "signature.hpp"

namespace nuong::regulation {
namespace {

const std::string kKeeper = "keeper";

bool Overlap(const Validity& a, const Validity& b) {
  return (!a.until || b.from < *a.until) && (!b.until || a.from < *b.until);
}

/// Does such a deadline ever come to an end?
bool HasMoment(const Duration& deadline) {
  return deadline.kind != TimeKind::kUnstated && deadline.kind != TimeKind::kUnverified &&
         (deadline.kind != TimeKind::kImmediately || deadline.amount != 0);
}

class DutyChecker {
 public:
  explicit DutyChecker(Draft& draft)
      : draft_(draft), model_(draft.regulation), reach_(model_), access_names_(AccessNames(model_)) {}

  void Run() {
    for (std::size_t i = 0; i < model_.duties.size(); ++i) {
      const std::string path = "/duties/" + std::to_string(i);
      const Duty& duty = model_.duties[i];
      CheckEscalation(path, duty);
      CheckTimes(path, duty);
      CheckTold(path, duty);
      if (IsHeld(path, duty)) CheckHolders(path, duty);
    }
    for (std::size_t i = 0; i < model_.acts.size(); ++i) {
      const std::string path = "/acts/" + std::to_string(i);
      CheckDoable(path, model_.acts[i]);
      CheckRoles(path, model_.acts[i]);
      CheckParties(path, model_.acts[i]);
    }
  }

 private:
  void Add(const std::string& path, std::string_view id, Text message) {
    draft_.findings.Add(draft_.places.At(path), id, std::move(message));
  }

  void CheckEscalation(const std::string& path, const Duty& duty) {
    const bool is_open_ended = !duty.local_limit && !HasMoment(duty.deadline);
    if (!is_open_ended && duty.late.empty()) {
      Add(path, "deadline_without_escalation",
          {"Có thời hạn nhưng chưa nói báo cho ai khi quá hạn (late).",
           "There is a deadline, but nobody is told when it is missed (late)."});
    }
    if (is_open_ended && !duty.late.empty()) {
      Add(path + "/late", "escalation_without_deadline",
          {"Không có thời hạn thì không bao giờ quá hạn; hãy bỏ \"late\".",
           "Without a deadline it is never late; remove \"late\"."});
    }
  }

  void CheckTimes(const std::string& path, const Duty& duty) {
    if (duty.deadline.kind == TimeKind::kUnverified && duty.source.certainty != Certainty::kUnknown) {
      Add(path + "/source/certainty", "unverified_deadline_not_unknown",
          {"Thời hạn \"?\" là chưa kiểm chứng được; mức chắc chắn phải là unknown.",
           "The deadline \"?\" is not verified; the certainty must be unknown."});
    }
    if (duty.local_limit && !HasMoment(*duty.local_limit)) {
      Add(path + "/local_limit", "local_limit_without_time",
          {"Giới hạn nội bộ phải là một thời gian đếm được, như IMM30 hoặc 3D.",
           "Our own limit must be a time that can be counted, such as IMM30 or 3D."});
    }
    const bool is_told = duty.deadline.kind != TimeKind::kUnstated && duty.deadline.kind != TimeKind::kUnverified;
    if (duty.local_limit && is_told) {
      Add(path + "/local_limit", "local_limit_beside_deadline",
          {"Giới hạn nội bộ chỉ dùng khi thời hạn là \"?\" hoặc \"-\".",
           "Our own limit goes with a deadline \"?\" or \"-\" only."});
    }
  }

  /// A role needs some unit that has it while the duty is in force; unknown roles are told elsewhere.
  bool HasUnit(const UnitRef& ref, const Duty& duty) const {
    if (ref.kind != UnitRef::Kind::kRole || !model_.roles.contains(RoleName(ref.name))) return true;
    return std::any_of(model_.units.begin(), model_.units.end(), [&](const auto& item) {
      return item.second.role.text() == ref.name && Overlap(item.second.validity, duty.validity);
    });
  }

  bool IsHeld(const std::string& path, const Duty& duty) {
    if (HasUnit(duty.holder, duty)) return true;
    Add(path + "/holder", "duty_nobody_holds",
        {"Không có đơn vị nào giữ vai trò \"" + duty.holder.name + "\" khi nhiệm vụ này có hiệu lực.",
         "No unit has the role \"" + duty.holder.name + "\" while this duty is in force."});
    return false;
  }

  void CheckTold(const std::string& path, const Duty& duty) {
    for (std::size_t i = 0; i < duty.late.size(); ++i) {
      const UnitRef& tell = duty.late[i].tell;
      if (HasUnit(tell, duty)) continue;
      Add(path + "/late/" + std::to_string(i) + "/tell", "late_tells_nobody",
          {"Không có đơn vị nào giữ vai trò \"" + tell.name + "\" để báo khi quá hạn.",
           "No unit has the role \"" + tell.name + "\" to be told when it is late."});
    }
  }

  /// Relations the holder has when the duty opens. For a role or a field: all it could ever have.
  Relations StartOf(const Duty& duty, const Act& trigger, const RoleName& role) const {
    Relations relations;
    switch (duty.holder.kind) {
      case UnitRef::Kind::kRole:
      case UnitRef::Kind::kField:
        return reach_.Of(role);
      case UnitRef::Kind::kRelation:
        relations.insert(duty.holder.name);
        break;
      case UnitRef::Kind::kKeeper:
        relations.insert(kKeeper);
        if (trigger.makes_keeper) AddActor(trigger, relations);
        break;
      case UnitRef::Kind::kActor:
        AddActor(trigger, relations);
        break;
    }
    return reach_.Grow(role, std::move(relations));
  }

  static void AddActor(const Act& trigger, Relations& relations) {
    relations.insert(trigger.by_relations.begin(), trigger.by_relations.end());
    if (trigger.makes_keeper) relations.insert(kKeeper);
    for (const PartyChange& change : trigger.parties) {
      if (change.unit.kind == UnitRef::Kind::kActor && !change.becomes.empty()) relations.insert(change.becomes);
    }
  }

  void CheckHolders(const std::string& path, const Duty& duty) {
    bool has_holder = false;
    bool can_fulfil = !duty.fulfilled_by_holder_only || duty.fulfilled_by.empty();
    bool can_see = model_.access.empty();
    for (const Act& trigger : model_.acts) {
      if (trigger.kind != duty.trigger) continue;
      for (const RoleName& role : reach_.RolesOf(duty.holder, trigger)) {
        has_holder = true;
        const Relations relations = StartOf(duty, trigger, role);
        can_fulfil = can_fulfil || CanFulfil(duty, role, relations);
        can_see = can_see || CanSee(role, relations);
      }
    }
    if (!has_holder) return;
    if (!can_fulfil) {
      Add(path + "/fulfilled_by", "duty_cannot_be_fulfilled",
          {"Đơn vị giữ nhiệm vụ này không bao giờ được làm việc nào trong số đó.",
           "The unit that holds this duty may never do any of these acts."});
    }
    if (!can_see) {
      Add(path + "/holder", "holder_cannot_see",
          {"Không quy tắc nào cho đơn vị giữ nhiệm vụ này thấy hồ sơ (list).",
           "No access rule lets the unit that holds this duty see the case (list)."});
    }
  }

  bool CanFulfil(const Duty& duty, const RoleName& role, const Relations& relations) const {
    return std::any_of(model_.acts.begin(), model_.acts.end(), [&](const Act& act) {
      const auto& kinds = duty.fulfilled_by;
      return std::find(kinds.begin(), kinds.end(), act.kind) != kinds.end() && reach_.CanDo(act, role, relations);
    });
  }

  bool CanSee(const RoleName& role, const Relations& relations) const {
    return std::any_of(model_.access.begin(), model_.access.end(), [&](const AccessRule& rule) {
      const bool lists = std::find(rule.actions.begin(), rule.actions.end(), "list") != rule.actions.end();
      return rule.effect == Effect::kPermit && lists && MayApply(rule, role, relations);
    });
  }

  /// Could the rule hold for such a unit, whatever the case is like? With all its relations, or only one of them.
  bool MayApply(const AccessRule& rule, const RoleName& role, const Relations& relations) const {
    if (rule.when.empty()) return true;
    const auto condition = rules::Condition::Compile(rule.when, access_names_);
    if (!condition.ok()) return true;
    rules::Datum consent = std::vector<std::string>{};
    if (reach_.MayBeConsented(role)) consent = rules::Unknown{};
    std::vector<Relations> tries = {relations};
    for (const std::string& relation : relations) tries.push_back({relation});
    return std::any_of(tries.begin(), tries.end(), [&](const Relations& held) {
      const rules::Environment environment = {{"unit.role", role.text()},
                                              {"unit.relations", std::vector<std::string>(held.begin(), held.end())},
                                              {"unit.consent", consent}};
      return condition->Test(environment) != rules::Truth::kFalse;
    });
  }

  void CheckDoable(const std::string& path, const Act& act) {
    const auto is_unknown = [&](const std::string& relation) { return model_.FindRelation(relation) == nullptr; };
    if (std::any_of(act.by_relations.begin(), act.by_relations.end(), is_unknown)) return;
    const bool can_do = std::any_of(model_.roles.begin(), model_.roles.end(), [&](const auto& role) {
      return reach_.CanDo(act, role.first, reach_.Of(role.first));
    });
    if (can_do || (act.by_relations.empty() && act.by_roles.empty() && !act.begins_case)) return;
    Add(path + "/by", "act_nobody_can_do",
        {"Không đơn vị nào có thể có quan hệ hoặc vai trò này.", "No unit can ever have this relation or role."});
  }

  /// Each role that is named can come to do it, in days when it lives.
  void CheckRoles(const std::string& path, const Act& act) {
    if (!KnowsRelations(act.by_relations)) return;
    for (std::size_t i = 0; i < act.by_roles.size(); ++i) {
      const auto role = model_.roles.find(act.by_roles[i]);
      if (role == model_.roles.end()) continue;
      if (Overlap(role->second.validity, act.validity) && reach_.CanDo(act, role->first, reach_.Of(role->first)))
        continue;
      Add(path + "/by/roles/" + std::to_string(i), "role_cannot_act",
          {"Vai trò \"" + role->first.text() + "\" được ghi nhưng không bao giờ làm được việc này.",
           "The role \"" + role->first.text() + "\" is named, but can never do this."});
    }
  }

  /// A relation is given to somebody for whom something follows from it. One that takes the place of another may only
  /// say what the unit was.
  void CheckParties(const std::string& path, const Act& act) {
    for (std::size_t i = 0; i < act.parties.size(); ++i) {
      const PartyChange& change = act.parties[i];
      if (change.becomes.empty() || !change.ceases.empty() || !KnowsRelations({change.becomes})) continue;
      const std::set<RoleName> roles = reach_.RolesOf(change.unit, act);
      const bool is_used = roles.empty() || std::any_of(roles.begin(), roles.end(), [&](const RoleName& role) {
                             return IsOfUse(role, change.becomes, act.validity);
                           });
      if (is_used) continue;
      Add(path + "/parties/" + std::to_string(i) + "/becomes", "relation_without_use",
          {"Không việc nào và không quyền nào cần quan hệ \"" + change.becomes + "\" ở đơn vị này.",
           "No act and no permit asks for the relation \"" + change.becomes + "\" of such a unit."});
    }
  }

  bool KnowsRelations(const std::vector<std::string>& relations) const {
    return std::all_of(relations.begin(), relations.end(),
                       [&](const std::string& relation) { return model_.FindRelation(relation) != nullptr; });
  }

  /// Something becomes possible for a unit of the role by the relation alone.
  bool IsOfUse(const RoleName& role, const std::string& relation, const Validity& days) const {
    const auto known = model_.roles.find(role);
    if (known == model_.roles.end() || !Overlap(known->second.validity, days)) return false;
    const auto does = [&](const Act& act) {
      return Contains(act.by_relations, relation) && Overlap(act.validity, days) && reach_.CanDo(act, role, {relation});
    };
    const auto permits = [&](const AccessRule& rule) {
      return rule.effect == Effect::kPermit && MayApply(rule, role, {relation}) && !MayApply(rule, role, {});
    };
    return std::any_of(model_.acts.begin(), model_.acts.end(), does) ||
           std::any_of(model_.access.begin(), model_.access.end(), permits);
  }

  static bool Contains(const std::vector<std::string>& items, const std::string& item) {
    return std::find(items.begin(), items.end(), item) != items.end();
  }

  Draft& draft_;
  const Regulation& model_;
  Reach reach_;
  rules::Signature access_names_;
};

}  // namespace

void CheckDuties(Draft& draft) { DutyChecker(draft).Run(); }

}  // namespace nuong::regulation
