#include "nuong/base/deadline.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

namespace nuong {
namespace {

const Text kNationalDay{"Quốc khánh", "National Day"};
const Text kTet{"Tết Nguyên đán", "Lunar New Year"};
const Text kSwapped{"Làm bù", "Worked in exchange"};

CivilDate Day(std::string_view text) { return *ParseDate(text); }

WorkingCalendar Calendar() {
  WorkingCalendar calendar;
  calendar.days_off = {{Day("2023-09-01"), {kNationalDay}}, {Day("2023-09-04"), {kNationalDay}}};
  for (CivilDate day = Day("2026-02-16"); day <= Day("2026-02-20"); day = day.Plus(1)) calendar.days_off[day] = {kTet};
  calendar.working_days = {{Day("2026-02-28"), {kSwapped}}};
  return calendar;
}

Deadline Count(std::string_view from, std::string_view duration, const WorkingCalendar& calendar) {
  return CountDeadline(*ParseInstant(from), ParseDuration(duration).value(), calendar);
}

std::string Until(const Deadline& deadline) {
  return deadline.until ? FormatInstant(*deadline.until, kVietnamTime) : "none";
}

std::string Skipped(const Deadline& deadline) {
  std::string days;
  for (const SkippedDay& day : deadline.skipped) days += FormatDate(day.date) + " " + day.reason.en + "; ";
  return days;
}

struct Expected {
  const char* name;
  const char* from;
  const char* duration;
  const char* until;
  const char* skipped;
};

void PrintTo(const Expected& expected, std::ostream* out) { *out << expected.name; }

class DeadlineOf : public testing::TestWithParam<Expected> {};

TEST_P(DeadlineOf, EndsAsTheCodeSays) {
  const Deadline deadline = Count(GetParam().from, GetParam().duration, Calendar());
  EXPECT_EQ(Until(deadline), GetParam().until);
  EXPECT_EQ(Skipped(deadline), GetParam().skipped);
  EXPECT_FALSE(deadline.undecided);
}

INSTANTIATE_TEST_SUITE_P(
    Vectors, DeadlineOf,
    testing::Values(
        Expected{"DaysEndOnSundayMoveToMonday", "2023-06-05T09:00+07:00", "20D", "2023-06-27T00:00:00+07:00",
                 "2023-06-25 Weekly day off (Sunday); "},
        Expected{"DaysCountHolidaysInBetween", "2023-08-31T09:00+07:00", "5D", "2023-09-06T00:00:00+07:00", ""},
        Expected{"DaysEndOnSaturdaySkipTheHolidayToo", "2023-08-31T23:59+07:00", "1D", "2023-09-06T00:00:00+07:00",
                 "2023-09-01 National Day; 2023-09-02 Weekly day off (Saturday); 2023-09-03 Weekly day off (Sunday); "
                 "2023-09-04 National Day; "},
        Expected{"DaysBeginOnTheLocalDay", "2023-06-05T17:30Z", "2D", "2023-06-09T00:00:00+07:00", ""},
        Expected{"WorkingDaysPassTheHoliday", "2023-08-31T09:00+07:00", "3WD", "2023-09-08T00:00:00+07:00",
                 "2023-09-01 National Day; 2023-09-02 Weekly day off (Saturday); 2023-09-03 Weekly day off (Sunday); "
                 "2023-09-04 National Day; "},
        Expected{"WorkingDaysCountTheWorkedSaturday", "2026-02-14T08:00+07:00", "9WD", "2026-03-05T00:00:00+07:00",
                 "2026-02-15 Weekly day off (Sunday); 2026-02-16 Lunar New Year; 2026-02-17 Lunar New Year; "
                 "2026-02-18 Lunar New Year; 2026-02-19 Lunar New Year; 2026-02-20 Lunar New Year; "
                 "2026-02-21 Weekly day off (Saturday); 2026-02-22 Weekly day off (Sunday); "
                 "2026-03-01 Weekly day off (Sunday); "},
        Expected{"DaysEndOnTheWorkedSaturdayStay", "2026-02-27T08:00+07:00", "1D", "2026-03-01T00:00:00+07:00", ""},
        Expected{"MonthsEndOnTheWorkedSaturdayStay", "2026-01-28T08:00+07:00", "1M", "2026-03-01T00:00:00+07:00", ""},
        Expected{"WorkingDaysFromADayOffBeginAfterIt", "2026-02-18T08:00+07:00", "1WD", "2026-02-24T00:00:00+07:00",
                 "2026-02-19 Lunar New Year; 2026-02-20 Lunar New Year; 2026-02-21 Weekly day off (Saturday); "
                 "2026-02-22 Weekly day off (Sunday); "},
        Expected{"DaysFromTheLastMinuteOfADay", "2023-06-05T23:59:59+07:00", "1D", "2023-06-07T00:00:00+07:00", ""},
        Expected{"DaysFromTheFirstMomentOfADay", "2023-06-06T00:00:00+07:00", "1D", "2023-06-08T00:00:00+07:00", ""},
        Expected{"HoursKeepSecondsAndTheirFraction", "2023-06-05T23:59:59.5+07:00", "1H",
                 "2023-06-06T00:59:59.500000+07:00", ""},
        Expected{"HoursFromAnotherOffsetAreToldHere", "2023-06-05T17:30-05:00", "12H", "2023-06-06T17:30:00+07:00", ""},
        Expected{"DaysFromAWesternEveningBeginOnTheNextDayHere", "2023-06-05T17:30-05:00", "1D",
                 "2023-06-08T00:00:00+07:00", ""},
        Expected{"MonthsFromTheLeapDay", "2024-02-29T09:00+07:00", "12M", "2025-03-01T00:00:00+07:00", ""},
        Expected{"WorkingDaysNeverCountTheFirst", "2023-06-05T00:00+07:00", "1WD", "2023-06-07T00:00:00+07:00", ""},
        Expected{"MonthsWithoutTheDayEndOnTheLast", "2023-01-31T09:00+07:00", "1M", "2023-03-01T00:00:00+07:00", ""},
        Expected{"MonthsEndOnTheLeapDay", "2024-01-31T09:00+07:00", "1M", "2024-03-01T00:00:00+07:00", ""},
        Expected{"MonthsMoveOnFromADayOff", "2027-01-31T09:00+07:00", "1M", "2027-03-02T00:00:00+07:00",
                 "2027-02-28 Weekly day off (Sunday); "},
        Expected{"MonthsCrossTheYear", "2023-12-05T09:00+07:00", "2M", "2024-02-06T00:00:00+07:00", ""},
        Expected{"HoursRunThroughHolidays", "2023-08-31T22:30:15+07:00", "12H", "2023-09-01T10:30:15+07:00", ""},
        Expected{"HoursRunThroughTheWeekend", "2023-06-02T20:00+07:00", "48H", "2023-06-04T20:00:00+07:00", ""},
        Expected{"ImmediatelyHasTheLocalLimit", "2023-06-03T22:40+07:00", "IMM15", "2023-06-03T22:55:00+07:00", ""},
        Expected{"ImmediatelyWithoutLimitNeverEnds", "2023-06-03T22:40+07:00", "IMM", "none", ""},
        Expected{"UnstatedNeverEnds", "2023-06-03T22:40+07:00", "-", "none", ""}),
    [](const auto& expected) { return std::string(expected.param.name); });

TEST(Deadline, MovesOnWhenTheMonthEndsOnAHoliday) {
  WorkingCalendar calendar;
  calendar.days_off = {{Day("2023-02-28"), {kTet}}};
  const Deadline deadline = Count("2023-01-31T09:00+07:00", "1M", calendar);
  EXPECT_EQ(Until(deadline), "2023-03-02T00:00:00+07:00");
  EXPECT_EQ(Skipped(deadline), "2023-02-28 Lunar New Year; ");
}

TEST(Deadline, NamesEachSkippedDayInBothLanguages) {
  const Deadline deadline = Count("2023-08-31T09:00+07:00", "3WD", Calendar());
  ASSERT_EQ(deadline.skipped.size(), 4u);
  EXPECT_EQ(deadline.skipped[0].reason, kNationalDay);
  EXPECT_EQ(deadline.skipped[1].reason.vi, "Ngày nghỉ hằng tuần (thứ Bảy)");
  EXPECT_EQ(deadline.skipped[2].reason.vi, "Ngày nghỉ hằng tuần (Chủ nhật)");
}

TEST(Deadline, EndsAtTheOffsetOfItsCalendar) {
  WorkingCalendar calendar;
  calendar.offset = Offset{0};
  EXPECT_EQ(Until(Count("2023-06-05T17:30Z", "1D", calendar)), "2023-06-07T07:00:00+07:00");
}

TEST(Deadline, IsUndecidedBeyondTheKnownCalendar) {
  WorkingCalendar calendar;
  calendar.decided_until = Day("2023-12-31");
  EXPECT_FALSE(Count("2023-12-26T09:00+07:00", "3D", calendar).undecided);
  EXPECT_TRUE(Count("2023-12-27T09:00+07:00", "4D", calendar).undecided) << "Sunday 31 December moves into 2024";
  EXPECT_TRUE(Count("2023-12-27T09:00+07:00", "3WD", calendar).undecided);
  EXPECT_TRUE(Count("2023-12-15T09:00+07:00", "1M", calendar).undecided);
  EXPECT_FALSE(Count("2023-12-31T20:00+07:00", "12H", calendar).undecided) << "hours do not depend on the calendar";
}

TEST(Deadline, IsUndecidedBeforeTheKnownCalendar) {
  WorkingCalendar calendar;
  calendar.decided_from = Day("2019-01-01");
  EXPECT_TRUE(Count("2018-12-27T09:00+07:00", "5WD", calendar).undecided) << "it passes over 28 December";
  EXPECT_FALSE(Count("2018-12-31T09:00+07:00", "5WD", calendar).undecided) << "the first day is not counted";
  EXPECT_TRUE(Count("2018-12-27T09:00+07:00", "1D", calendar).undecided);
  EXPECT_FALSE(Count("2018-12-27T09:00+07:00", "1M", calendar).undecided) << "only the last day matters";
}

TEST(Deadline, SaysHowSureADayOffIs) {
  WorkingCalendar calendar;
  calendar.days_off = {{Day("2026-11-24"), {kNationalDay, Certainty::kUnverified}}};
  const Deadline deadline = Count("2026-11-23T09:00+07:00", "1WD", calendar);
  EXPECT_EQ(Until(deadline), "2026-11-26T00:00:00+07:00");
  EXPECT_EQ(Skipped(deadline), "2026-11-24 National Day (not verified); ");
  EXPECT_EQ(deadline.skipped.at(0).certainty, Certainty::kUnverified);
  EXPECT_TRUE(deadline.doubtful.empty());
}

TEST(Deadline, CountsADayThatIsNotKnownToBeOffButTellsIt) {
  WorkingCalendar calendar;
  calendar.days_off = {{Day("2026-11-24"), {kNationalDay, Certainty::kUnknown}}};
  const Deadline deadline = Count("2026-11-23T09:00+07:00", "2WD", calendar);
  EXPECT_EQ(Until(deadline), "2026-11-26T00:00:00+07:00");
  EXPECT_EQ(Skipped(deadline), "");
  ASSERT_EQ(deadline.doubtful.size(), 1u);
  EXPECT_EQ(deadline.doubtful[0].date, Day("2026-11-24"));
  EXPECT_EQ(deadline.doubtful[0].reason.en, "National Day (not known to be in force)");
}

TEST(Deadline, DoesNotCountASaturdayThatIsNotKnownToBeWorked) {
  WorkingCalendar calendar;
  calendar.working_days = {{Day("2026-02-28"), {kSwapped, Certainty::kUnknown}}};
  const Deadline deadline = Count("2026-02-27T09:00+07:00", "1WD", calendar);
  EXPECT_EQ(Until(deadline), "2026-03-03T00:00:00+07:00");
  EXPECT_EQ(deadline.skipped.at(0).reason.en, "Worked in exchange (not known to be in force)");
}

/// A second counter that knows no formula: it walks day by day with a pencil, over its own list of days.
struct Pencil {
  const WorkingCalendar& calendar;

  bool Works(CivilDate day) const {
    if (calendar.working_days.contains(day)) return true;
    const auto weekday = (day.day.time_since_epoch().count() % 7 + 7) % 7;  // 0 is a Thursday
    return weekday != 2 && weekday != 3 && !calendar.days_off.contains(day);
  }
  static std::string NextMonth(const std::string& month) {
    const int year = std::stoi(month.substr(0, 4));
    const int number = std::stoi(month.substr(5, 2));
    const std::string next = std::to_string(number % 12 + 101).substr(1);
    return std::to_string(number == 12 ? year + 1 : year) + "-" + next;
  }
  CivilDate LastDay(CivilDate first, const Duration& rule) const {
    CivilDate day = first;
    if (rule.kind == TimeKind::kWorkingDays) {
      for (int counted = 0; counted < rule.amount; counted += Works(day) ? 1 : 0) day = day.Plus(1);
      return day;
    }
    if (rule.kind == TimeKind::kDays) {
      for (int counted = 0; counted < rule.amount; ++counted) day = day.Plus(1);
    } else {
      std::string month = FormatDate(first).substr(0, 7);
      for (int counted = 0; counted < rule.amount; ++counted) month = NextMonth(month);
      int number = std::stoi(FormatDate(first).substr(8));
      std::optional<CivilDate> corresponding;
      while (!(corresponding = ParseDate(month + "-" + std::to_string(number + 100).substr(1)))) --number;
      day = *corresponding;
    }
    while (!Works(day)) day = day.Plus(1);
    return day;
  }
};

TEST(Deadline, AgreesWithOneCountedDayByDay) {
  WorkingCalendar calendar = Calendar();
  std::uint64_t state = 20230510;
  const auto draw = [&state](std::uint64_t bound) {
    state = state * 6364136223846793005u + 1442695040888963407u;
    return static_cast<std::int64_t>((state >> 33) % bound);
  };
  const std::int64_t begin = ParseInstant("2018-12-01T00:00Z")->us / 1'000'000;
  for (int day = 0; day < 300; ++day) {
    const CivilDate date = DateOf(Instant{(begin + draw(3650) * 86'400) * 1'000'000}, kVietnamTime);
    (date.IsWeekend() ? calendar.working_days : calendar.days_off)[date] = {kTet};
  }
  const Pencil pencil{calendar};
  for (int trial = 0; trial < 12'000; ++trial) {
    const Instant from{(begin + draw(3650ull * 86'400)) * 1'000'000};
    constexpr TimeKind kKinds[] = {TimeKind::kDays, TimeKind::kWorkingDays, TimeKind::kMonths};
    const Duration rule{kKinds[draw(3)], static_cast<int>(1 + draw(60))};
    const CivilDate last = pencil.LastDay(DateOf(from, kVietnamTime), rule);
    ASSERT_EQ(Until(CountDeadline(from, rule, calendar)), FormatDate(last.Plus(1)) + "T00:00:00+07:00")
        << FormatInstant(from, kVietnamTime) << " " << FormatDuration(rule);
  }
}

RC_GTEST_PROP(Deadline, NeverEndsEarlierForALargerAmount, ()) {
  const auto kind = *rc::gen::element(TimeKind::kImmediately, TimeKind::kHours, TimeKind::kDays, TimeKind::kWorkingDays,
                                      TimeKind::kMonths);
  const int amount = *rc::gen::inRange(1, 300);
  const Instant from{*rc::gen::inRange<std::int64_t>(1'600'000'000'000'000, 1'800'000'000'000'000)};
  const WorkingCalendar calendar = Calendar();
  const auto shorter = CountDeadline(from, {kind, amount}, calendar).until;
  RC_ASSERT((shorter > from));
  RC_ASSERT((shorter <= CountDeadline(from, {kind, amount + 1}, calendar).until));
}

RC_GTEST_PROP(Deadline, OfDaysEndsAfterAWorkingDay, ()) {
  const auto kind = *rc::gen::element(TimeKind::kDays, TimeKind::kWorkingDays, TimeKind::kMonths);
  const Instant from{*rc::gen::inRange<std::int64_t>(1'600'000'000'000'000, 1'800'000'000'000'000)};
  const WorkingCalendar calendar = Calendar();
  const Deadline deadline = CountDeadline(from, {kind, *rc::gen::inRange(1, 100)}, calendar);
  const CivilDate end = DateOf(*deadline.until, calendar.offset);
  RC_ASSERT(StartOf(end, calendar.offset) == *deadline.until);
  RC_ASSERT(calendar.IsWorkingDay(end.Plus(-1)));
  for (const SkippedDay& day : deadline.skipped) RC_ASSERT(!calendar.IsWorkingDay(day.date));
}

TEST(Deadline, HoldsTheLargestAmounts) {
  for (const char* duration : {"10000H", "10000D", "10000WD", "10000M", "IMM10000"}) {
    EXPECT_TRUE(Count("2023-06-05T09:00+07:00", duration, {}).until) << duration;
  }
}

TEST(Duration, IsReadBackFromItsText) {
  for (const char* text : {"12H", "3D", "5WD", "2M", "10Y", "IMM", "IMM15", "-", "?", "10000D"}) {
    const auto duration = ParseDuration(text);
    ASSERT_TRUE(duration.ok()) << text;
    EXPECT_EQ(FormatDuration(*duration), text);
  }
  EXPECT_EQ(ParseDuration("5WD").value(), (Duration{TimeKind::kWorkingDays, 5}));
}

TEST(Duration, RefusesOtherTexts) {
  for (const char* text : {"", "D", "0D", "03D", "10001D", "99999999999D", "-3D", "+3D", "3d", "3 D", "3DD", "3",
                           "IMM0", "IMM-1", "IMMEDIATE", "WD5", "1.5H", "--"}) {
    const auto duration = ParseDuration(text);
    ASSERT_FALSE(duration.ok()) << text;
    EXPECT_EQ(duration.error().code, ErrorCode::kInvalid);
    EXPECT_EQ(duration.error().id, "duration_invalid");
    EXPECT_FALSE(duration.error().message.vi.empty() || duration.error().message.en.empty());
  }
}

}  // namespace
}  // namespace nuong
