#pragma once
#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "nuong/base/result.hpp"
#include "nuong/regulation/model.hpp"
#include "nuong/store/store.hpp"

/// For `app` and tests only, as wiring.hpp.
namespace nuong::operations {

/// Something on record that the regulation of its moment does not explain.
struct MonitorFinding {
  std::uint64_t sequence = 0;
  /// read_without_assignment, opened_without_decision, decision_differs, refused_though_allowed, act_not_allowed,
  /// act_unknown, rule_unknown, nobody_signed_in, policy_unannounced, regulation_unknown, act_by_the_same_person,
  /// act_without_step_up, erased_though_kept, fact_differs, not_a_member, clock_set_back, emergency_not_allowed,
  /// emergency_second_person_differs, emergency_reviewer_differs, export_second_person_differs, export_stands_too_long,
  /// export_confirmation_not_allowed, export_not_ready, export_without_request, searches_used_up,
  /// review_not_allowed, review_numbers_differ, review_uncounted, reviews_differ; and those of VerifyMembers of an
  /// entry that does not prove who is a member or who has reviewed a change of the rules
  std::string id;
  Text message;
};

struct MonitorReport {
  std::uint64_t entries = 0;
  std::uint64_t decisions = 0;           ///< taken again
  std::vector<MonitorFinding> findings;  ///< in order of sequence; at most 1,000
};

/// Reads the log from its beginning, brings the cases to the state they had before each entry, and takes every decision
/// again that let somebody see or do something, or kept her from it, by the regulation whose fingerprint the entry
/// names. What a decision depended on beside the case must therefore be in its entry (purpose, strength of the session)
/// or in an earlier one: second persons, limits and hours are counted again from those. `regulations` are all that may
/// be named, the directory's own first; a reviewed change of which both sides are among them is counted again too,
/// which may take a minute. Opens nothing and needs no key. `signer`: the log's public key, hex, by which the founders
/// are proved; empty: as kept. The ledger itself is proved by ledger::Verify.
Result<MonitorReport> Monitor(store::Store& store,
                              const std::vector<std::shared_ptr<const regulation::Regulation>>& regulations,
                              const std::string& signer = "");

}  // namespace nuong::operations
