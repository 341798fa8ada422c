#pragma once
#include "nuong/base/result.hpp"
#include "nuong/operations/caller.hpp"
#include "nuong/operations/wire.hpp"

/// A change of the access rules before it takes effect: which abstract requests it answers otherwise, and who has put
/// her name under that number. docs/how-to/change-an-access-rule.md
namespace nuong::operations {

struct FlipView {
  std::string action;
  Text action_name;
  std::optional<std::string> field_class;
  std::optional<Text> class_name;
  std::string role;
  Text role_name;
  std::int64_t gained = 0;  ///< refused before, allowed after
  std::int64_t lost = 0;
};
BOOST_DESCRIBE_STRUCT(FlipView, (), (action, action_name, field_class, class_name, role, role_name, gained, lost))

struct ChangedRuleView {
  std::string id;
  std::string change;  ///< added | removed | changed
  Text says;           ///< the reason it gives; of an act, its title
  Shared<SourceView> source;
};
BOOST_DESCRIBE_STRUCT(ChangedRuleView, (), (id, change, says, source))

/// A word that rules are made of and only one of the regulations has.
struct ChangedWordView {
  std::string kind;  ///< role | relation | purpose | case_value
  std::string id;
  std::string change;  ///< added | removed
  Text name;
};
BOOST_DESCRIBE_STRUCT(ChangedWordView, (), (kind, id, change, name))

/// A promise of the house that the proposed rules break, with one of those who could then do what must not be done.
struct BrokenInvariantView {
  std::string id;
  Text says;  ///< what must not happen
  Shared<SourceView> source;
  bool is_proposed = false;  ///< not one in use: the proposal has it anew, or otherwise
  std::int64_t requests = 0;
  bool is_allowed = false;  ///< in the example; false: nothing forbids it, and a permit still to come would allow it
  Text role_name;
  std::vector<Text> relations;
  Text action_name;
  std::optional<std::string> field_class;
  std::optional<Text> class_name;
  std::string example;  ///< all of it, in the names of conditions
};
BOOST_DESCRIBE_STRUCT(BrokenInvariantView, (),
                      (id, says, source, is_proposed, requests, is_allowed, role_name, relations, action_name,
                       field_class, class_name, example))

/// Whether the proposed rules keep what no request may ever be allowed.
struct InvariantsView {
  std::string standing;       ///< none | counting | failed | held | broken
  std::int64_t requests = 0;  ///< that were asked
  std::vector<BrokenInvariantView> broken;
  std::vector<ChangedRuleView> changed;  ///< what the proposal alters in the invariants themselves
};
BOOST_DESCRIBE_STRUCT(InvariantsView, (), (standing, requests, broken, changed))

struct RuleReviewView {
  std::int64_t sequence = 0;  ///< the ledger entry
  std::string at;
  std::string member;
  Text unit_name;
  std::int64_t gained = 0;
  std::int64_t lost = 0;
  std::optional<std::int64_t> held;  ///< requests over which the invariants held; absent: she signed before that
};
BOOST_DESCRIBE_STRUCT(RuleReviewView, (), (sequence, at, member, unit_name, gained, lost, held))

/// A regulation came into use in place of another, or its fingerprint is whole from there on.
struct PastChangeView {
  std::int64_t sequence = 0;
  std::string at;
  std::string before;  ///< fingerprints
  std::string after;
  std::int64_t reviews = 0;  ///< members who had reviewed just this change before
  bool is_same = false;      ///< `before` is the short fingerprint, of earlier builds, of `after`
};
BOOST_DESCRIBE_STRUCT(PastChangeView, (), (sequence, at, before, after, reviews, is_same))

struct RuleChangeView {
  std::string standing;  ///< none | counting | failed | ready
  std::string before;    ///< fingerprint of the regulation in use
  std::string after;     ///< … of the proposed one; empty when none is
  std::int64_t requests = 0;
  std::int64_t gained = 0;
  std::int64_t lost = 0;
  std::vector<FlipView> flips;
  std::vector<ChangedRuleView> rules;
  std::vector<ChangedWordView> words;
  InvariantsView invariants;
  std::vector<RuleReviewView> reviews;  ///< oldest first
  bool may_review = false;              ///< the caller may and has not yet, and the invariants hold
  bool asks_step_up = false;            ///< … once she has shown again who she is
  std::vector<PastChangeView> past;     ///< newest first; at most 20
};
BOOST_DESCRIBE_STRUCT(RuleChangeView, (),
                      (standing, before, after, requests, gained, lost, flips, rules, words, invariants, reviews,
                       may_review, asks_step_up, past))

/// For anybody signed in: the rules are no secret of the house.
Result<RuleChangeView> ShowRuleChange(Services& services, const Caller& caller);

struct ReviewRuleChangeRequest {
  std::string before;
  std::string after;
  std::int64_t gained = 0;
  std::int64_t lost = 0;
  std::int64_t held = 0;  ///< requests over which the invariants hold
};
BOOST_DESCRIBE_STRUCT(ReviewRuleChangeRequest, (), (before, after, gained, lost, held))

/// Signs the number with the caller's own key; one entry. For who approves members in her unit. Nobody's name stands
/// under rules that break what the house promises, nor before that is known. Errors: kRefused, on record; kConflict:
/// `rule_change_differs` (other rules or numbers than those counted), `invariants_counting`, `invariants_uncounted`,
/// `invariant_broken`, or reviewed by her already.
Result<RuleChangeView> ReviewRuleChange(Services& services, const Caller& caller,
                                        const ReviewRuleChangeRequest& request);

}  // namespace nuong::operations
