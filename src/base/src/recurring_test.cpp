#include "nuong/base/recurring.hpp"

#include <gtest/gtest.h>

namespace nuong {
namespace {

CivilDate Day(std::string_view text) { return *ParseDate(text); }

RecurringDays NewYear() {
  RecurringDays rule;
  rule.name = {"Tết Âm lịch", "Lunar New Year"};
  rule.lunar = true;
  rule.days_before = 1;
  rule.days = 4;
  rule.in_lieu = true;
  rule.from = Day("2021-01-01");
  return rule;
}

RecurringDays MayDay() {
  RecurringDays rule;
  rule.name = {"Ngày Quốc tế lao động", "Labour Day"};
  rule.month = 5;
  rule.in_lieu = true;
  rule.from = Day("2021-01-01");
  return rule;
}

std::string OffIn(const WorkingCalendar& calendar, std::string_view from, std::string_view until) {
  std::string days;
  for (const auto& [date, day] : calendar.days_off) {
    if (date >= Day(from) && date < Day(until)) days += FormatDate(date).substr(5) + (day.projected ? "* " : " ");
  }
  return days;
}

WorkingCalendar DecidedUntil(std::string_view day) {
  WorkingCalendar calendar;
  calendar.decided_from = Day("2019-01-01");
  calendar.decided_until = Day(day);
  return calendar;
}

TEST(Project, GivesTheLunarNewYearOfAnUndecidedYear) {
  WorkingCalendar calendar = DecidedUntil("2027-12-31");
  Project({NewYear()}, calendar);
  EXPECT_EQ(OffIn(calendar, "2028-01-01", "2029-01-01"), "01-25* 01-26* 01-27* 01-28* ");
  EXPECT_EQ(calendar.days_off.at(Day("2028-01-26")).name.en, "Lunar New Year");
  EXPECT_EQ(calendar.days_off.at(Day("2028-01-26")).certainty, Certainty::kUnverified);
}

TEST(Project, MakesUpForDaysOnTheWeekend) {
  WorkingCalendar calendar = DecidedUntil("2026-12-31");
  Project({NewYear(), MayDay()}, calendar);
  EXPECT_EQ(OffIn(calendar, "2027-01-01", "2028-01-01"), "02-05* 02-06* 02-07* 02-08* 02-09* 02-10* 05-01* 05-03* ")
      << "6 and 7 February are a weekend, 1 May is a Saturday";
  EXPECT_EQ(calendar.days_off.at(Day("2027-05-03")).name.vi, "Nghỉ bù Ngày Quốc tế lao động");
}

TEST(Project, LeavesDecidedDaysAndNamedDaysAlone) {
  WorkingCalendar calendar = DecidedUntil("2026-12-31");
  calendar.days_off[Day("2027-02-05")] = {{"Nghỉ", "Off"}, Certainty::kVerified, false};
  Project({NewYear()}, calendar);
  EXPECT_EQ(OffIn(calendar, "2019-01-01", "2027-01-01"), "") << "decided years are told by the decisions";
  EXPECT_FALSE(calendar.days_off.at(Day("2027-02-05")).projected);
}

TEST(Project, BeginsAndEndsWithItsLaw) {
  RecurringDays rule = MayDay();
  rule.from = Day("2027-05-01");
  rule.until = Day("2029-05-01");
  WorkingCalendar calendar = DecidedUntil("2025-12-31");
  Project({rule}, calendar);
  EXPECT_EQ(OffIn(calendar, "2026-01-01", "2030-01-01"), "05-01* 05-03* 05-01* ") << "2027 in lieu, 2028; not 2029";
}

TEST(Project, HasNothingToSayWhereAllIsDecided) {
  WorkingCalendar calendar;
  Project({NewYear(), MayDay()}, calendar);
  EXPECT_TRUE(calendar.days_off.empty()) << "a calendar without a last decided day is taken as whole";
}

TEST(Project, FlagsWhatItTouches) {
  WorkingCalendar calendar = DecidedUntil("2026-12-31");
  Project({NewYear()}, calendar);
  const Deadline deadline = CountDeadline(*ParseInstant("2027-02-04T09:00+07:00"), {TimeKind::kDays, 1}, calendar);
  EXPECT_TRUE(deadline.undecided);
  ASSERT_FALSE(deadline.skipped.empty());
  EXPECT_TRUE(deadline.skipped.front().projected);
  EXPECT_EQ(deadline.skipped.front().reason.en, "Lunar New Year (projected: that year's decision is not known)");
  EXPECT_EQ(FormatInstant(*deadline.until, kVietnamTime), "2027-02-12T00:00:00+07:00");
}

}  // namespace
}  // namespace nuong
