#include "rule_reviews.hpp"

#include "membership.hpp"
#include "refusals.hpp"

namespace nuong::operations {
namespace {

using store::Collection;

constexpr std::string_view kPurpose = "rule_review";
constexpr const char* kChangeShelf = "rulechange/";

std::string ReviewShelf(const std::string& before, const std::string& after) {
  return "rulereview/" + before + "/" + after + "/";
}

std::uint64_t SequenceIn(std::string_view key) {
  std::uint64_t sequence = 0;
  for (const char byte : key.substr(key.size() - 8)) sequence = sequence << 8 | static_cast<std::uint8_t>(byte);
  return sequence;
}

Error Unproved(std::string id, Text message) {
  return {ErrorCode::kCorrupt, std::move(id), std::move(message), "", {}};
}

Error IllFormed() {
  return Unproved("review_unreadable", {"bản rà soát quy tắc không đọc được.", "the review of rules cannot be read."});
}

Result<RuleReview> DecodeReview(std::string_view record) {
  const auto value = ParseJson(record);
  if (!value.ok()) return IllFormed();
  RuleReview review;
  review.member = MemberName(value->TextAt("member"));
  review.unit = UnitName(value->TextAt("unit"));
  review.at = {value->IntegerAt("at")};
  review.before = value->TextAt("before");
  review.after = value->TextAt("after");
  review.count = {value->IntegerAt("requests"), value->IntegerAt("gained"), value->IntegerAt("lost"),
                  value->TextAt("table")};
  if (value->Find("held") != nullptr) review.count.held = value->IntegerAt("held");
  // One spelling per record, so that what is signed is what is meant.
  if (EncodeReview(review) != record) return IllFormed();
  return review;
}

struct Signed {
  std::string record;
  std::string signature;
};
Result<Signed> DecodeSigned(std::string_view payload) {
  const auto value = ParseJson(payload);
  const auto signature = value.ok() ? vault::FromBase64(value->TextAt("signature")) : std::nullopt;
  if (!signature) return IllFormed();
  return Signed{value->TextAt("record"), *signature};
}

}  // namespace

std::string EncodeReview(const RuleReview& review) {
  Value::Object record{
      {"member", review.member.text()}, {"unit", review.unit.text()}, {"at", review.at.us},
      {"before", review.before},        {"after", review.after},      {"requests", review.count.requests},
      {"gained", review.count.gained},  {"lost", review.count.lost},  {"table", review.count.table}};
  if (review.count.held) record["held"] = *review.count.held;
  return WriteJson(record);
}

std::string ReviewPayload(const std::string& record, const std::string& signature) {
  return WriteJson(Value::Object{{"record", record}, {"signature", vault::Base64(signature)}});
}

std::string TableOf(const AccessComparison& compared) {
  const auto hash = vault::Sha256(WriteJson(FlipsValue(compared.flips)));
  return vault::Hex({reinterpret_cast<const char*>(hash.data()), hash.size()});
}

bool KeepsInvariants(const AccessJudgement& judged) { return judged.in_use.empty() && judged.proposed.empty(); }

Result<RuleCount> CountRules(const regulation::Regulation& before, const regulation::Regulation& after) {
  NUONG_TRY(const AccessComparison compared, CompareAccess(before, after));
  NUONG_TRY(const AccessJudgement judged, JudgeAccess(before, after));
  RuleCount count{static_cast<std::int64_t>(compared.requests), static_cast<std::int64_t>(compared.gained),
                  static_cast<std::int64_t>(compared.lost), TableOf(compared), std::nullopt};
  if (KeepsInvariants(judged)) count.held = static_cast<std::int64_t>(judged.requests);
  return count;
}

bool IsAsCounted(const RuleCount& told, const RuleCount& counted) { return counted.held && told == counted; }

std::string SignReview(const vault::MemberKeys& own, const std::string& record) { return own.Sign(kPurpose, record); }

Result<std::vector<KeptReview>> ReviewsOf(store::Reader& reader, const std::string& before, const std::string& after) {
  std::vector<KeptReview> reviews;
  Result<void> outcome;
  reader.Scan(Collection::kDuties, store::Prefix(ReviewShelf(before, after)),
              [&](std::string_view key, std::string_view bytes) {
                auto review = DecodeReview(bytes);
                if (review.ok()) {
                  reviews.push_back({SequenceIn(key), *std::move(review)});
                } else {
                  outcome = review.error();
                }
                return outcome.ok();
              });
  if (!outcome.ok()) return outcome.error();
  return reviews;
}

std::string ChangePayload(const RulesChange& change) {
  return WriteJson(Value::Object{{"before", change.before}, {"after", change.after}, {"reviews", change.reviews}});
}

Result<std::vector<RulesChange>> PastChanges(store::Reader& reader, std::size_t most) {
  std::vector<RulesChange> changes;
  Result<void> outcome;
  store::Range newest = store::Prefix(kChangeShelf);
  newest.descending = true;
  reader.Scan(Collection::kDuties, newest, [&](std::string_view key, std::string_view bytes) {
    const auto value = ParseJson(bytes);
    if (!value.ok()) {
      outcome = CorruptDirectory("a change of the rules is not JSON");
      return false;
    }
    changes.push_back({SequenceIn(key), Instant{value->IntegerAt("at")}, value->TextAt("before"),
                       value->TextAt("after"), value->IntegerAt("reviews")});
    return changes.size() < most;
  });
  if (!outcome.ok()) return outcome.error();
  return changes;
}

std::string RulesPayloadOf(const ledger::Entry& entry) {
  if (entry.deed != ledger::Deed::kPolicy) return "";
  if (entry.kind == kRulesReviewed) return kReviewPayload;
  return entry.kind == kRulesChanged ? kChangePayload : "";
}

Result<void> ProjectRules(store::Writer& writer, const ledger::Entry& entry, std::string_view payload) {
  const std::string key = ledger::SequenceKey(entry.sequence);
  if (entry.kind == kRulesReviewed) {
    NUONG_TRY(const Signed kept, DecodeSigned(payload));
    NUONG_TRY(const RuleReview review, DecodeReview(kept.record));
    writer.Put(Collection::kDuties, ReviewShelf(review.before, review.after) + key, kept.record);
    return {};
  }
  const auto value = ParseJson(payload);
  if (!value.ok()) return CorruptDirectory("the payload of a change of rules is not JSON");
  // Changes of before there were reviews have no row.
  if (value->Find("reviews") == nullptr) return {};
  writer.Put(Collection::kDuties, kChangeShelf + key,
             WriteJson(Value::Object{{"at", entry.at.us},
                                     {"before", value->TextAt("before")},
                                     {"after", value->TextAt("after")},
                                     {"reviews", value->IntegerAt("reviews")}}));
  return {};
}

Result<RuleReview> ProvedReview(const Roster& roster, store::Reader& reader, const ledger::Entry& entry) {
  const auto bytes = reader.Get(Collection::kPayloads, ledger::PayloadKey(entry.sequence, kReviewPayload));
  NUONG_TRY(const Signed kept, DecodeSigned(bytes.value_or("")));
  NUONG_TRY(RuleReview review, DecodeReview(kept.record));
  if (review.member != entry.member || review.unit != entry.unit || review.at != entry.at ||
      review.before != entry.regulation) {
    return Unproved("review_differs", {"bản rà soát kèm theo khác với điều mục này nói.",
                                       "the review beside it is not the one it tells of."});
  }
  const Roster::Member* member = roster.Find(entry.member);
  if (member == nullptr || member->record.unit != entry.unit) {
    return Unproved("review_foreign", {"lúc đó người rà soát không phải thành viên của cơ quan này.",
                                       "who reviewed was not a member of that unit then."});
  }
  if (!vault::IsSignedBy(member->record.keys.signing, kPurpose, kept.record, kept.signature)) {
    return Unproved("review_unsigned", {"chữ ký dưới bản rà soát không phải của người này.",
                                        "the signature under the review is not this member's."});
  }
  return review;
}

access::Decision MayReviewRules(const Services& services, const MemberRow& row) {
  return MayApprove(services, row, row.unit);
}

}  // namespace nuong::operations
