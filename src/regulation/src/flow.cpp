#include "flow.hpp"

#include <algorithm>

#include "check.hpp"
#include "signature.hpp"

namespace nuong::regulation {
Searched::Searched(const CaseNet& net, const CaseSlice::Question& question, std::uint32_t most_states)
    : slice(net, question), search(slice.rules(), slice.start(), slice.forgetting()) {
  if (slice.Fits()) is_whole = search.Run(most_states, graph);
}

std::vector<bool> Searched::Where(const Guard& guard) const {
  const BitGuard bits = slice.Bits(guard);
  std::vector<bool> where(search.size());
  for (std::uint32_t i = 0; i < search.size(); ++i) where[i] = Holds(bits, search.at(i));
  return where;
}

std::vector<std::uint32_t> Searched::WayOn(std::uint32_t from, const std::vector<bool>& goals) const {
  std::vector<StateSearch::Edge> came(search.size());
  std::vector<bool> seen(search.size());
  std::vector<std::uint32_t> line = {from};
  seen[from] = true;
  for (std::size_t i = 0; i < line.size(); ++i) {
    if (goals[line[i]]) {
      std::vector<std::uint32_t> way;
      for (std::uint32_t at = line[i]; at != from; at = came[at].to) way.push_back(came[at].rule);
      std::reverse(way.begin(), way.end());
      return way;
    }
    for (std::uint32_t e = graph.begins[line[i]]; e < graph.begins[line[i] + 1]; ++e) {
      const StateSearch::Edge& edge = graph.edges[e];
      if (seen[edge.to]) continue;
      seen[edge.to] = true;
      came[edge.to] = {edge.rule, line[i]};
      line.push_back(edge.to);
    }
  }
  return {};
}

std::vector<bool> Searched::Leads(std::vector<bool> goals) const {
  for (std::uint32_t i = search.explored(); i < search.size(); ++i) goals[i] = true;
  return LeadsTo(graph, goals);
}

std::vector<std::uint32_t> Searched::WayOver(std::uint32_t from, const StateSearch::Edge& edge) const {
  std::vector<std::uint32_t> way = search.WayTo(from);
  const std::vector<std::uint32_t> step = search.Step(from, edge);
  way.insert(way.end(), step.begin(), step.end());
  return way;
}

std::vector<Fall> Falls(const Searched& searched, const std::vector<bool>& leads,
                        const std::function<bool(std::uint32_t)>& counts,
                        const std::function<std::size_t(const Fall&)>& group) {
  std::vector<Fall> falls;
  std::set<std::size_t> told;
  for (std::uint32_t before = 0; before < searched.search.size(); ++before) {
    if (!leads[before] && counts(before)) continue;
    for (std::uint32_t e = searched.graph.begins[before]; e < searched.graph.begins[before + 1]; ++e) {
      const Fall fall{before, searched.graph.edges[e].to, searched.graph.edges[e].rule};
      if (leads[fall.after] || !counts(fall.after)) continue;
      if (told.insert(group(fall)).second) falls.push_back(fall);
    }
  }
  return falls;
}

Flow::Flow(Draft& draft) : draft_(draft), net_(draft.regulation) {
  for (const Duty& duty : regulation().duties) {
    const auto watch = [&](const std::string& condition, const rules::Signature& names) {
      const Judged judged = net_.variables().Judge(condition, names, {}, net_.lists());
      AddVariables(judged.may, watched_);
      AddVariables(judged.may_not, watched_);
    };
    watch(duty.trigger_when, FactNames(regulation(), {duty.trigger}));
    watch(duty.fulfilled_when, FactNames(regulation(), duty.fulfilled_by));
    watch(duty.lapses_when, net_.case_names());
  }
  CaseSlice::Question every;
  for (std::size_t act = 0; act < regulation().acts.size(); ++act) every.acts.push_back(act);
  for (const Invariant& invariant : regulation().invariants) {
    AddVariables(net_.variables().Judge(invariant.never, net_.case_names(), {}, net_.lists()).surely, every.about);
  }
  everything_ = std::make_unique<CaseSlice>(net_, every);
  relaxed_ = std::make_unique<RelaxedNet>(*everything_, every.acts.size());
  whole_ = std::make_unique<Searched>(Search(Question({})));
}

/// About the stage and these acts, with every other act that depends on nothing more.
CaseSlice::Question Flow::Question(const std::vector<std::size_t>& acts) const {
  CaseSlice::Question question{{}, acts, watched_};
  if (const auto stage = net_.CaseName("stage")) question.about.insert(*stage);
  question.acts = ActsWithin(CaseSlice::VariablesOf(net_, question));
  return question;
}

std::vector<std::size_t> Flow::ActsWithin(const std::set<VariableId>& variables) const {
  std::vector<std::size_t> acts;
  for (std::size_t act = 0; act < regulation().acts.size(); ++act) {
    const std::set<VariableId>& reads = net_.UseOf(act).reads;
    if (std::includes(variables.begin(), variables.end(), reads.begin(), reads.end())) acts.push_back(act);
  }
  return acts;
}

Searched Flow::Search(const CaseSlice::Question& question, std::uint32_t most_states) {
  Searched searched(net_, question, most_states);
  if (!searched.slice.Fits() && !is_too_large_) {
    is_too_large_ = true;
    Add("/case_values/0", "too_many_case_states",
        {"Hồ sơ có quá nhiều tình trạng để kiểm tra; hãy bớt giá trị, mã hoặc quan hệ.",
         "A case has too many states to check; use fewer values, codes or relations."});
  }
  return searched;
}

const Searched& Flow::About(const std::vector<std::size_t>& acts) {
  std::set<VariableId> reads;
  for (const std::size_t act : acts) reads.insert(net_.UseOf(act).reads.begin(), net_.UseOf(act).reads.end());
  const auto knows = [&](const Searched& searched) {
    const std::set<VariableId>& variables = searched.slice.variables();
    return std::includes(variables.begin(), variables.end(), reads.begin(), reads.end());
  };
  if (knows(*whole_)) return *whole_;
  for (const auto& other : others_) {
    if (knows(*other)) return *other;
  }
  others_.push_back(std::make_unique<Searched>(Search(Question(acts))));
  return *others_.back();
}

void Flow::Add(const std::string& path, std::string_view id, Text message) {
  draft_.findings.Add(draft_.places.At(path), id, std::move(message));
}

void Flow::Add(const std::string& path, std::string_view id, Text message, const CaseSlice& slice,
               const std::vector<std::uint32_t>& way, const Text& then) {
  std::vector<StoryStep> story = TellStory(net_, slice, way);
  const CivilDate day = story.empty() ? regulation().opens_on : story.back().day;
  story.push_back({day, then, {}});
  draft_.findings.Add(draft_.places.At(path), id, std::move(message), std::move(story));
}

std::optional<std::size_t> Flow::Ended(const Searched& searched, const Fall& fall,
                                       const std::vector<bool>& goals) const {
  const std::size_t era = searched.slice.EraOf(searched.search.at(fall.after));
  for (const std::uint32_t rule : searched.WayOn(fall.before, goals)) {
    const auto& act = searched.slice.labels()[rule].act;
    if (act && (net_.ErasOf(regulation().acts[*act].validity) >> era & 1) == 0) return act;
  }
  return std::nullopt;
}

void Flow::AddMissingTransition(const CaseSlice& slice, CivilDate day, std::optional<std::size_t> ended,
                                const std::vector<std::uint32_t>& way, const std::string& path, const Text& what) {
  const std::string date = FormatDate(day);
  if (ended) {
    const Text& title = regulation().acts[*ended].title;
    Add("/acts/" + std::to_string(*ended) + "/until", "missing_transition",
        {"Từ " + date + " không còn việc \"" + title.vi + "\" và không có gì thay cho hồ sơ đang dở: " + what.vi,
         "From " + date + " \"" + title.en + "\" is no more, with nothing instead for cases under way: " + what.en},
        slice, way, what);
    return;
  }
  Add(path, "missing_transition",
      {"Từ " + date + " không còn ai làm tiếp hồ sơ đang dở: " + what.vi,
       "From " + date + " nobody can go on with cases under way: " + what.en},
      slice, way, what);
}

void CheckFlow(Draft& draft) {
  if (draft.regulation.acts.empty()) return;
  Flow flow(draft);
  if (!flow.whole().slice.Fits()) return;
  CheckActFlow(flow);
  if (!flow.whole().is_whole) {
    CheckByWalks(flow);
    return;
  }
  CheckEnds(flow);
  CheckDutyFlow(flow);
  CheckInvariants(flow);
  CheckReviews(flow);
}

}  // namespace nuong::regulation
