#include "nuong/ledger/entry.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "nuong/base/value.hpp"

namespace nuong::ledger {
namespace {

constexpr std::pair<Deed, std::string_view> kAllDeeds[] = {{Deed::kOpened, "opened"},
                                                           {Deed::kWrite, "write"},
                                                           {Deed::kRead, "read"},
                                                           {Deed::kRefused, "refused"},
                                                           {Deed::kSignIn, "sign_in"},
                                                           {Deed::kSignOut, "sign_out"},
                                                           {Deed::kMembership, "membership"},
                                                           {Deed::kPolicy, "policy"},
                                                           {Deed::kSearch, "search"},
                                                           {Deed::kExport, "export"},
                                                           {Deed::kEmergency, "emergency"},
                                                           {Deed::kErasure, "erasure"},
                                                           {Deed::kKeys, "keys"},
                                                           {Deed::kAlert, "alert"},
                                                           {Deed::kReform, "reform"},
                                                           {Deed::kConsent, "consent"}};

Entry Sample() {
  Entry entry;
  entry.sequence = 7;
  entry.at = Instant{1685807980000000};
  entry.deed = Deed::kWrite;
  entry.kind = "received";
  entry.case_id = CaseId::Parse("00000000000000000000000001");
  entry.member = MemberName("bp-example-1");
  entry.unit = UnitName("example-border-post");
  entry.classes = {FieldClass::kIdentity, FieldClass::kTestimony};
  entry.rules = {"keeper-reads"};
  entry.regulation = "abcd";
  entry.request = "r-1";
  entry.network = "n-1";
  entry.payloads = {{"F1", "00ff"}};
  return entry;
}

TEST(EncodeEntry, KeepsItsBytes) {
  EXPECT_EQ(EncodeEntry(Sample()),
            R"({"at":1685807980000000,"case":"00000000000000000000000001","classes":["F3","F4c"],"deed":"write",)"
            R"("kind":"received","member":"bp-example-1","network":"n-1","payloads":{"F1":"00ff"},"regulation":"abcd",)"
            R"("request":"r-1","rules":["keeper-reads"],"seq":7,"unit":"example-border-post","v":1})");
}

std::string AnyWord() { return *rc::gen::element<std::string>("", "case", "đọc", "a-1", "\"\\\n"); }

Entry AnyEntry() {
  Entry entry;
  entry.sequence = *rc::gen::inRange<std::uint64_t>(0, 1ULL << 62);
  entry.at = Instant{*rc::gen::arbitrary<std::int64_t>()};
  entry.deed = kAllDeeds[*rc::gen::inRange<std::size_t>(0, std::size(kAllDeeds))].first;
  entry.kind = AnyWord();
  if (*rc::gen::arbitrary<bool>()) entry.case_id = CaseId{};
  entry.member = MemberName(AnyWord());
  entry.unit = UnitName(AnyWord());
  for (const FieldClass field_class : kAllFieldClasses) {
    if (*rc::gen::arbitrary<bool>()) entry.classes.insert(field_class);
  }
  for (int left = *rc::gen::inRange(0, 3); left > 0; --left) entry.rules.push_back(AnyWord());
  for (int left = *rc::gen::inRange(0, 3); left > 0; --left) entry.payloads[AnyWord()] = AnyWord();
  entry.regulation = AnyWord();
  entry.request = AnyWord();
  entry.network = AnyWord();
  entry.purpose = AnyWord();
  return entry;
}

RC_GTEST_PROP(Entry, IsReadBackFromItsBytes, ()) {
  const Entry entry = AnyEntry();
  const std::string bytes = EncodeEntry(entry);
  const auto again = DecodeEntry(bytes);
  RC_ASSERT(again.ok());
  RC_ASSERT(EncodeEntry(*again) == bytes);
  RC_ASSERT(again->sequence == entry.sequence);
  RC_ASSERT(again->at == entry.at);
  RC_ASSERT(again->deed == entry.deed);
  RC_ASSERT(again->case_id == entry.case_id);
  RC_ASSERT(again->classes == entry.classes);
  RC_ASSERT(again->rules == entry.rules);
  RC_ASSERT(again->payloads == entry.payloads);
}

RC_GTEST_PROP(DecodeEntry, NeverFailsOnAnyBytes, (const std::string& bytes)) {
  const auto entry = DecodeEntry(bytes);
  RC_ASSERT((entry.ok() || entry.error().code == ErrorCode::kCorrupt));
}

TEST(DecodeEntry, RefusesWhatIsNotCanonical) {
  const std::string good = EncodeEntry(Sample());
  ASSERT_TRUE(DecodeEntry(good).ok());
  const Value parsed = *ParseJson(good);
  std::vector<std::string> wrong = {"", "{}", "[]", good + " ", " " + good, good.substr(1)};
  for (const auto& [name, member] : *parsed.AsObject()) {
    Value::Object without = *parsed.AsObject();
    without.erase(name);
    // An entry about no case is an entry too.
    if (name != "case") wrong.push_back(WriteJson(without));
    Value::Object other = *parsed.AsObject();
    other[name] = Value(0.5);
    wrong.push_back(WriteJson(other));
  }
  Value::Object more = *parsed.AsObject();
  more["more"] = 1;
  wrong.push_back(WriteJson(more));
  for (const std::string& bytes : wrong) {
    const auto entry = DecodeEntry(bytes);
    ASSERT_FALSE(entry.ok()) << bytes;
    EXPECT_EQ(entry.error().code, ErrorCode::kCorrupt);
  }
}

TEST(DeedCode, IsReadBackForEveryDeed) {
  for (const auto& [deed, code] : kAllDeeds) {
    EXPECT_EQ(DeedCode(deed), code);
    EXPECT_EQ(ParseDeed(code), deed);
  }
  EXPECT_EQ(ParseDeed("erased"), std::nullopt);
  EXPECT_EQ(ParseDeed(""), std::nullopt);
}

RC_GTEST_PROP(SequenceKey, OrdersAsTheNumbersDo, (std::uint64_t a, std::uint64_t b)) {
  RC_ASSERT((SequenceKey(a) < SequenceKey(b)) == (a < b));
  RC_ASSERT(SequenceKey(a).size() == 8U);
  RC_ASSERT(PayloadKey(a, "F3") == SequenceKey(a) + "F3");
}

}  // namespace
}  // namespace nuong::ledger
