#include <algorithm>
#include <map>

#include "check.hpp"
#include "signature.hpp"

namespace nuong::regulation {
namespace {

const std::vector<std::string> kActions = {
    "list",        "read",          "see_duties",     "see_parties",      "see_looks",
    "see_targets", "see_reforms",   "propose_reform", "confirm_reform",   "approve_member",
    "see_alerts",  "plant_bait",    "break_glass",    "review_emergency", "search_persons",
    "export",      "confirm_export"};

/// "answer:" and a kind of act: who finds the case no more may still do this act in it.
void CheckActions(Draft& draft, const std::string& path, const std::vector<std::string>& actions) {
  std::vector<std::string> known = kActions;
  for (const Act& act : draft.regulation.acts) known.push_back("answer:" + act.kind);
  for (std::size_t i = 0; i < actions.size(); ++i) {
    if (std::find(known.begin(), known.end(), actions[i]) != known.end()) continue;
    draft.findings.AddUnknown(draft.places.At(path + "/actions/" + std::to_string(i)), "unknown_action",
                              {"hành động", "action"}, actions[i], known);
  }
}

/// What shows in lists and shelves is kept for the unit, whoever of it looks and what for.
void CheckKept(Draft& draft, const std::string& path, const AccessRule& rule) {
  const auto is_kept = [](const std::string& action) { return action == "list" || action == "see_duties"; };
  if (std::none_of(rule.actions.begin(), rule.actions.end(), is_kept)) return;
  for (const std::string name : {"session.is_strong", "session.by_passkey", "request.purpose"}) {
    const std::size_t at = rule.when.find(name);
    if (at == std::string::npos) continue;
    draft.findings.Add(draft.places.Inside(path + "/when", rule.when, at), "view_asks_session",
                       {"Danh sách và nhiệm vụ được lưu theo đơn vị, nên không phụ thuộc " + name + ".",
                        "Lists and duties are kept for the unit, so they cannot depend on " + name + "."});
  }
}

void CheckPurposes(Draft& draft) {
  const auto& purposes = draft.regulation.purposes;
  if (purposes.empty()) return;
  std::size_t defaults = 0;
  std::size_t last = 0;
  for (std::size_t i = 0; i < purposes.size(); ++i) {
    if (!purposes[i].is_default) continue;
    ++defaults;
    last = i;
  }
  if (defaults == 1) return;
  draft.findings.Add(draft.places.At("/purposes/" + std::to_string(last)), "one_default_purpose",
                     {"Đúng một mục đích phải là mặc định (default: true).",
                      "Exactly one purpose must be the default (default: true)."});
}

/// No permit lets anybody know of a case, or open of it, what the relation alone may not; consent and broken glass are
/// a ground of their own.
class Bounds {
 public:
  explicit Bounds(Draft& draft) : draft_(draft), names_(AccessNames(draft.regulation)) {}

  void Check(const std::string& path, const AccessRule& rule) {
    const auto condition = rules::Condition::Compile(rule.when, names_);
    if (rule.effect != Effect::kPermit || (!rule.when.empty() && !condition.ok())) return;
    const auto may_apply = [&](const std::vector<std::string>& relations, const std::string& field_class) {
      if (rule.when.empty()) return true;
      rules::Environment given = {{"unit.relations", relations},
                                  {"unit.consent", std::vector<std::string>{}},
                                  {"unit.emergency", std::vector<std::string>{}}};
      if (!field_class.empty()) given["class"] = field_class;
      return condition->Test(given) != rules::Truth::kFalse;
    };
    const std::string place = rule.when.empty() ? path : path + "/when";
    bool needs_nothing = rule.classes.empty() && may_apply({}, "");
    for (const FieldClass field_class : rule.classes) {
      needs_nothing = needs_nothing || may_apply({}, std::string(FieldClassCode(field_class)));
    }
    if (IsAboutACase(rule) && needs_nothing) {
      Add(place, {"Quy tắc này áp dụng cả cho nơi không có quan hệ nào với hồ sơ.",
                  "This holds even for an office without any relation to the case."});
      return;
    }
    // What an emergency may open is not read by the relation alone.
    if (std::find(rule.actions.begin(), rule.actions.end(), "read") == rule.actions.end()) return;
    for (const Relation& relation : draft_.regulation.relations) {
      if (!relation.reads_at_most) continue;
      const auto& bound = *relation.reads_at_most;
      for (const FieldClass field_class : rule.classes) {
        if (std::find(bound.begin(), bound.end(), field_class) != bound.end()) continue;
        const std::string code(FieldClassCode(field_class));
        if (!may_apply({relation.id}, code)) continue;
        Add(path + "/classes",
            {"Quan hệ \"" + relation.id + "\" tự nó không được mở nhóm " + code + " (reads_at_most).",
             "The relation \"" + relation.id + "\" by itself may not open the class " + code + " (reads_at_most)."});
        return;
      }
    }
  }

 private:
  void Add(const std::string& place, Text message) {
    draft_.findings.Add(draft_.places.At(place), "permit_too_wide", std::move(message));
  }
  static bool IsAboutACase(const AccessRule& rule) {
    return std::any_of(rule.actions.begin(), rule.actions.end(), [](const std::string& action) {
      return action == "list" || action == "read" || action == "see_duties" || action == "see_parties";
    });
  }

  Draft& draft_;
  rules::Signature names_;
};

}  // namespace

void CheckAccess(Draft& draft) {
  CheckPurposes(draft);
  const auto& invariants = draft.regulation.access_invariants;
  for (std::size_t i = 0; i < invariants.size(); ++i) {
    CheckActions(draft, "/access_invariants/" + std::to_string(i), invariants[i].actions);
  }
  std::map<std::string, Effect> seen;
  const auto& rules = draft.regulation.access;
  Bounds bounds(draft);
  for (std::size_t i = 0; i < rules.size(); ++i) {
    const std::string path = "/access/" + std::to_string(i);
    CheckActions(draft, path, rules[i].actions);
    CheckKept(draft, path, rules[i]);
    bounds.Check(path, rules[i]);
    const auto [first, is_new] = seen.emplace(rules[i].id, rules[i].effect);
    if (is_new || rules[i].id.empty()) continue;
    const bool contradicts = first->second != rules[i].effect;
    draft.findings.Add(draft.places.At(path + "/id"), contradicts ? "permit_and_forbid" : "duplicate_id",
                       contradicts ? Text{"Quy tắc \"" + rules[i].id + "\" vừa cho phép vừa cấm.",
                                          "The rule \"" + rules[i].id + "\" both permits and forbids."}
                                   : Text{"\"" + rules[i].id + "\" đã có; mỗi mã chỉ dùng một lần.",
                                          "\"" + rules[i].id + "\" exists already; each id is used once."});
  }
}

}  // namespace nuong::regulation
