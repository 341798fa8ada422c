#include <algorithm>

#include "flow.hpp"

namespace nuong::regulation {
namespace {

const std::string kStage = "stage";

/// In a closed case there is nothing left that can be done.
void CheckNothingAfter(Flow& flow, const std::vector<bool>& closed) {
  const Searched& whole = flow.whole();
  std::set<std::size_t> told;
  for (std::uint32_t i = 0; i < whole.search.size(); ++i) {
    if (!closed[i]) continue;
    for (std::uint32_t e = whole.graph.begins[i]; e < whole.graph.begins[i + 1]; ++e) {
      const auto& act = whole.slice.labels()[whole.graph.edges[e].rule].act;
      if (!act || !MustEndWithTheCase(flow, *act) || !told.insert(*act).second) continue;
      TellDoneAfterClosing(flow, *act, whole.slice, whole.search.WayTo(i));
    }
  }
}

}  // namespace

bool MustEndWithTheCase(const Flow& flow, std::size_t act) {
  const Act& done = flow.regulation().acts[act];
  const auto& duties = flow.regulation().duties;
  const auto outlives = [&](const Duty& duty) {
    const auto& kinds = duty.fulfilled_by;
    return duty.outlives_case && std::find(kinds.begin(), kinds.end(), done.kind) != kinds.end();
  };
  return !done.withdraws_consent && !done.of_record && std::none_of(duties.begin(), duties.end(), outlives);
}

void TellDoneAfterClosing(Flow& flow, std::size_t act, const CaseSlice& slice, const std::vector<std::uint32_t>& way) {
  const Text& title = flow.regulation().acts[act].title;
  flow.Add("/acts/" + std::to_string(act) + "/when", "done_after_closing",
           {"Hồ sơ đã kết thúc mà vẫn làm được việc này.", "This can still be done when the case is closed."}, slice,
           way, {"Vẫn làm được \"" + title.vi + "\".", "\"" + title.en + "\" can still be done."});
}

std::string PathOfStage(const Regulation& regulation, unsigned number) {
  for (std::size_t i = 0; i < regulation.case_values.size(); ++i) {
    if (regulation.case_values[i].id == kStage) {
      return "/case_values/" + std::to_string(i) + "/codes/" + std::to_string(number);
    }
  }
  return "/case_values";
}

void TellStageNeverCloses(Flow& flow, const CaseSlice& slice, const std::vector<std::uint32_t>& way, unsigned stage) {
  const Code& code = flow.regulation().FindCaseValue(kStage)->codes[stage];
  flow.Add(PathOfStage(flow.regulation(), stage), "stage_never_closes",
           {"Hồ sơ ở giai đoạn \"" + code.code + "\" có khi không bao giờ kết thúc được.",
            "A case at stage \"" + code.code + "\" may never be closed."},
           slice, way, {"Từ đây, làm gì cũng không kết thúc được hồ sơ.", "From here nothing can close the case."});
}

void CheckEnds(Flow& flow) {
  const auto is_closed = flow.net().Closed();
  if (!is_closed) return;
  const Searched& whole = flow.whole();
  const VariableId stage = *flow.net().CaseName(kStage);
  const std::vector<bool> closed = whole.Where(*is_closed);
  const std::vector<bool> begun = whole.Where(Is(flow.net().begun(), 2));
  const std::vector<bool> leads = whole.Leads(closed);
  CheckNothingAfter(flow, closed);
  const auto stage_after = [&](const Fall& fall) { return whole.slice.Number(whole.search.at(fall.after), stage); };
  const auto counts = [&](std::uint32_t state) { return begun[state]; };
  const auto falls = Falls(whole, leads, counts, [&](const Fall& fall) -> std::size_t {
    if (!whole.IsTime(fall.rule)) return stage_after(fall);
    const auto act = flow.Ended(whole, fall, closed);
    return 1000 + (act ? *act : flow.regulation().acts.size());
  });
  for (const Fall& fall : falls) {
    if (!whole.IsTime(fall.rule)) {
      TellStageNeverCloses(flow, whole.slice, whole.WayOver(fall.before, {fall.rule, fall.after}), stage_after(fall));
    } else {
      flow.AddMissingTransition(whole.slice, whole.slice.DayOf(whole.search.at(fall.after)),
                                flow.Ended(whole, fall, closed), whole.WayOver(fall.before, {fall.rule, fall.after}),
                                PathOfStage(flow.regulation(), stage_after(fall)),
                                {"hồ sơ không kết thúc được nữa.", "the case can no longer be closed."});
    }
  }
}

}  // namespace nuong::regulation
