#pragma once
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "nuong/ledger/entry.hpp"
#include "nuong/operations/access_survey.hpp"
#include "services.hpp"

/// Changes of the rules and who had looked at them, as the ledger has them: entries of deed "policy".
///   kind kRulesReviewed, payload "review": the record, canonical JSON, and the member's signature of it
///   kind kRulesChanged, payload "policy": both fingerprints, and how many members had reviewed just this change
/// Rows of kDuties, functions of the entries:
///   rulereview/<before>/<after>/<sequence>   the review
///   rulechange/<sequence>                    the change
namespace nuong::operations {

inline constexpr const char* kRulesReviewed = "rule_change_reviewed";
inline constexpr const char* kRulesChanged = "regulation";
inline constexpr const char* kReviewPayload = "review";
inline constexpr const char* kChangePayload = "policy";

/// What a change of the rules comes to.
struct RuleCount {
  std::int64_t requests = 0;
  std::int64_t gained = 0;
  std::int64_t lost = 0;
  std::string table;  ///< SHA-256, hex, of the flips by action, class and role as `nuong check` prints them
  /// Requests over which the rules of `after` keep the invariants of both; absent where one is broken, and in reviews
  /// of before that was asked.
  std::optional<std::int64_t> held = std::nullopt;

  bool operator==(const RuleCount&) const = default;
};
/// Takes as long as CompareAccess and JudgeAccess together; errors as they.
Result<RuleCount> CountRules(const regulation::Regulation& before, const regulation::Regulation& after);
/// Nobody signs where an invariant is broken.
bool IsAsCounted(const RuleCount& told, const RuleCount& counted);
std::string TableOf(const AccessComparison& compared);
bool KeepsInvariants(const AccessJudgement& judged);

/// What is signed.
struct RuleReview {
  MemberName member;
  UnitName unit;
  Instant at;
  std::string before;  ///< fingerprints
  std::string after;
  RuleCount count;
};
std::string EncodeReview(const RuleReview& review);
std::string ReviewPayload(const std::string& record, const std::string& signature);
std::string SignReview(const vault::MemberKeys& own, const std::string& record);

struct KeptReview {
  std::uint64_t sequence = 0;
  RuleReview review;
};
/// Those of this change, oldest first.
Result<std::vector<KeptReview>> ReviewsOf(store::Reader& reader, const std::string& before, const std::string& after);

struct RulesChange {
  std::uint64_t sequence = 0;
  Instant at;
  std::string before;
  std::string after;
  std::int64_t reviews = 0;
};
std::string ChangePayload(const RulesChange& change);
Result<std::vector<RulesChange>> PastChanges(store::Reader& reader, std::size_t most);

/// The name of the payload that ProjectRules wants; empty for entries that concern no rules.
std::string RulesPayloadOf(const ledger::Entry& entry);
/// Brings the rows up to date with one entry. `payload` is that of the entry.
Result<void> ProjectRules(store::Writer& writer, const ledger::Entry& entry, std::string_view payload);

/// The review that the entry's payload proves by the key its member had then. Errors: kCorrupt, with an id that says
/// why.
Result<RuleReview> ProvedReview(const Roster& roster, store::Reader& reader, const ledger::Entry& entry);

/// Who approves members in her own unit may put her name under a change of the rules.
access::Decision MayReviewRules(const Services& services, const MemberRow& row);

}  // namespace nuong::operations
