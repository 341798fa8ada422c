#pragma once
#include "nuong/base/result.hpp"
#include "nuong/operations/caller.hpp"
#include "nuong/operations/wire.hpp"

namespace nuong::operations {

/// One emergency access ("broken glass"): one case, one class, for a few hours. Skeleton only (F1): why, in words, is
/// sealed with the case.
struct EmergencyView {
  std::int64_t sequence = 0;  ///< the ledger entry of the request
  std::string case_id;
  std::string code_name;
  std::string field_class;
  Text class_name;
  std::string unit;
  Text unit_name;
  Text reason;  ///< from the regulation's list
  std::string asked_at;
  std::string state;                         ///< waiting (for the second person) | open | closed | lapsed
  std::optional<std::string> open_until;     ///< exclusive; absent until it is open
  Text reviewer_name;                        ///< the unit that reviews it
  std::optional<std::string> review_due_at;  ///< exclusive
  bool review_late = false;
  std::optional<std::string> reviewed_at;
  std::optional<Text> finding;
  bool may_confirm = false;   ///< the caller may be the second person
  bool asks_step_up = false;  ///< … once she has shown again who she is
  bool asks_passkey = false;  ///< … with a passkey, and not with a code
  bool may_review = false;
};
BOOST_DESCRIBE_STRUCT(EmergencyView, (),
                      (sequence, case_id, code_name, field_class, class_name, unit, unit_name, reason, asked_at, state,
                       open_until, reviewer_name, review_due_at, review_late, reviewed_at, finding, may_confirm,
                       asks_step_up, asks_passkey, may_review))

struct EmergenciesView {
  std::vector<EmergencyView> emergencies;  ///< newest first; at most 200
};
BOOST_DESCRIBE_STRUCT(EmergenciesView, (), (emergencies))

/// The emergency accesses the caller's unit made, and those of others on its cases that it is to review or watch.
Result<EmergenciesView> ListEmergencies(Services& services, const Caller& caller);

}  // namespace nuong::operations
