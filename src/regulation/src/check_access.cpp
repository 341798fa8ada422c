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

}  // namespace

void CheckAccess(Draft& draft) {
  std::map<std::string, Effect> seen;
  const auto& rules = draft.regulation.access;
  for (std::size_t i = 0; i < rules.size(); ++i) {
    const std::string path = "/access/" + std::to_string(i);
    CheckActions(draft, path, rules[i]);
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
