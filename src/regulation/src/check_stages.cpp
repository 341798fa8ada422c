#include "case_states.hpp"
#include "check.hpp"

namespace nuong::regulation {

void CheckStages(Draft& draft) {
  const std::string stage = "stage";
  const std::string closed = "closed";
  const CaseStates states(draft.regulation);
  if (!states.IsSearchable()) {
    draft.findings.Add(draft.places.At("/case_values/0"), "too_many_case_states",
                       {"Các giá trị của hồ sơ có quá nhiều tổ hợp để kiểm tra; hãy bớt giá trị hoặc mã.",
                        "The case values have too many combinations to check; use fewer values or codes."});
    return;
  }
  const auto& values = draft.regulation.case_values;
  for (const std::string& stuck : states.CodesThatNeverReach(stage, closed)) {
    for (std::size_t i = 0; i < values.size(); ++i) {
      for (std::size_t j = 0; values[i].id == stage && j < values[i].codes.size(); ++j) {
        if (values[i].codes[j].code != stuck) continue;
        draft.findings.Add(draft.places.At("/case_values/" + std::to_string(i) + "/codes/" + std::to_string(j)),
                           "stage_never_closes",
                           {"Hồ sơ ở giai đoạn \"" + stuck + "\" có khi không bao giờ kết thúc được.",
                            "A case at stage \"" + stuck + "\" may never be closed."});
      }
    }
  }
}

}  // namespace nuong::regulation
