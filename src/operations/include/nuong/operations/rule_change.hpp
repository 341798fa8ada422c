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
  SourceView source;
};
BOOST_DESCRIBE_STRUCT(ChangedRuleView, (), (id, change, says, source))

struct RuleReviewView {
  std::int64_t sequence = 0;  ///< the ledger entry
  std::string at;
  std::string member;
  Text unit_name;
  std::int64_t gained = 0;
  std::int64_t lost = 0;
};
BOOST_DESCRIBE_STRUCT(RuleReviewView, (), (sequence, at, member, unit_name, gained, lost))

/// A regulation came into use in place of another.
struct PastChangeView {
  std::int64_t sequence = 0;
  std::string at;
  std::string before;  ///< fingerprints
  std::string after;
  std::int64_t reviews = 0;  ///< members who had reviewed just this change before
};
BOOST_DESCRIBE_STRUCT(PastChangeView, (), (sequence, at, before, after, reviews))

struct RuleChangeView {
  std::string standing;  ///< none | counting | failed | ready
  std::string before;    ///< fingerprint of the regulation in use
  std::string after;     ///< … of the proposed one; empty when none is
  std::int64_t requests = 0;
  std::int64_t gained = 0;
  std::int64_t lost = 0;
  std::vector<FlipView> flips;
  std::vector<ChangedRuleView> rules;
  std::vector<RuleReviewView> reviews;  ///< oldest first
  bool may_review = false;              ///< the caller may, and has not yet
  bool asks_step_up = false;            ///< … once she has shown again who she is
  std::vector<PastChangeView> past;     ///< newest first; at most 20
};
BOOST_DESCRIBE_STRUCT(RuleChangeView, (),
                      (standing, before, after, requests, gained, lost, flips, rules, reviews, may_review, asks_step_up,
                       past))

/// For anybody signed in: the rules are no secret of the house.
Result<RuleChangeView> ShowRuleChange(Services& services, const Caller& caller);

struct ReviewRuleChangeRequest {
  std::string before;
  std::string after;
  std::int64_t gained = 0;
  std::int64_t lost = 0;
};
BOOST_DESCRIBE_STRUCT(ReviewRuleChangeRequest, (), (before, after, gained, lost))

/// Signs the number with the caller's own key; one entry. For who approves members in her unit. Errors: kRefused, on
/// record; kConflict: other rules or numbers than those counted, or reviewed by her already.
Result<RuleChangeView> ReviewRuleChange(Services& services, const Caller& caller,
                                        const ReviewRuleChangeRequest& request);

}  // namespace nuong::operations
