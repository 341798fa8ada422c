#include <gtest/gtest.h>

#include "nuong/regulation/duties.hpp"
#include "testing.hpp"

namespace nuong::regulation {
namespace {

const CivilDate kDay = *ParseDate("2023-06-05");

class EngineTest : public ::testing::Test {
 protected:
  const Act& ActOf(const std::string& kind) const { return *regulation_->FindAct(kind, kDay); }

  std::shared_ptr<const Regulation> regulation_ = testing::Example();
  Engine engine_{regulation_};
};

using Blocked = EngineTest;

TEST_F(Blocked, SaysWhyInBothLanguages) {
  CaseSituation now;
  now.values["stage"] = "received";
  now.values["lodging"] = "given";
  const auto why = engine_.Blocked(ActOf("referral_sent"), now);
  ASSERT_TRUE(why);
  EXPECT_EQ(why->vi, "Chỉ chuyển tuyến khi không có chỗ ở.");
  EXPECT_EQ(why->en, "Refer only where there is no lodging.");
}

TEST_F(Blocked, LetsThroughWhatIsTrue) {
  CaseSituation now;
  now.values["stage"] = "received";
  now.values["lodging"] = "unavailable";
  EXPECT_FALSE(engine_.Blocked(ActOf("referral_sent"), now));
}

TEST_F(Blocked, BlocksWhenItIsUnknown) { EXPECT_TRUE(engine_.Blocked(ActOf("lodging_given"), {})); }

TEST_F(Blocked, BlocksNothingWithoutACondition) { EXPECT_FALSE(engine_.Blocked(ActOf("consent_withdrawn"), {})); }

TEST_F(Blocked, ReadsListsOfTheCase) {
  CaseSituation now;
  now.values["stage"] = "received";
  now.values["referral"] = "accepted";
  now.values["done"] = Value::Array{"received"};
  EXPECT_TRUE(engine_.Blocked(ActOf("handover_received"), now));
  now.values["done"] = Value::Array{"received", "handover_given"};
  EXPECT_FALSE(engine_.Blocked(ActOf("handover_received"), now));
}

using Unmet = EngineTest;

TEST_F(Unmet, NamesTheFieldOfTheDemand) {
  CaseSituation now;
  now.values["consented"] = Value::Array{"centre-suoi-xa"};
  const auto problems = engine_.Unmet(ActOf("referral_sent"), {{"to", "centre-hoa-rung"}}, now);
  ASSERT_EQ(problems.size(), 1u);
  EXPECT_EQ(problems[0].pointer, "/fields/to");
  EXPECT_EQ(problems[0].message.en, "The person has not agreed that this unit may know.");
  EXPECT_TRUE(engine_.Unmet(ActOf("referral_sent"), {{"to", "centre-suoi-xa"}}, now).empty());
}

TEST_F(Unmet, CountsUnknownAsNotMet) { EXPECT_EQ(engine_.Unmet(ActOf("referral_sent"), {}, {}).size(), 1u); }

TEST_F(EngineTest, ShowsStepsAndTargets) {
  CaseSituation now;
  EXPECT_FALSE(engine_.StepDone(regulation_->steps[0], now));
  now.values["done"] = Value::Array{"received"};
  EXPECT_TRUE(engine_.StepDone(regulation_->steps[0], now));
  const Target& target = regulation_->targets[0];
  EXPECT_FALSE(engine_.Counts(target, now));
  now.values["age_group"] = "child";
  now.values["lodging"] = "unavailable";
  now.values["stage"] = "received";
  EXPECT_TRUE(engine_.Counts(target, now));
  EXPECT_FALSE(engine_.Meets(target, now));
  now.values["stage"] = "housed";
  EXPECT_TRUE(engine_.Meets(target, now));
}

class Resolve : public EngineTest {
 protected:
  std::vector<std::string> Names(UnitRef::Kind kind, const std::string& name, const std::string& day = "2023-06-05") {
    CaseSituation situation;
    situation.keeper = UnitName("post-ben-may");
    situation.relations["verifier"] = {UnitName("police-ben-may"), UnitName("department")};
    const Value::Object fields = {{"to", "centre-hoa-rung"}, {"many", Value::Array{"a", "b"}}};
    std::vector<std::string> names;
    for (const UnitName& unit :
         engine_.Resolve({kind, name}, UnitName("post-doi-gio"), fields, situation, *ParseDate(day))) {
      names.push_back(unit.text());
    }
    return names;
  }
  using Names_ = std::vector<std::string>;
};

TEST_F(Resolve, NamesActorKeeperFieldsAndRelations) {
  EXPECT_EQ(Names(UnitRef::Kind::kActor, ""), Names_{"post-doi-gio"});
  EXPECT_EQ(Names(UnitRef::Kind::kKeeper, ""), Names_{"post-ben-may"});
  EXPECT_EQ(Names(UnitRef::Kind::kField, "to"), Names_{"centre-hoa-rung"});
  EXPECT_EQ(Names(UnitRef::Kind::kField, "many"), (Names_{"a", "b"}));
  EXPECT_EQ(Names(UnitRef::Kind::kField, "none"), Names_{});
  EXPECT_EQ(Names(UnitRef::Kind::kRelation, "verifier"), (Names_{"department", "police-ben-may"}));
  EXPECT_EQ(Names(UnitRef::Kind::kRelation, "supervisor"), Names_{});
}

TEST_F(Resolve, ClimbsToTheCompetentUnit) {
  EXPECT_EQ(Names(UnitRef::Kind::kRole, "department"), Names_{"department"});
  EXPECT_EQ(Names(UnitRef::Kind::kRole, "post"), Names_{"post-doi-gio"});
  EXPECT_EQ(Names(UnitRef::Kind::kRole, "police"), Names_{});
  EXPECT_EQ(Names(UnitRef::Kind::kRole, "centre"), Names_{"centre-hoa-rung"});
}

TEST_F(Resolve, DoesNotNameAUnitThatHasEnded) {
  EXPECT_EQ(Names(UnitRef::Kind::kRole, "post", "2023-12-31"), Names_{"post-doi-gio"});
  EXPECT_EQ(Names(UnitRef::Kind::kRole, "post", "2024-01-01"), Names_{});
}

TEST_F(Resolve, AgreesWithTheRegulation) {
  for (const auto& [role, item] : regulation_->roles) {
    const Unit* unit = regulation_->Competent(role, UnitName("post-doi-gio"), kDay);
    EXPECT_EQ(Names(UnitRef::Kind::kRole, role.text()), unit == nullptr ? Names_{} : Names_{unit->id.text()});
  }
}

}  // namespace
}  // namespace nuong::regulation
