#include <algorithm>

#include "flow.hpp"

namespace nuong::regulation {
namespace {

std::string PathOf(std::size_t act) { return "/acts/" + std::to_string(act); }

/// By state: can the act be done in it? One unit doing it is enough.
std::vector<bool> WhereDone(const Searched& searched, std::size_t act) {
  std::vector<bool> where(searched.search.size());
  for (std::uint32_t i = 0; i < searched.search.size(); ++i) {
    for (std::uint32_t e = searched.graph.begins[i]; e < searched.graph.begins[i + 1]; ++e) {
      if (searched.slice.labels()[searched.graph.edges[e].rule].act == act) where[i] = true;
    }
  }
  return where;
}

/// Every state has been searched, and it can be done in none.
bool IsNeverDone(Flow& flow, std::size_t act) {
  if (!flow.whole().is_whole) return false;
  const Searched& searched = flow.About({act});
  if (!searched.is_whole) return false;
  const std::vector<bool> done = WhereDone(searched, act);
  return std::find(done.begin(), done.end(), true) == done.end();
}

/// Where she has agreed, some act takes it back at once.
void CheckWithdrawal(Flow& flow) {
  const auto& acts = flow.regulation().acts;
  std::vector<std::size_t> withdrawals;
  std::optional<std::size_t> giving;
  for (std::size_t i = 0; i < acts.size(); ++i) {
    if (acts[i].consent_units_field.empty()) continue;
    if (acts[i].withdraws_consent) withdrawals.push_back(i);
    if (!acts[i].withdraws_consent && !giving) giving = i;
  }
  if (!giving) return;
  for (const RoleName& role : flow.net().RolesOf(*acts[*giving].FindField(acts[*giving].consent_units_field))) {
    const auto consent = flow.net().Consent(role);
    if (!consent) continue;
    const Searched searched = flow.Search({{*consent}, withdrawals});
    if (!searched.slice.Fits()) return;
    const std::vector<bool> agreed = searched.Where(Is(*consent, 2));
    for (std::uint32_t i = 0; i < searched.search.explored(); ++i) {
      const auto begin = searched.graph.edges.begin();
      const bool ends = std::any_of(begin + searched.graph.begins[i], begin + searched.graph.begins[i + 1],
                                    [&](const StateSearch::Edge& edge) { return !agreed[edge.to]; });
      if (!agreed[i] || ends) continue;
      TellNotWithdrawable(flow, searched.slice, searched.search.WayTo(i));
      return;
    }
  }
}

/// If it can come to be done at all, it can without any verification.
void CheckUrgent(Flow& flow, std::size_t act) {
  const Searched& searched = flow.About({act});
  if (!searched.slice.Fits()) return;
  const std::vector<bool> done = WhereDone(searched, act);
  const std::vector<bool> leads = searched.Leads(done);
  StateSearch::Graph without{{}, {}};
  for (std::uint32_t i = 0; i < searched.search.size(); ++i) {
    without.begins.push_back(static_cast<std::uint32_t>(without.edges.size()));
    for (std::uint32_t e = searched.graph.begins[i]; e < searched.graph.begins[i + 1]; ++e) {
      const auto& by = searched.slice.labels()[searched.graph.edges[e].rule].act;
      if (!by || !flow.regulation().acts[*by].verifies) without.edges.push_back(searched.graph.edges[e]);
    }
  }
  without.begins.push_back(static_cast<std::uint32_t>(without.edges.size()));
  std::vector<bool> unknown = done;
  for (std::uint32_t i = searched.search.explored(); i < searched.search.size(); ++i) unknown[i] = true;
  const std::vector<bool> leads_without = LeadsTo(without, unknown);
  const std::vector<bool> begun = searched.Where(Is(flow.net().begun(), 2));
  for (std::uint32_t i = 0; i < searched.search.size(); ++i) {
    if (!begun[i] || !leads[i] || leads_without[i] || done[i]) continue;
    TellUrgentWaits(flow, act, searched.slice, searched.search.WayTo(i));
    return;
  }
}

}  // namespace

void TellNotWithdrawable(Flow& flow, const CaseSlice& slice, const std::vector<std::uint32_t>& way) {
  const auto& acts = flow.regulation().acts;
  const auto giving = std::find_if(acts.begin(), acts.end(), [](const Act& act) {
    return !act.consent_units_field.empty() && !act.withdraws_consent;
  });
  flow.Add(PathOf(static_cast<std::size_t>(giving - acts.begin())) + "/consent", "consent_not_withdrawable",
           {"Có lúc người đó không rút lại sự đồng ý được.", "There are moments when consent cannot be withdrawn."},
           slice, way, {"Lúc này không ai ghi nhận việc rút lại được.", "Nobody can record a withdrawal now."});
}

void TellUrgentWaits(Flow& flow, std::size_t act, const CaseSlice& slice, const std::vector<std::uint32_t>& way) {
  const Text& title = flow.regulation().acts[act].title;
  flow.Add(PathOf(act) + "/when", "urgent_waits_for_verification",
           {"Việc khẩn cấp này phải chờ xác minh.", "This is urgent, and must wait for a verification."}, slice, way,
           {"Chưa làm được \"" + title.vi + "\" cho đến khi xác minh.",
            "\"" + title.en + "\" cannot be done until there is a verification."});
}

void CheckActFlow(Flow& flow) {
  const Relaxed relaxed = flow.relaxed().From(flow.everything().start());
  for (std::size_t act = 0; act < flow.regulation().acts.size(); ++act) {
    if (flow.net().ErasOf(flow.regulation().acts[act].validity) == 0) continue;
    if (!relaxed.CanBeDone(act) || IsNeverDone(flow, act)) {
      flow.Add(PathOf(act), "dead_act",
               {"Không hồ sơ nào có thể đến chỗ làm được việc này.", "No case can come to where this may be done."});
    } else if (flow.regulation().acts[act].urgent && flow.whole().is_whole) {
      CheckUrgent(flow, act);
    }
  }
  if (flow.whole().is_whole) CheckWithdrawal(flow);
}

}  // namespace nuong::regulation
