#include <gtest/gtest.h>

#include "nuong/base/lunar.hpp"
#include "testing.hpp"

namespace nuong::regulation {
namespace {

TEST(RealRegulations, HoChiMinhCityLoadsWithoutFindings) {
  const Loaded loaded = Load(testing::ReadFolder(""), "hcmc");
  EXPECT_EQ(testing::Told(loaded.findings), "");
}

/// The decided days stand in the data; those the lunar calendar gives must be among them in every decided year.
TEST(RealRegulations, TheDecidedDaysOffHoldTheLunarOnes) {
  const WorkingCalendar calendar = Load(testing::ReadFolder(""), "hcmc").regulation.calendar;
  ASSERT_TRUE(calendar.decided_from && calendar.decided_until);
  for (int year = 2019; year <= 2026; ++year) {
    for (const LunarDate& lunar : {LunarDate{year, 1, 1, false}, {year, 1, 2, false}, {year, 3, 10, false}}) {
      const CivilDate date = CivilOf(lunar).value();
      EXPECT_TRUE(calendar.days_off.contains(date)) << FormatDate(date);
      EXPECT_FALSE(calendar.days_off.at(date).projected) << FormatDate(date);
    }
  }
}

TEST(RealRegulations, ProjectsTheDaysOfTheNextYear) {
  const WorkingCalendar calendar = Load(testing::ReadFolder(""), "hcmc").regulation.calendar;
  std::string days;
  for (const auto& [date, day] : calendar.days_off) {
    if (!calendar.IsDecided(date) && FormatDate(date).starts_with("2027")) days += FormatDate(date).substr(5) + " ";
  }
  EXPECT_EQ(days, "01-01 02-05 02-06 02-07 02-08 02-09 02-10 04-16 04-30 05-01 05-03 09-02 ");
}

}  // namespace
}  // namespace nuong::regulation
