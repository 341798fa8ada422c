#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "nuong/casework/case_file.hpp"

namespace nuong::casework {
namespace {

std::string AnyWord() { return *rc::gen::element<std::string>("", "keeper", "verifier", "a-1", "cây bàng", "\"\\\n"); }
UnitName AnyUnit() { return UnitName(*rc::gen::element<std::string>("example-post", "example-centre", "example-xã")); }
Instant AnyInstant() { return Instant{*rc::gen::arbitrary<std::int64_t>()}; }

template <class Make>
auto AnyList(Make make) {
  std::vector<decltype(make())> items;
  for (int left = *rc::gen::inRange(0, 4); left > 0; --left) items.push_back(make());
  return items;
}

std::set<std::string> AnyWords() {
  const auto words = AnyList(AnyWord);
  return {words.begin(), words.end()};
}

std::set<FieldClass> AnyClasses() {
  const auto classes = AnyList([] { return *rc::gen::elementOf(kAllFieldClasses); });
  return {classes.begin(), classes.end()};
}

Value::Object AnyValues() {
  Value::Object values;
  for (const std::string& name : AnyWords()) {
    values[name] =
        *rc::gen::element<Value>(nullptr, true, 7, 0.5, "một", Value::Array{"a", 1}, Value::Object{{"b", 2}});
  }
  return values;
}

Effects AnyEffects() {
  Effects effects;
  for (const std::string& name : AnyWords()) effects.sets[name] = AnyWord();
  effects.keeps = AnyList(AnyWord);
  effects.parties = AnyList([] {
    return PartyEffect{AnyUnit(), AnyWord(), AnyList(AnyWord), *rc::gen::arbitrary<bool>()};
  });
  effects.consents = AnyList([] {
    const auto until = *rc::gen::arbitrary<bool>() ? std::optional(AnyInstant()) : std::nullopt;
    return ConsentEffect{AnyUnit(), AnyClasses(), *rc::gen::arbitrary<bool>(), AnyWord(), until};
  });
  effects.makes_keeper = *rc::gen::arbitrary<bool>();
  effects.erases = AnyClasses();
  return effects;
}

Fact AnyFact() {
  Fact fact;
  fact.sequence = *rc::gen::inRange<std::uint64_t>(0, 1ULL << 62);
  fact.kind = AnyWord();
  fact.at = AnyInstant();
  fact.unit = AnyUnit();
  fact.member = MemberName(AnyWord());
  fact.fields = AnyValues();
  fact.sealed = AnyClasses();
  fact.effects = AnyEffects();
  return fact;
}

CaseFile AnyCase() {
  CaseFile file = Begin(CaseId{}, AnyWord(), AnyInstant(), AnyValues());
  for (int left = *rc::gen::inRange(0, 5); left > 0; --left) {
    file = Apply(std::move(file), AnyFact());
    if (*rc::gen::arbitrary<bool>()) {
      file = Pass(std::move(file), {file.facts.back().sequence, AnyInstant(), AnyUnit(), AnyUnit()}, {"a-1"});
    }
  }
  return file;
}

RC_GTEST_PROP(Fact, IsReadBackFromItsBytes, ()) {
  const Value encoded = EncodeFact(AnyFact());
  const auto parsed = ParseJson(WriteJson(encoded));
  RC_ASSERT(parsed.ok());
  const auto fact = DecodeFact(*parsed);
  RC_ASSERT(fact.ok());
  RC_ASSERT(EncodeFact(*fact) == encoded);
}

RC_GTEST_PROP(CaseFile, IsReadBackFromItsBytes, ()) {
  const CaseFile file = AnyCase();
  const auto parsed = ParseJson(WriteJson(EncodeCaseFile(file)));
  RC_ASSERT(parsed.ok());
  const auto again = DecodeCaseFile(*parsed);
  RC_ASSERT(again.ok());
  RC_ASSERT(EncodeCaseFile(*again) == EncodeCaseFile(file));
  RC_ASSERT(again->parties == file.parties);
  RC_ASSERT(again->keeper == file.keeper);
  RC_ASSERT(again->values == file.values);
  RC_ASSERT(again->erased == file.erased);
  RC_ASSERT(NamedValues(*again, file.changed_at) == NamedValues(file, file.changed_at));
}

RC_GTEST_PROP(CaseFile, FoldsTheSameFromDecodedFacts, ()) {
  const CaseFile file = AnyCase();
  const Fact fact = AnyFact();
  const auto decoded_file = DecodeCaseFile(EncodeCaseFile(file));
  const auto decoded_fact = DecodeFact(EncodeFact(fact));
  RC_ASSERT((decoded_file.ok() && decoded_fact.ok()));
  RC_ASSERT(EncodeCaseFile(Apply(*decoded_file, *decoded_fact)) == EncodeCaseFile(Apply(file, fact)));
}

/// Every value that differs from `value` by one member gone, one member of another type or one member more.
std::vector<Value> Damaged(const Value& value) {
  std::vector<Value> damaged;
  if (const Value::Object* object = value.AsObject()) {
    Value::Object more = *object;
    more["unknown"] = true;
    damaged.emplace_back(more);
    for (const auto& [name, member] : *object) {
      Value::Object without = *object;
      without.erase(name);
      damaged.emplace_back(without);
      Value::Object other = *object;
      other[name] = 0.5;
      damaged.emplace_back(other);
    }
  }
  return damaged;
}

Fact RichFact() {
  Fact fact;
  fact.kind = "received";
  fact.unit = UnitName("example-post");
  fact.member = MemberName("m-1");
  fact.sealed = {FieldClass::kIdentity, FieldClass::kMedical};
  fact.effects.sets = {{"stage", "received"}};
  fact.effects.keeps = {"to"};
  fact.effects.parties = {{UnitName("example-post"), "keeper", {"receiver"}, false}};
  fact.effects.consents = {{UnitName("example-centre"), {FieldClass::kIdentity}, false}};
  fact.effects.makes_keeper = true;
  return fact;
}

void ExpectCorrupt(const auto& result, const Value& damaged) {
  ASSERT_FALSE(result.ok()) << WriteJson(damaged);
  EXPECT_EQ(result.error().code, ErrorCode::kCorrupt);
  EXPECT_FALSE(result.error().message.vi.empty());
}

TEST(DecodeFact, RefusesWhatWasNotEncodedHere) {
  const Value good = EncodeFact(RichFact());
  ASSERT_TRUE(DecodeFact(good).ok());
  for (const Value& damaged : Damaged(good)) ExpectCorrupt(DecodeFact(damaged), damaged);
  for (const Value& effects : Damaged(*good.Find("effects"))) {
    Value::Object damaged = *good.AsObject();
    damaged["effects"] = effects;
    ExpectCorrupt(DecodeFact(damaged), damaged);
  }
  for (const Value& other : {Value(nullptr), Value("fact"), Value(Value::Array{good})}) {
    ExpectCorrupt(DecodeFact(other), other);
  }
}

TEST(DecodeFact, ReadsConsentOfBeforePurposesWereAsked) {
  const Value encoded = EncodeFact(RichFact());
  EXPECT_EQ(WriteJson(*encoded.Find("effects")->Find("consents")),
            R"([{"classes":["F3"],"unit":"example-centre","withdrawn":false}])");
  const auto fact = DecodeFact(encoded);
  ASSERT_TRUE(fact.ok());
  const CaseFile file = Apply(Begin(CaseId{}, "cây bàng", Instant{1}, {}), *fact);
  EXPECT_EQ(EncodeCaseFile(file).Find("parties")->Find("example-centre")->Find("agreements"), nullptr);
  EXPECT_EQ(file.FindParty(UnitName("example-centre"))->ConsentFor("support", Instant{9}),
            std::set{FieldClass::kIdentity});
}

TEST(DecodeCaseFile, RefusesWhatIsErasedByNoEntryOrOfNoClass) {
  Fact erasing = RichFact();
  erasing.effects.erases = {FieldClass::kIdentity};
  const Value good = EncodeCaseFile(Apply(Begin(CaseId{}, "cây bàng", Instant{1}, {}), erasing));
  ASSERT_TRUE(DecodeCaseFile(good).ok());
  for (const Value& erased : {Value(Value::Object{{"F3", "1"}}), Value(Value::Object{{"F9", 1}}), Value("F3")}) {
    Value::Object damaged = *good.AsObject();
    damaged["erased"] = erased;
    ExpectCorrupt(DecodeCaseFile(damaged), damaged);
  }
}

TEST(DecodeFact, RefusesClassesOutOfOrderTwiceOrUnknown) {
  for (const Value::Array& classes : {Value::Array{"F4m", "F3"}, Value::Array{"F3", "F3"}, Value::Array{"F9"}}) {
    Value::Object damaged = *EncodeFact(RichFact()).AsObject();
    damaged["sealed"] = classes;
    ExpectCorrupt(DecodeFact(damaged), damaged);
  }
}

TEST(DecodeCaseFile, RefusesWhatWasNotEncodedHere) {
  const CaseFile file = Apply(Begin(CaseId{}, "cây bàng", Instant{1}, {{"stage", "draft"}}), RichFact());
  const Value good = EncodeCaseFile(file);
  ASSERT_TRUE(DecodeCaseFile(good).ok());
  for (const Value& damaged : Damaged(good)) ExpectCorrupt(DecodeCaseFile(damaged), damaged);
  for (const Value& party : Damaged(*good.Find("parties")->Find("example-post"))) {
    Value::Object damaged = *good.AsObject();
    damaged["parties"] = Value::Object{{"example-post", party}};
    ExpectCorrupt(DecodeCaseFile(damaged), damaged);
  }
  Fact agreed = RichFact();
  agreed.effects.consents.front().purpose = "support";
  agreed.effects.consents.front().until = Instant{9};
  const Value with = EncodeCaseFile(Apply(file, agreed));
  ASSERT_TRUE(DecodeCaseFile(with).ok());
  const Value& centre = *with.Find("parties")->Find("example-centre");
  for (const Value& agreement : Damaged(centre.Find("agreements")->AsArray()->front())) {
    if (agreement.Find("until") == nullptr) continue;  // without an end it is another agreement, not a damaged one
    Value::Object party = *centre.AsObject();
    party["agreements"] = Value::Array{agreement};
    Value::Object damaged = *with.AsObject();
    damaged["parties"] = Value::Object{{"example-centre", party}};
    ExpectCorrupt(DecodeCaseFile(damaged), damaged);
  }
  for (const Value& mark : Damaged(good.Find("facts")->AsArray()->front())) {
    Value::Object damaged = *good.AsObject();
    damaged["facts"] = Value::Array{mark};
    ExpectCorrupt(DecodeCaseFile(damaged), damaged);
  }
  Value::Object damaged = *good.AsObject();
  damaged["id"] = "not an id";
  ExpectCorrupt(DecodeCaseFile(damaged), damaged);
}

}  // namespace
}  // namespace nuong::casework
