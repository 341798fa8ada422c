#include "nuong/casework/case_file.hpp"

#include <gtest/gtest.h>

namespace nuong::casework {
namespace {

const UnitName kPost{"example-border-post"};
const UnitName kCentre{"example-centre"};
const UnitName kPolice{"example-police"};
constexpr Instant kLater{1'000'000};

CaseFile NewCase() { return Begin(CaseId{}, "cây bàng", Instant{100}, {{"stage", "draft"}}); }

/// One act at `us`, by `unit`, with these effects, performed and applied.
CaseFile Do(const CaseFile& file, std::int64_t us, const UnitName& unit, const std::string& kind, Effects effects,
            Value::Object fields = {}) {
  Command command{kind, file.version(),    Instant{us}, unit, MemberName("m-1"), std::move(fields),
                  {},   std::move(effects)};
  auto fact = Perform(file, command);
  EXPECT_TRUE(fact.ok()) << kind << ": " << fact.error().note;
  fact->sequence = static_cast<std::uint64_t>(us);
  return Apply(file, *fact);
}

Effects Gives(const UnitName& unit, const std::string& relation) {
  Effects effects;
  effects.parties = {{unit, relation, {}, false}};
  return effects;
}

Effects Consent(const UnitName& unit, std::set<FieldClass> classes, bool withdrawn) {
  Effects effects;
  effects.consents = {{unit, std::move(classes), withdrawn}};
  return effects;
}

CaseFile Received() {
  Effects effects = Gives(kPost, "keeper");
  effects.makes_keeper = true;
  effects.sets = {{"stage", "received"}};
  return Do(NewCase(), 200, kPost, "received", effects);
}

TEST(Begin, IsACaseWithoutFactsOrKeeper) {
  const CaseFile file = NewCase();
  EXPECT_EQ(file.version(), 0);
  EXPECT_TRUE(file.keeper.IsEmpty());
  EXPECT_EQ(file.changed_at, Instant{100});
  EXPECT_EQ(NamedValues(file, kLater).at("stage"), Value("draft"));
  EXPECT_EQ(NamedValues(file, kLater).at("has_keeper"), Value(false));
}

TEST(Apply, SetsValuesAndKeepsNamedFields) {
  Effects effects;
  effects.sets = {{"stage", "referred"}};
  effects.keeps = {"to", "absent"};
  const CaseFile file = Do(NewCase(), 200, kPost, "referral_sent", effects, {{"to", "example-centre"}, {"other", 1}});
  EXPECT_EQ(file.values, (Value::Object{{"stage", "referred"}, {"to", "example-centre"}}));
}

TEST(Apply, MarksEveryFactInOrder) {
  const CaseFile file = Do(Do(Received(), 300, kPost, "essentials_given", {}), 400, kPost, "essentials_given", {});
  ASSERT_EQ(file.version(), 3);
  EXPECT_EQ(file.facts[2].sequence, 400U);
  EXPECT_EQ(file.facts[2].unit, kPost);
  EXPECT_EQ(file.changed_at, Instant{400});
  EXPECT_EQ(file.opened_at, Instant{100});
  EXPECT_EQ(file.Done(), (std::vector<std::string>{"received", "essentials_given"}));
  EXPECT_TRUE(file.HasDone("essentials_given"));
  EXPECT_FALSE(file.HasDone("referral_sent"));
}

TEST(Apply, GivesAndTakesRelations) {
  CaseFile file = Do(Received(), 300, kPost, "referral_sent", Gives(kCentre, "referred_to"));
  EXPECT_EQ(file.FindParty(kCentre)->relations, std::set<std::string>{"referred_to"});
  Effects refused;
  refused.parties = {{kCentre, "", {"referred_to"}, false}};
  file = Do(file, 400, kCentre, "referral_refused", refused);
  EXPECT_EQ(file.FindParty(kCentre), nullptr);
}

TEST(Apply, PreparedRelationWaitsUntilItIsGiven) {
  Effects prepare;
  prepare.parties = {{kPolice, "verifier", {}, true}};
  CaseFile file = Do(Received(), 300, kPost, "verification_prepared", prepare);
  EXPECT_TRUE(file.FindParty(kPolice)->relations.empty());
  EXPECT_EQ(file.FindParty(kPolice)->prepared, std::set<std::string>{"verifier"});
  file = Do(file, 400, kPost, "verification_asked", Gives(kPolice, "verifier"));
  EXPECT_EQ(file.FindParty(kPolice)->relations, std::set<std::string>{"verifier"});
  EXPECT_TRUE(file.FindParty(kPolice)->prepared.empty());
}

TEST(Apply, KeeperChangesOnlyWithTheActThatMakesIt) {
  CaseFile file = Do(Received(), 300, kPost, "referral_sent", Gives(kCentre, "referred_to"));
  EXPECT_EQ(file.keeper, kPost);
  Effects received;
  received.parties = {{kPost, "former_keeper", {"keeper"}, false}, {kCentre, "keeper", {"referred_to"}, false}};
  received.makes_keeper = true;
  file = Do(file, 400, kCentre, "handover_received", received);
  EXPECT_EQ(file.keeper, kCentre);
  EXPECT_EQ(file.FindParty(kPost)->relations, std::set<std::string>{"former_keeper"});
}

TEST(Apply, NobodyKeepsHerOnceTheKeeperHasLetGo) {
  for (const std::string becomes : {"former_keeper", ""}) {
    Effects home;
    home.parties = {{kPost, becomes, {"keeper"}, false}};
    const CaseFile file = Do(Received(), 300, kPost, "returned_home", home);
    EXPECT_TRUE(file.keeper.IsEmpty()) << "becomes '" << becomes << "'";
    EXPECT_EQ(NamedValues(file, kLater).at("has_keeper"), Value(false));
  }
}

TEST(Consent, IsGivenByClassAndUnit) {
  const CaseFile file = Do(Received(), 300, kPost, "consent_given",
                           Consent(kCentre, {FieldClass::kIdentity, FieldClass::kMedical}, false));
  EXPECT_EQ(file.FindParty(kCentre)->consent, (std::set{FieldClass::kIdentity, FieldClass::kMedical}));
  EXPECT_TRUE(file.FindParty(kPost)->consent.empty());
  EXPECT_EQ(file.Consented(kLater), std::vector<std::string>{"example-centre"});
}

TEST(Consent, WithdrawnTakesOnlyWhatItNames) {
  CaseFile file = Do(Received(), 300, kPost, "consent_given",
                     Consent(kCentre, {FieldClass::kIdentity, FieldClass::kMedical}, false));
  file = Do(file, 400, kPost, "consent_withdrawn", Consent(kCentre, {FieldClass::kMedical}, true));
  EXPECT_EQ(file.FindParty(kCentre)->consent, std::set{FieldClass::kIdentity});
  file = Do(file, 500, kPost, "consent_withdrawn", Consent(kCentre, {FieldClass::kIdentity}, true));
  EXPECT_EQ(file.FindParty(kCentre), nullptr);
  EXPECT_TRUE(file.Consented(kLater).empty());
}

/// She agrees at `us` for one purpose, until `until`.
CaseFile Agree(const CaseFile& file, std::int64_t us, const std::string& purpose, std::set<FieldClass> classes,
               std::optional<Instant> until = std::nullopt) {
  Effects effects = Consent(kCentre, std::move(classes), false);
  effects.consents.front().purpose = purpose;
  effects.consents.front().until = until;
  return Do(file, us, kPost, "consent_given", effects);
}

using Classes = std::set<FieldClass>;

TEST(Consent, ForOnePurposeIsForNoOther) {
  const CaseFile file = Agree(Received(), 300, "support", {FieldClass::kMedical});
  EXPECT_EQ(file.FindParty(kCentre)->ConsentFor("support", kLater), Classes{FieldClass::kMedical});
  EXPECT_EQ(file.FindParty(kCentre)->ConsentFor("proceedings", kLater), Classes{});
  EXPECT_EQ(file.FindParty(kCentre)->ConsentFor("", kLater), Classes{});
  EXPECT_EQ(file.Consented(kLater), std::vector<std::string>{"example-centre"});
}

TEST(Consent, CountsFromItsFirstMomentToTheLastBeforeItsEnd) {
  const CaseFile file = Agree(Received(), 300, "support", {FieldClass::kMedical}, Instant{500});
  const Party& centre = *file.FindParty(kCentre);
  EXPECT_EQ(centre.ConsentFor("support", Instant{299}), Classes{});
  EXPECT_EQ(centre.ConsentFor("support", Instant{300}), Classes{FieldClass::kMedical});
  EXPECT_EQ(centre.ConsentFor("support", Instant{499}), Classes{FieldClass::kMedical});
  EXPECT_EQ(centre.ConsentFor("support", Instant{500}), Classes{});
  EXPECT_TRUE(file.Consented(Instant{500}).empty());
  EXPECT_EQ(NamedValues(file, Instant{499}).at("consented"), Value(Value::Array{"example-centre"}));
  EXPECT_EQ(NamedValues(file, Instant{500}).at("consented"), Value(Value::Array{}));
}

TEST(Consent, GivenAgainCountsAsItWasSaidLast) {
  CaseFile file = Agree(Received(), 300, "support", {FieldClass::kMedical, FieldClass::kIdentity});
  file = Agree(file, 400, "support", {FieldClass::kMedical}, Instant{500});
  EXPECT_EQ(file.FindParty(kCentre)->ConsentFor("support", Instant{499}),
            (Classes{FieldClass::kMedical, FieldClass::kIdentity}));
  EXPECT_EQ(file.FindParty(kCentre)->ConsentFor("support", Instant{500}), Classes{FieldClass::kIdentity});
  EXPECT_EQ(file.FindParty(kCentre)->agreements.back().given, 400U);
}

TEST(Consent, IsTakenBackForOnePurposeOrForAll) {
  CaseFile file = Agree(Received(), 300, "support", {FieldClass::kMedical, FieldClass::kIdentity});
  file = Agree(file, 310, "protection", {FieldClass::kMedical});
  Effects of_support = Consent(kCentre, {FieldClass::kMedical}, true);
  of_support.consents.front().purpose = "support";
  file = Do(file, 400, kPost, "consent_withdrawn", of_support);
  EXPECT_EQ(file.FindParty(kCentre)->ConsentFor("support", kLater), Classes{FieldClass::kIdentity});
  EXPECT_EQ(file.FindParty(kCentre)->ConsentFor("protection", kLater), Classes{FieldClass::kMedical});
  file = Do(file, 500, kPost, "consent_withdrawn", Consent(kCentre, {}, true));
  EXPECT_EQ(file.FindParty(kCentre), nullptr);
}

TEST(Consent, GivenBeforePurposesWereAskedCountsForEachUntilOneIsTakenBack) {
  CaseFile file = Do(Received(), 300, kPost, "consent_given", Consent(kCentre, {FieldClass::kIdentity}, false));
  EXPECT_EQ(file.FindParty(kCentre)->ConsentFor("support", kLater), Classes{FieldClass::kIdentity});
  Effects of_support = Consent(kCentre, {FieldClass::kIdentity}, true);
  of_support.consents.front().purpose = "support";
  file = Do(file, 400, kPost, "consent_withdrawn", of_support);
  EXPECT_EQ(file.FindParty(kCentre), nullptr);
}

TEST(Consent, GivesNoRelation) {
  const CaseFile file = Do(Received(), 300, kPost, "consent_given", Consent(kCentre, {FieldClass::kIdentity}, false));
  EXPECT_TRUE(file.FindParty(kCentre)->relations.empty());
}

struct Refusal {
  std::string name;
  Command command;
  std::string id;
};

class PerformRefuses : public testing::TestWithParam<Refusal> {};

TEST_P(PerformRefuses, WhatDoesNotFitTheCase) {
  const CaseFile file = Received();
  const auto fact = Perform(file, GetParam().command);
  ASSERT_FALSE(fact.ok());
  EXPECT_EQ(fact.error().code, ErrorCode::kConflict);
  EXPECT_EQ(fact.error().id, GetParam().id);
  EXPECT_FALSE(fact.error().message.vi.empty());
  EXPECT_FALSE(fact.error().message.en.empty());
}

Command At(std::int64_t seen, std::int64_t us, Effects effects = {}) {
  return {"essentials_given", seen, Instant{us}, kPost, MemberName("m-1"), {}, {}, std::move(effects)};
}

Effects Ceases(const UnitName& unit, const std::string& relation) {
  Effects effects;
  effects.parties = {{unit, "", {relation}, false}};
  return effects;
}

INSTANTIATE_TEST_SUITE_P(
    Cases, PerformRefuses,
    testing::Values(Refusal{"OlderVersion", At(0, 300), "version_moved_on"},
                    Refusal{"NewerVersion", At(2, 300), "version_moved_on"},
                    Refusal{"BeforeTheLastFact", At(1, 199), "effect_does_not_fit"},
                    Refusal{"RelationNeverHeld", At(1, 300, Ceases(kPost, "verifier")), "effect_does_not_fit"},
                    Refusal{"UnitNotOnTheCase", At(1, 300, Ceases(kCentre, "keeper")), "effect_does_not_fit"}),
    [](const auto& refusal) { return refusal.param.name; });

TEST(Perform, GivesTheCommandAsAFactWithoutSequence) {
  Command command = At(1, 200, Gives(kCentre, "referred_to"));
  command.fields = {{"to", "example-centre"}};
  command.sealed = {FieldClass::kIdentity};
  const auto fact = Perform(Received(), command);
  ASSERT_TRUE(fact.ok());
  EXPECT_EQ(fact->sequence, 0U);
  EXPECT_EQ(fact->kind, command.kind);
  EXPECT_EQ(fact->at, command.at);
  EXPECT_EQ(fact->unit, command.unit);
  EXPECT_EQ(fact->member, command.member);
  EXPECT_EQ(fact->fields, command.fields);
  EXPECT_EQ(fact->sealed, command.sealed);
  ASSERT_EQ(fact->effects.parties.size(), 1U);
  EXPECT_EQ(fact->effects.parties[0].unit, kCentre);
}

TEST(NamedValues, TellWhatIsDoneAndWhoMayKnow) {
  const CaseFile file = Do(Received(), 300, kPost, "consent_given", Consent(kCentre, {FieldClass::kIdentity}, false));
  const Value::Object values = NamedValues(file, kLater);
  EXPECT_EQ(values.at("done"), Value(Value::Array{"received", "consent_given"}));
  EXPECT_EQ(values.at("consented"), Value(Value::Array{"example-centre"}));
  EXPECT_EQ(values.at("has_keeper"), Value(true));
  EXPECT_EQ(values.at("stage"), Value("received"));
}

TEST(Pass, MovesRelationsConsentAndCareToTheSuccessor) {
  CaseFile file = Received();
  file = Do(file, 300, kPost, "consent_given", Consent(kPost, {FieldClass::kIdentity}, false));
  file = Pass(file, {7, Instant{400}, kPost, kCentre}, {});
  EXPECT_EQ(file.FindParty(kPost), nullptr);
  EXPECT_EQ(*file.FindParty(kCentre), (Party{{"keeper"}, {}, {FieldClass::kIdentity}}));
  EXPECT_EQ(file.keeper, kCentre);
}

TEST(Pass, CarriesConsentWithItsPurposeAndItsEnd) {
  CaseFile file = Agree(Received(), 300, "support", {FieldClass::kMedical}, Instant{900});
  file = Pass(file, {7, Instant{400}, kCentre, kPolice}, {});
  EXPECT_EQ(file.FindParty(kPolice)->ConsentFor("support", Instant{899}), Classes{FieldClass::kMedical});
  EXPECT_EQ(file.FindParty(kPolice)->ConsentFor("support", Instant{900}), Classes{});
}

TEST(Pass, LeavesFactsTheirOwnNamesAndIsAChangeOfTheCase) {
  const CaseFile before = Received();
  const CaseFile after = Pass(before, {7, Instant{400}, kPost, kCentre}, {});
  EXPECT_EQ(after.facts.back().unit, kPost);
  EXPECT_EQ(after.version(), before.version() + 1);
  EXPECT_EQ(after.changed_at, before.changed_at);
  Command stale{"later", before.version(), Instant{500}, kCentre, MemberName("m-2"), {}, {}, {}};
  EXPECT_EQ(Perform(after, stale).error().id, "version_moved_on");
}

TEST(Pass, JoinsWhatTheSuccessorHasAlready) {
  CaseFile file = Do(Received(), 300, kPost, "asked", Gives(kCentre, "referred_to"));
  Effects prepares = Gives(kCentre, "keeper");
  prepares.parties.front().prepared = true;
  file = Do(file, 350, kPost, "prepared", prepares);
  file = Pass(file, {7, Instant{400}, kPost, kCentre}, {});
  EXPECT_EQ(*file.FindParty(kCentre), (Party{{"keeper", "referred_to"}, {}, {}}));
}

TEST(Pass, RenamesKeptFieldsThatNameUnits) {
  CaseFile file = Received();
  file.values.insert_or_assign("to", "example-border-post");
  file.values.insert_or_assign("told", Value::Array{"example-border-post", "example-centre"});
  file.values.insert_or_assign("words", "example-border-post");
  file = Pass(file, {7, Instant{400}, kPost, kCentre}, {"to", "told"});
  EXPECT_EQ(file.values.at("to"), Value("example-centre"));
  EXPECT_EQ(file.values.at("told"), Value(Value::Array{"example-centre"}));
  EXPECT_EQ(file.values.at("words"), Value("example-border-post"));
}

TEST(Pass, ChangesNothingWhereTheEndedUnitIsNotOnTheCase) {
  const CaseFile before = Received();
  const CaseFile after = Pass(before, {7, Instant{400}, kPolice, kCentre}, {"stage"});
  EXPECT_EQ(EncodeCaseFile(after), EncodeCaseFile(before));
  EXPECT_EQ(after.version(), before.version());
}

TEST(Apply, RemembersWhatWasErasedAndWhatWasWrittenAfter) {
  Effects erasing;
  erasing.erases = {FieldClass::kIdentity};
  CaseFile file = Do(Received(), 300, kPost, "erasure_done", erasing);
  file = Do(file, 400, kPost, "identity_recorded", {});
  EXPECT_TRUE(file.IsErased(0, FieldClass::kIdentity));
  EXPECT_FALSE(file.IsErased(0, FieldClass::kMedical));
  EXPECT_FALSE(file.IsErased(2, FieldClass::kIdentity));
}

TEST(CaseFile, KnowsWhoDidAKindOfActLast) {
  CaseFile file = Received();
  EXPECT_EQ(file.LastBy("received"), MemberName("m-1"));
  EXPECT_TRUE(file.LastBy("erasure_asked").IsEmpty());
  file.facts.push_back(file.facts.back());
  file.facts.back().member = MemberName("m-2");
  EXPECT_EQ(file.LastBy("received"), MemberName("m-2"));
}

}  // namespace
}  // namespace nuong::casework
