#include <gtest/gtest.h>

#include <algorithm>

#include "nuong/base/lunar.hpp"
#include "testing.hpp"

namespace nuong::regulation {
namespace {

TEST(RealRegulations, HoChiMinhCityLoadsWithoutFindings) {
  const Loaded loaded = Load(testing::ReadFolder(""), "hcmc");
  EXPECT_EQ(testing::Told(loaded.findings), "");
}

TEST(RealRegulations, BacGiangLoadsWithoutFindings) {
  const Loaded loaded = Load(testing::ReadFolder(""), "bac-giang");
  EXPECT_EQ(testing::Told(loaded.findings), "");
}

/// Without this one guard a child could be taken home with nobody named to stand for it.
TEST(RealRegulations, AChildNeverGoesHomeWithoutAGuardian) {
  std::vector<SourceFile> files = testing::ReadFolder("");
  const std::string guard = "case.age_group != 'child' || 'guardian_recorded' in case.done";
  std::size_t found = 0;
  for (SourceFile& file : files) {
    if (file.name != "vietnam/acts_return.yaml") continue;
    for (std::size_t at = 0; (at = file.text.find(guard, at)) != std::string::npos; ++found) {
      file.text.replace(at, guard.size(), "true");
    }
  }
  ASSERT_GT(found, 0u);
  const Loaded loaded = Load(files, "hcmc");
  const auto broken = std::find_if(loaded.findings.begin(), loaded.findings.end(),
                                   [](const Finding& finding) { return finding.id == "invariant_broken"; });
  ASSERT_NE(broken, loaded.findings.end()) << testing::Told(loaded.findings);
  ASSERT_GT(broken->story.size(), 3u);
  EXPECT_EQ(broken->story.back().says.en, "A child has gone home, and no guardian was ever on record.");
  EXPECT_FALSE(broken->story[broken->story.size() - 2].clause.empty());
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
