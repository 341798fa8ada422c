#include <algorithm>
#include <map>

#include "check.hpp"

namespace nuong::regulation {
namespace {

const std::vector<std::string> kActions = {"list",        "read",        "see_duties",     "see_parties",   "see_looks",
                                           "see_targets", "see_reforms", "propose_reform", "confirm_reform"};

void CheckActions(Draft& draft, const std::string& path, const AccessRule& rule) {
  for (std::size_t i = 0; i < rule.actions.size(); ++i) {
    if (std::find(kActions.begin(), kActions.end(), rule.actions[i]) != kActions.end()) continue;
    draft.findings.AddUnknown(draft.places.At(path + "/actions/" + std::to_string(i)), "unknown_action",
                              {"hành động", "action"}, rule.actions[i], kActions);
  }
}

/// What shows in lists and shelves is kept for the unit, whoever of it looks and what for.
void CheckKept(Draft& draft, const std::string& path, const AccessRule& rule) {
  const auto is_kept = [](const std::string& action) { return action == "list" || action == "see_duties"; };
  if (std::none_of(rule.actions.begin(), rule.actions.end(), is_kept)) return;
  for (const std::string name : {"session.is_strong", "request.purpose"}) {
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
  const auto is_default = [](const Purpose& purpose) { return purpose.is_default; };
  if (std::count_if(purposes.begin(), purposes.end(), is_default) == 1) return;
  draft.findings.Add(draft.places.At("/purposes/0"), "one_default_purpose",
                     {"Đúng một mục đích phải là mặc định (default: true).",
                      "Exactly one purpose must be the default (default: true)."});
}

}  // namespace

void CheckAccess(Draft& draft) {
  CheckPurposes(draft);
  std::map<std::string, Effect> seen;
  const auto& rules = draft.regulation.access;
  for (std::size_t i = 0; i < rules.size(); ++i) {
    const std::string path = "/access/" + std::to_string(i);
    CheckActions(draft, path, rules[i]);
    CheckKept(draft, path, rules[i]);
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
