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
  entry.purpose = "support";
  entry.is_strong = true;
  entry.salt = "0123";
  entry.payloads = {{"F1", "00ff"}};
  return entry;
}

TEST(EncodeEntry, KeepsItsBytes) {
  EXPECT_EQ(EncodeEntry(Sample()),
            R"({"at":1685807980000000,"case":"00000000000000000000000001","classes":["F3","F4c"],"deed":"write",)"
            R"("kind":"received","member":"bp-example-1","network":"n-1","payloads":{"F1":"00ff"},)"
            R"("purpose":"support","regulation":"abcd","request":"r-1","rules":["keeper-reads"],"salt":"0123","seq":7,)"
            R"("strong":true,"unit":"example-border-post","v":2})");
}

// The hash under "hidden" was counted by another program.
TEST(LeafBytes, ShowThePublicPartAndTheHashOfTheRest) {
  EXPECT_EQ(LeafBytes(Sample()),
            R"({"at":1685807980000000,"case":"00000000000000000000000001","classes":["F3","F4c"],"deed":"write",)"
            R"("hidden":"dfe0fc6dd7835e119ee9c79110d2484dedea75c039c138dba6aa21bc99ca7003","kind":"received",)"
            R"("regulation":"abcd","rules":["keeper-reads"],"seq":7,"unit":"example-border-post","v":2})");
}

TEST(LeafBytes, CoverEveryPartOfAnEntry) {
  const std::string leaf = LeafBytes(Sample());
  const auto changed = [](const auto& change) {
    Entry entry = Sample();
    change(entry);
    return LeafBytes(entry);
  };
  EXPECT_NE(leaf, changed([](Entry& entry) { entry.member = MemberName("bp-example-2"); }));
  EXPECT_NE(leaf, changed([](Entry& entry) { entry.request = "r-2"; }));
  EXPECT_NE(leaf, changed([](Entry& entry) { entry.network = "n-2"; }));
  EXPECT_NE(leaf, changed([](Entry& entry) { entry.purpose = "rescue"; }));
  EXPECT_NE(leaf, changed([](Entry& entry) { entry.is_strong = false; }));
  EXPECT_NE(leaf, changed([](Entry& entry) { entry.by_passkey = true; }));
  EXPECT_NE(leaf, changed([](Entry& entry) { entry.payloads["F1"] = "00fe"; }));
  EXPECT_NE(leaf, changed([](Entry& entry) { entry.salt = "0124"; }));
  EXPECT_NE(leaf, changed([](Entry& entry) { entry.unit = UnitName("example-centre"); }));
  EXPECT_NE(leaf, changed([](Entry& entry) { entry.at.us += 1; }));
}

TEST(LeafBytes, ShowNeitherMemberNorAddressNorPayload) {
  const std::string leaf = LeafBytes(Sample());
  for (const std::string hidden : {"bp-example-1", "r-1", "n-1", "support", "00ff", "0123"}) {
    EXPECT_EQ(leaf.find(hidden), std::string::npos) << hidden;
  }
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
  entry.is_strong = *rc::gen::arbitrary<bool>();
  entry.by_passkey = *rc::gen::arbitrary<bool>();
  entry.salt = AnyWord();
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
  RC_ASSERT(again->is_strong == entry.is_strong);
  RC_ASSERT(again->by_passkey == entry.by_passkey);
  RC_ASSERT(LeafBytes(*again) == LeafBytes(entry));
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
