#include "nuong/base/lunar.hpp"

#include <gtest/gtest.h>

#include <fstream>
#include <sstream>

namespace nuong {
namespace {

std::string InWords(const std::optional<LunarDate>& date) {
  if (!date) return "none";
  return std::to_string(date->year) + "-" + std::to_string(date->month) + "-" + std::to_string(date->day) +
         (date->leap ? "L" : "");
}

CivilDate Day(std::string_view text) { return *ParseDate(text); }

TEST(Lunar, KnowsTheDaysOfTheTable) {
  std::ifstream table(std::string(NUONG_SOURCE_DIR) + "/src/base/src/testdata/lunar_days.txt");
  int days = 0;
  for (std::string line; std::getline(table, line);) {
    if (line.starts_with("#")) continue;
    std::istringstream words(line);
    std::string civil;
    std::string lunar;
    words >> civil >> lunar;
    EXPECT_EQ(InWords(LunarOf(Day(civil))), lunar) << line;
    ++days;
  }
  EXPECT_GT(days, 20);
}

TEST(Lunar, GoesFromEachCivilDayToTheNextLunarDay) {
  std::optional<LunarDate> before;
  for (CivilDate day = Day("1900-01-01"); day <= Day("2100-12-31"); day = day.Plus(1)) {
    const auto lunar = LunarOf(day);
    ASSERT_TRUE(lunar) << FormatDate(day);
    ASSERT_TRUE(lunar->month >= 1 && lunar->month <= 12 && lunar->day >= 1 && lunar->day <= 30) << FormatDate(day);
    if (before && lunar->day != 1) {
      ASSERT_EQ(lunar->day, before->day + 1) << FormatDate(day);
      ASSERT_TRUE(lunar->month == before->month && lunar->leap == before->leap && lunar->year == before->year);
    } else if (before) {
      ASSERT_GE(before->day, 29) << FormatDate(day);
      const bool same_month = lunar->leap && lunar->month == before->month;
      ASSERT_TRUE(same_month || (!lunar->leap && lunar->month == before->month % 12 + 1)) << FormatDate(day);
    }
    before = lunar;
  }
}

TEST(Lunar, IsFoundAgainFromEachOfItsDays) {
  for (CivilDate day = Day("1900-01-01"); day <= Day("2100-12-31"); day = day.Plus(1)) {
    ASSERT_EQ(CivilOf(*LunarOf(day)), day) << FormatDate(day);
  }
}

TEST(Lunar, HasSevenLeapMonthsInNineteenYears) {
  int leaps = 0;
  for (CivilDate day = Day("1976-01-31"); day < Day("2071-01-31"); day = day.Plus(1)) {
    const auto lunar = LunarOf(day);
    leaps += lunar->leap && lunar->day == 1 ? 1 : 0;
  }
  EXPECT_EQ(leaps, 5 * 7);
}

TEST(Lunar, HasNoDayThatDoesNotExist) {
  EXPECT_FALSE(CivilOf({2021, 12, 30, false})) << "the last month of that year has 29 days";
  EXPECT_TRUE(CivilOf({2023, 12, 30, false}));
  EXPECT_FALSE(CivilOf({2024, 2, 1, true})) << "no leap month in that year";
  EXPECT_FALSE(CivilOf({2023, 3, 1, true})) << "the leap month is another";
  EXPECT_FALSE(CivilOf({2023, 0, 1, false}));
  EXPECT_FALSE(CivilOf({2023, 13, 1, false}));
  EXPECT_FALSE(CivilOf({2023, 1, 0, false}));
  EXPECT_FALSE(CivilOf({2023, 1, 31, false}));
  EXPECT_FALSE(CivilOf({1800, 1, 1, false}));
  EXPECT_FALSE(CivilOf({2150, 1, 1, false}));
  EXPECT_FALSE(LunarOf(Day("1899-12-31")));
  EXPECT_FALSE(LunarOf(Day("2101-01-01")));
}

}  // namespace
}  // namespace nuong
