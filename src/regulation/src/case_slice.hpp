#pragma once
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "case_net.hpp"
#include "state_search.hpp"

namespace nuong::regulation {

/// What a rule of a slice is: an act done by a unit of a role, or the law changing.
struct RuleLabel {
  std::optional<std::size_t> act;  ///< index in Regulation::acts; nothing: time goes on
  RoleName by;
  std::vector<std::pair<const Field*, std::string>> choices;  ///< what was answered; a unit by its role, empty: nothing
};

/// The part of the net that a question depends on, as rules for the search: only the variables it asks about and those
/// that decide how they change. What is left out cannot change the answer.
class CaseSlice {
 public:
  struct Question {
    std::set<VariableId> about;
    std::vector<std::size_t> acts = {};  ///< acts that are kept though they change nothing of it
    std::set<VariableId> watched = {};   ///< of what is here anyway: never forgotten
  };

  CaseSlice(const CaseNet& net, const Question& question);
  /// Those it would have.
  static std::set<VariableId> VariablesOf(const CaseNet& net, const Question& question);

  /// False when its variables do not fit into one word; then there are no rules.
  bool Fits() const { return fits_; }
  const std::set<VariableId>& variables() const { return about_; }
  const std::vector<BitRule>& rules() const { return rules_; }
  const std::vector<RuleLabel>& labels() const { return labels_; }  ///< by rule
  Packed start() const { return start_; }
  const Forgetting& forgetting() const { return forget_; }

  /// The guard over packed states; only variables of this slice may be in it.
  BitGuard Bits(const Guard& guard) const;
  unsigned Number(Packed state, VariableId variable) const;
  bool Knows(VariableId variable) const { return about_.contains(variable); }
  BitTest TestOf(VariableId variable) const { return {places_[variable].shift, places_[variable].width, 0}; }
  Packed Mask(VariableId variable) const { return Knows(variable) ? FieldOf(variable) : 0; }
  /// The first day of the era the state is in.
  CivilDate DayOf(Packed state) const;
  std::size_t EraOf(Packed state) const { return era_begins_[Number(state, 0)]; }

 private:
  using Choices = std::vector<std::pair<const Field*, std::string>>;

  CaseSlice(const CaseNet& net, const std::set<VariableId>& about) : net_(net), about_(about) {}

  void Close(const Question& question);
  void JoinEras();
  void LayOut();
  bool Knows(const std::optional<VariableId>& variable) const { return variable && about_.contains(*variable); }

  void AddAct(std::size_t index);
  void AddRule(std::size_t index, const RoleName& by, const Choices& choices, const Guard& when);
  rules::Environment Given(const Choices& choices) const;
  std::vector<Choices> AllChoices(const Act& act) const;
  bool Matters(const Act& act, const Field& field) const;
  Guard Who(const Act& act, const RoleName& by) const;
  Guard Demanded(const Act& act, const rules::Environment& given) const;
  void AddParties(const Act& act, const RoleName& by, const Choices& choices, BitRule& rule) const;
  void AddParty(const PartyChange& change, const RoleName& role, const Guard& when, BitRule& rule) const;
  void AddTime();
  void FreeWhatHindersNothing(const Question& question);
  void ForgetWhatNoLongerMatters(const Question& question);
  Packed FieldOf(VariableId variable) const;

  void Put(const VariableId variable, unsigned number, Packed& clear, Packed& set) const;
  void Keep(const Act& act, const Choices& choices, BitRule& rule) const;
  Guard InEras(std::uint64_t eras) const;

  struct Place {
    unsigned shift;
    unsigned width;
  };
  const CaseNet& net_;
  std::set<VariableId> about_;
  std::set<std::size_t> acts_;
  std::vector<unsigned> era_of_;         ///< by era of the net: number here
  std::vector<std::size_t> era_begins_;  ///< by number here: the first era of the net
  std::vector<Place> places_;            ///< by variable
  std::vector<BitRule> rules_;
  std::vector<RuleLabel> labels_;
  Packed start_ = 0;
  Forgetting forget_;
  bool fits_ = false;
};

}  // namespace nuong::regulation
