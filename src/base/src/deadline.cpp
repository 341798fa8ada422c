#include "nuong/base/deadline.hpp"

#include <cstdlib>

namespace nuong {
namespace {

constexpr std::int64_t kMinute = 60'000'000;

Text WeeklyDayOff(CivilDate date) {
  if (std::chrono::weekday{date.day} == std::chrono::Saturday) {
    return {"Ngày nghỉ hằng tuần (thứ Bảy)", "Weekly day off (Saturday)"};
  }
  return {"Ngày nghỉ hằng tuần (Chủ nhật)", "Weekly day off (Sunday)"};
}

Text Marked(const CalendarDay& day) {
  if (day.projected) {
    return {day.name.vi + " (dự kiến: chưa có quyết định của năm đó)",
            day.name.en + " (projected: that year's decision is not known)"};
  }
  switch (day.certainty) {
    case Certainty::kVerified:
      return day.name;
    case Certainty::kPartial:
      return {day.name.vi + " (mới kiểm chứng một phần)", day.name.en + " (verified in part)"};
    case Certainty::kUnverified:
      return {day.name.vi + " (chưa kiểm chứng)", day.name.en + " (not verified)"};
    case Certainty::kUnknown:
      return {day.name.vi + " (chưa rõ hiệu lực)", day.name.en + " (not known to be in force)"};
  }
  std::abort();
}

const CalendarDay* Named(const std::map<CivilDate, CalendarDay>& days, CivilDate date) {
  const auto found = days.find(date);
  return found == days.end() ? nullptr : &found->second;
}

SkippedDay Off(CivilDate date, const WorkingCalendar& calendar) {
  const CalendarDay* named = Named(calendar.days_off, date);
  if (named != nullptr && named->certainty == Certainty::kUnknown) named = nullptr;
  if (named == nullptr) named = Named(calendar.working_days, date);
  if (named == nullptr) return {date, WeeklyDayOff(date)};
  return {date, Marked(*named), named->certainty, named->projected};
}

/// What the calendar says of a day that counted although it is not sure that it does.
void NoteDoubt(CivilDate date, const WorkingCalendar& calendar, Deadline& deadline) {
  for (const auto* days : {&calendar.days_off, &calendar.working_days}) {
    const CalendarDay* named = Named(*days, date);
    if (named == nullptr || named->certainty == Certainty::kVerified) continue;
    deadline.doubtful.push_back({date, Marked(*named), named->certainty, named->projected});
  }
}

Deadline AfterMinutes(Instant from, std::int64_t count) {
  Deadline deadline;
  deadline.until = Instant{from.us + count * kMinute};
  return deadline;
}

/// Passes over one more day: it counts, or it is skipped with its reason.
bool Counts(CivilDate date, const WorkingCalendar& calendar, Deadline& deadline) {
  if (!calendar.IsDecided(date)) deadline.undecided = true;
  if (calendar.IsWorkingDay(date)) {
    NoteDoubt(date, calendar, deadline);
    return true;
  }
  deadline.skipped.push_back(Off(date, calendar));
  return false;
}

/// The end of that day, or of the next working day when it is a day off.
Deadline EndOfWorkingDay(CivilDate last, const WorkingCalendar& calendar) {
  Deadline deadline;
  while (!Counts(last, calendar, deadline)) last = last.Plus(1);
  deadline.until = StartOf(last.Plus(1), calendar.offset);
  return deadline;
}

Deadline CountWorkingDays(CivilDate first, int amount, const WorkingCalendar& calendar) {
  Deadline deadline;
  CivilDate last = first;
  for (int left = amount; left > 0;) {
    last = last.Plus(1);
    if (Counts(last, calendar, deadline)) --left;
  }
  deadline.until = StartOf(last.Plus(1), calendar.offset);
  return deadline;
}

CivilDate PlusMonths(CivilDate date, int amount) {
  const std::chrono::year_month_day day{date.day};
  const auto moved = day + std::chrono::months{amount};
  if (moved.ok()) return {moved};
  return {std::chrono::sys_days{moved.year() / moved.month() / std::chrono::last}};
}

}  // namespace

bool WorkingCalendar::IsWorkingDay(CivilDate date) const {
  const auto holds = [date](const std::map<CivilDate, CalendarDay>& days) {
    const CalendarDay* named = Named(days, date);
    return named != nullptr && named->certainty != Certainty::kUnknown;
  };
  if (holds(days_off)) return false;
  return !date.IsWeekend() || holds(working_days);
}

bool WorkingCalendar::IsDecided(CivilDate date) const {
  return (!decided_from || date >= *decided_from) && (!decided_until || date <= *decided_until);
}

Deadline CountDeadline(Instant from, const Duration& duration, const WorkingCalendar& calendar) {
  const CivilDate first = DateOf(from, calendar.offset);
  switch (duration.kind) {
    case TimeKind::kUnstated:
    case TimeKind::kUnverified:
      return {};
    case TimeKind::kImmediately:
      return duration.amount == 0 ? Deadline{} : AfterMinutes(from, duration.amount);
    case TimeKind::kHours:
      return AfterMinutes(from, std::int64_t{60} * duration.amount);
    case TimeKind::kDays:
      return EndOfWorkingDay(first.Plus(duration.amount), calendar);
    case TimeKind::kWorkingDays:
      return CountWorkingDays(first, duration.amount, calendar);
    case TimeKind::kMonths:
      return EndOfWorkingDay(PlusMonths(first, duration.amount), calendar);
    case TimeKind::kYears:
      return EndOfWorkingDay(PlusMonths(first, 12 * duration.amount), calendar);
  }
  std::abort();
}

}  // namespace nuong
