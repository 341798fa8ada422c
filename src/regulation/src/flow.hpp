#pragma once
#include <functional>
#include <memory>
#include <optional>
#include <vector>

#include "case_slice.hpp"
#include "draft.hpp"
#include "relaxed.hpp"
#include "story.hpp"

namespace nuong::regulation {

/// A slice that has been searched, with its graph.
struct Searched {
  Searched(const CaseNet& net, const CaseSlice::Question& question, std::uint32_t most_states);

  CaseSlice slice;
  StateSearch search;
  StateSearch::Graph graph;
  bool is_whole = false;  ///< false: some states are not explored, and what they lead to is not known

  std::vector<bool> Where(const Guard& guard) const;  ///< by state
  /// By state: does it lead to a goal, or to what is not explored?
  std::vector<bool> Leads(std::vector<bool> goals) const;
  bool IsTime(std::uint32_t rule) const { return !slice.labels()[rule].act; }
  /// Rules on a shortest way from a state to one that is marked.
  std::vector<std::uint32_t> WayOn(std::uint32_t from, const std::vector<bool>& goals) const;
  /// Rules on a shortest way to a state, then over an edge from it.
  std::vector<std::uint32_t> WayOver(std::uint32_t from, const StateSearch::Edge& edge) const;
};

/// Where cases fall out of the states from which a goal can be reached.
struct Fall {
  std::uint32_t before;  ///< state that could still reach it
  std::uint32_t after;   ///< state that cannot
  std::uint32_t rule;    ///< what led there
};
/// One for each different `group` of what is after, the nearest to the beginning first. `counts` leaves states out.
std::vector<Fall> Falls(const Searched& searched, const std::vector<bool>& leads,
                        const std::function<bool(std::uint32_t)>& counts,
                        const std::function<std::size_t(const Fall&)>& group);

/// Shared by the checks of the flow: the net, the part about the end of a case, and how findings are told.
class Flow {
 public:
  explicit Flow(Draft& draft);

  const CaseNet& net() const { return net_; }
  const Regulation& regulation() const { return draft_.regulation; }
  /// About the stage of a case, with every act that depends on nothing more.
  const Searched& whole() const { return *whole_; }
  /// Every act, and all that acts and invariants depend on; too much to search in a regulation of real size.
  const CaseSlice& everything() const { return *everything_; }
  const RelaxedNet& relaxed() const { return *relaxed_; }
  /// The searched part that knows the acts, and all they read.
  const Searched& About(const std::vector<std::size_t>& acts);
  Searched Search(const CaseSlice::Question& question, std::uint32_t most_states = kMostStates);
  static constexpr std::uint32_t kMostStates = 1u << 10;

  void Add(const std::string& path, std::string_view id, Text message, const CaseSlice& slice,
           const std::vector<std::uint32_t>& way, const Text& then);
  void Add(const std::string& path, std::string_view id, Text message);
  /// An act that had led on before the fall and is in force no more after it.
  std::optional<std::size_t> Ended(const Searched& searched, const Fall& fall, const std::vector<bool>& goals) const;
  /// `ended`: what is in force no more and would have led on; nothing: nobody is left to do it.
  void AddMissingTransition(const CaseSlice& slice, CivilDate day, std::optional<std::size_t> ended,
                            const std::vector<std::uint32_t>& way, const std::string& path, const Text& what);

 private:
  CaseSlice::Question Question(const std::vector<std::size_t>& acts) const;
  std::vector<std::size_t> ActsWithin(const std::set<VariableId>& variables) const;

  Draft& draft_;
  CaseNet net_;
  std::set<VariableId> watched_;  ///< what conditions of duties ask
  std::unique_ptr<CaseSlice> everything_;
  std::unique_ptr<RelaxedNet> relaxed_;
  std::unique_ptr<Searched> whole_;
  std::vector<std::unique_ptr<Searched>> others_;
  bool is_too_large_ = false;
};

/// Findings that both ways of looking tell.
void TellStageNeverCloses(Flow& flow, const CaseSlice& slice, const std::vector<std::uint32_t>& way, unsigned stage);
void TellDoneAfterClosing(Flow& flow, std::size_t act, const CaseSlice& slice, const std::vector<std::uint32_t>& way);
/// Nothing is done any more when a case is closed, but that a consent is taken back.
bool MustEndWithTheCase(const Flow& flow, std::size_t act);
void TellClosingLeaves(Flow& flow, std::size_t duty, const CaseSlice& slice, const std::vector<std::uint32_t>& way);
void TellDutyNeverEnds(Flow& flow, std::size_t duty, const CaseSlice& slice, const std::vector<std::uint32_t>& way);
void TellDeadDuty(Flow& flow, std::size_t duty);
void TellNotWithdrawable(Flow& flow, const CaseSlice& slice, const std::vector<std::uint32_t>& way);
void TellUrgentWaits(Flow& flow, std::size_t act, const CaseSlice& slice, const std::vector<std::uint32_t>& way);
void TellInvariantBroken(Flow& flow, std::size_t invariant, const CaseSlice& slice,
                         const std::vector<std::uint32_t>& way);
/// Where the code of a stage stands: "/case_values/0/codes/3".
std::string PathOfStage(const Regulation& regulation, unsigned number);

void CheckByWalks(Flow& flow);   ///< all of this, as far as cases drawn by lot meet it: where there are too many states
void CheckEnds(Flow& flow);      ///< a case can always be closed
void CheckActFlow(Flow& flow);   ///< every act can be done; consent can be withdrawn; what is urgent never waits
void CheckDutyFlow(Flow& flow);  ///< every duty can arise, ends, and is not left behind by a closed case
void CheckReviews(Flow& flow);   ///< nobody reviews what it decided; also by cases drawn by lot
void CheckInvariants(Flow& flow);  ///< what must never be is never so

}  // namespace nuong::regulation
