#include "emergency.hpp"

#include <gtest/gtest.h>

#include "city_fixture.hpp"
#include "nuong/operations/members.hpp"
#include "nuong/operations/open_case.hpp"
#include "views.hpp"

/// What a session that has not just shown who it is may do about the glass: nothing, but it is told how.
namespace nuong::operations {
namespace {

class EmergencyTest : public testing::Test {
 protected:
  EmergencyTest() : city_("Võ Thị Lan Chi") {
    city_.Refer();
    city_.clock().Set("2023-06-12T09:00+07:00");
    Open(5);
    // Within seven days a second person is needed; that the first is over is no matter.
    city_.clock().Set("2023-06-12T14:00+07:00");
    Open(6);
  }

  void Open(std::int64_t version) {
    city_.Act(city_.As("office", ""), city_.at_hand(), version, "emergency_requested",
              {{"opened_class", "F3"}, {"reason", "missing"}, {"words", "Không thấy về"}});
  }

  Sessions::Person Person(const std::string& member, bool is_strong, bool by_passkey = false) {
    Sessions::Person person = *city_.services().sessions.Find(city_.As(member, ""), city_.clock().Now());
    person.is_strong = is_strong;
    person.by_passkey = by_passkey;
    return person;
  }

  casework::CaseFile File() {
    std::optional<casework::CaseFile> file;
    EXPECT_TRUE(city_.store()
                    .Read([&](store::Reader& reader) -> Result<void> {
                      NUONG_TRY(file, ReadCase(city_.services(), reader, CaseId::Parse(city_.at_hand()).value()));
                      return {};
                    })
                    .ok());
    return file.value();
  }

  Result<Value::Object> Plan(const std::string& kind, const Sessions::Person& person, const std::string& opened) {
    const Value::Object fields{{"opened_class", opened}};
    const Instant now = city_.clock().Now();
    const regulation::Act* act = city_.regulation()->FindAct(kind, DateOf(now, city_.services().offset()));
    return PlanEmergencyOf(city_.services(), File(), person, {act, now, &fields});
  }

  Glass LastGlass() {
    Glass last;
    EXPECT_TRUE(city_.store()
                    .Read([&](store::Reader& reader) -> Result<void> {
                      NUONG_TRY(const auto all, ReadGlasses(city_.services(), reader, File().id));
                      last = all.back();
                      return {};
                    })
                    .ok());
    return last;
  }

  EmergencyView Waiting(const Sessions::Person& person) {
    EmergencyView view;
    EXPECT_TRUE(city_.store()
                    .Read([&](store::Reader& reader) -> Result<void> {
                      NUONG_TRY(const auto all, ReadGlasses(city_.services(), reader, File().id));
                      view = EmergencyOf(city_.services(), File(), person, all.back());
                      return {};
                    })
                    .ok());
    return view;
  }

  std::string NameSeen() {
    const auto page = OpenCase(city_.services(), city_.As("office", ""), {city_.at_hand()});
    EXPECT_TRUE(page.ok());
    for (const FieldView& field : page->who) {
      if (field.name == "full_name") return field.shown.vi;
    }
    return "";
  }

  City city_;
};

TEST_F(EmergencyTest, WhoHasNotJustShownHerselfOpensNothing) {
  city_.clock().Set("2023-06-12T20:00+07:00");
  EXPECT_EQ(Plan("emergency_requested", Person("office", false), "F3").error().code, ErrorCode::kRefused);
  EXPECT_TRUE(Plan("emergency_requested", Person("office", true), "F3").ok());
  const ClassesToStepUpFor asked = AsksStepUpToBreak(city_.services(), File(), Person("office", false));
  EXPECT_EQ(asked.classes, (std::set{FieldClass::kIdentity, FieldClass::kSafePlace}));
  EXPECT_EQ(asked.by_passkey, std::set{FieldClass::kSafePlace});
}

TEST_F(EmergencyTest, ThePlaceOfSafetyOpensToAPasskeyOnly) {
  city_.clock().Set("2023-06-12T20:00+07:00");
  EXPECT_EQ(Plan("emergency_requested", Person("office", true), "F5").error().code, ErrorCode::kRefused);
  EXPECT_NE(Plan("emergency_requested", Person("office", true, true), "F5").error().code, ErrorCode::kRefused)
      << "she may; there is nothing in it yet";
  const ClassesToStepUpFor asked = AsksStepUpToBreak(city_.services(), File(), Person("office", true));
  EXPECT_EQ(asked.classes, std::set{FieldClass::kSafePlace});
  EXPECT_EQ(asked.by_passkey, std::set{FieldClass::kSafePlace});
  EXPECT_TRUE(AsksStepUpToBreak(city_.services(), File(), Person("office", true, true)).classes.empty());
}

TEST_F(EmergencyTest, NorDoesSheConfirm) {
  EXPECT_EQ(Plan("emergency_confirmed", Person("office-2", false), "F3").error().code, ErrorCode::kRefused);
  EXPECT_TRUE(Plan("emergency_confirmed", Person("office-2", true), "F3").ok());
  EXPECT_TRUE(Waiting(Person("office-2", false)).asks_step_up);
  EXPECT_FALSE(Waiting(Person("office-2", true)).asks_step_up);
  EXPECT_FALSE(Waiting(Person("office", false)).asks_step_up) << "she is the one who asked";
}

/// The first was to be reviewed by 9 o'clock; what was asked for before that is not confirmed after it.
TEST_F(EmergencyTest, ALateReviewStopsConfirmingToo) {
  city_.clock().Set("2023-06-13T08:30+07:00");
  Open(7);
  city_.clock().Set("2023-06-13T08:59+07:00");
  EXPECT_TRUE(Plan("emergency_confirmed", Person("office-2", true), "F3").ok());
  city_.clock().Set("2023-06-13T09:00+07:00");
  const auto late = Plan("emergency_confirmed", Person("office-2", true), "F3");
  ASSERT_FALSE(late.ok());
  EXPECT_EQ(late.error().note, "a review of the unit is late");
}

TEST_F(EmergencyTest, WhatLiesUnderGlassIsMadeAnewWithTheUnitsKeys) {
  city_.Act(city_.As("office-2", ""), city_.at_hand(), 7, "emergency_confirmed", {{"opened_class", "F3"}});
  EXPECT_EQ(NameSeen(), "Trần Thị Mận");
  ASSERT_TRUE(RemovePerson(city_.services(), city_.As("office"), {"office-3"}).ok());
  ASSERT_EQ(RemovePerson(city_.services(), city_.As("office-2"), {"office-3"})->standing, "gone");
  EXPECT_EQ(NameSeen(), "Trần Thị Mận");
  while (!RenewKeys(city_.services(), city_.As("office"))->finished) continue;
  for (const auto& [name, bytes] : city_.store().rows(store::Collection::kKeyring)) {
    EXPECT_FALSE(name.starts_with("older/")) << name;
  }
  EXPECT_EQ(NameSeen(), "Trần Thị Mận");
}

/// Glass that could be broken and would open nothing is not broken: nobody is told of an emergency for nothing.
TEST_F(EmergencyTest, WhatStaysClosedEvenSoIsNotBroken) {
  auto changed = std::make_shared<regulation::Regulation>(*city_.regulation());
  std::erase_if(changed->access, [](const regulation::AccessRule& rule) {
    return rule.actions == std::vector<std::string>{"read"} && rule.when.find("unit.emergency") != std::string::npos;
  });
  city_.clock().Set("2023-06-12T20:00+07:00");
  EXPECT_TRUE(BreakableClasses(city_.services(), File(), Person("office", true)).contains(FieldClass::kIdentity));
  city_.Use(changed);
  EXPECT_EQ(Plan("emergency_requested", Person("office", true), "F3").error().code, ErrorCode::kRefused);
  EXPECT_TRUE(BreakableClasses(city_.services(), File(), Person("office", true)).empty());
}

/// Who reviews is for the rules to say: not whoever happens to be on the case.
TEST_F(EmergencyTest, NotEverybodyOnTheCaseReviews) {
  const auto review = [&](const std::string& member) { return Plan("emergency_reviewed", Person(member, true), "F3"); };
  EXPECT_TRUE(review("post").ok()) << "who keeps her";
  EXPECT_EQ(review("office").error().code, ErrorCode::kRefused) << "who opened";
  EXPECT_EQ(review("centre").error().code, ErrorCode::kRefused) << "a place she may go to";
  EXPECT_FALSE(MaySeeEmergency(city_.services(), File(), UnitName("hcmc-social-support-centre"), LastGlass()));
  EXPECT_TRUE(MaySeeEmergency(city_.services(), File(), UnitName(kPost), LastGlass()));
}

}  // namespace
}  // namespace nuong::operations
