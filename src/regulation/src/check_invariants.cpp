#include <algorithm>

#include "flow.hpp"

namespace nuong::regulation {

void TellInvariantBroken(Flow& flow, std::size_t invariant, const CaseSlice& slice,
                         const std::vector<std::uint32_t>& way) {
  const Text& title = flow.regulation().invariants[invariant].title;
  flow.Add("/invariants/" + std::to_string(invariant) + "/never", "invariant_broken",
           {"Điều không bao giờ được xảy ra lại có thể xảy ra: " + title.vi,
            "What must never happen can happen: " + title.en},
           slice, way, title);
}

void CheckInvariants(Flow& flow) {
  const auto& invariants = flow.regulation().invariants;
  for (std::size_t i = 0; i < invariants.size(); ++i) {
    const Guard never =
        flow.net().variables().Judge(invariants[i].never, flow.net().case_names(), {}, flow.net().lists()).surely;
    CaseSlice::Question question;
    AddVariables(never, question.about);
    const Searched searched = flow.Search(question);
    if (!searched.slice.Fits()) continue;
    const std::vector<bool> broken = searched.Where(never);
    const auto first = std::find(broken.begin(), broken.end(), true);
    if (first == broken.end()) continue;
    TellInvariantBroken(flow, i, searched.slice,
                        searched.search.WayTo(static_cast<std::uint32_t>(first - broken.begin())));
  }
}

}  // namespace nuong::regulation
