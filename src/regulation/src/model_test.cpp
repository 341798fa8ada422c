#include "nuong/regulation/model.hpp"

#include <gtest/gtest.h>

#include "testing.hpp"

namespace nuong::regulation {
namespace {

CivilDate Day(const std::string& text) { return *ParseDate(text); }

TEST(Validity, EndsTheDayBeforeUntil) {
  const Validity validity{Day("2023-01-01"), Day("2023-02-01")};
  EXPECT_FALSE(validity.Covers(Day("2022-12-31")));
  EXPECT_TRUE(validity.Covers(Day("2023-01-01")));
  EXPECT_TRUE(validity.Covers(Day("2023-01-31")));
  EXPECT_FALSE(validity.Covers(Day("2023-02-01")));
}

TEST(FindAct, GivesTheVersionOfTheDay) {
  const auto regulation = testing::Example();
  EXPECT_TRUE(regulation->FindAct("case_closed", Day("2023-09-30"))->fields.empty());
  EXPECT_NE(regulation->FindAct("case_closed", Day("2023-10-01"))->FindField("on"), nullptr);
  EXPECT_EQ(regulation->FindAct("case_closed", Day("2019-12-31")), nullptr);
  EXPECT_EQ(regulation->FindAct("case_opened", Day("2023-10-01")), nullptr);
}

TEST(Find, GivesNothingForWhatIsNotThere) {
  const auto regulation = testing::Example();
  EXPECT_NE(regulation->FindDuty("lodge", Day("2023-06-01")), nullptr);
  EXPECT_EQ(regulation->FindDuty("lodg", Day("2023-06-01")), nullptr);
  EXPECT_NE(regulation->FindUnit(UnitName("department")), nullptr);
  EXPECT_EQ(regulation->FindUnit(UnitName("dept")), nullptr);
  EXPECT_NE(regulation->FindRelation("keeper"), nullptr);
  EXPECT_EQ(regulation->FindRelation("keep"), nullptr);
  EXPECT_NE(regulation->FindCaseValue("stage"), nullptr);
  EXPECT_EQ(regulation->FindCaseValue("stages"), nullptr);
  ASSERT_NE(regulation->FindCodeList("sex"), nullptr);
  EXPECT_EQ(regulation->FindCodeList("sex")->Find("female")->label.en, "Female");
  EXPECT_EQ(regulation->FindCodeList("sex")->Find("f"), nullptr);
}

TEST(Competent, ClimbsFromTheAreaOfTheUnit) {
  const auto regulation = testing::Example();
  const auto name = [&](const std::string& role, const std::string& near) {
    const Unit* unit = regulation->Competent(RoleName(role), UnitName(near), Day("2023-06-05"));
    return unit == nullptr ? "" : unit->id.text();
  };
  EXPECT_EQ(name("police", "post-ben-may"), "police-ben-may");
  EXPECT_EQ(name("police", "post-doi-gio"), "");
  EXPECT_EQ(name("department", "post-doi-gio"), "department");
  EXPECT_EQ(name("centre", "department"), "centre-hoa-rung");
  EXPECT_EQ(name("police", "nobody"), "");
}

TEST(Competent, EndsEvenWhenAreasGoRound) {
  Regulation regulation;
  regulation.areas["a"] = {"a", {}, "b", {}};
  regulation.areas["b"] = {"b", {}, "a", {}};
  Unit unit;
  unit.id = UnitName("here");
  unit.area = "a";
  regulation.units[unit.id] = unit;
  EXPECT_EQ(regulation.Competent(RoleName("none"), unit.id, Day("2023-06-05")), nullptr);
}

}  // namespace
}  // namespace nuong::regulation
