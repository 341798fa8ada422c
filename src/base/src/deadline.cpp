#include "nuong/base/deadline.hpp"

#include <cstdlib>

namespace nuong {
namespace {

constexpr std::int64_t kMinute = 60'000'000;

Text ReasonOff(CivilDate date, const WorkingCalendar& calendar) {
  const auto named = calendar.days_off.find(date);
  if (named != calendar.days_off.end()) return named->second;
  if (std::chrono::weekday{date.day} == std::chrono::Saturday) {
    return {"Ngày nghỉ hằng tuần (thứ Bảy)", "Weekly day off (Saturday)"};
  }
  return {"Ngày nghỉ hằng tuần (Chủ nhật)", "Weekly day off (Sunday)"};
}

Deadline AfterMinutes(Instant from, std::int64_t count) {
  Deadline deadline;
  deadline.until = Instant{from.us + count * kMinute};
  return deadline;
}

Deadline EndOf(CivilDate last, const WorkingCalendar& calendar, std::vector<SkippedDay> skipped) {
  Deadline deadline;
  deadline.until = StartOf(last.Plus(1), calendar.offset);
  deadline.skipped = std::move(skipped);
  deadline.undecided = calendar.decided_until && last > *calendar.decided_until;
  return deadline;
}

/// The end of that day, or of the next working day when it is a day off.
Deadline EndOfWorkingDay(CivilDate last, const WorkingCalendar& calendar) {
  std::vector<SkippedDay> skipped;
  for (; !calendar.IsWorkingDay(last); last = last.Plus(1)) skipped.push_back({last, ReasonOff(last, calendar)});
  return EndOf(last, calendar, std::move(skipped));
}

Deadline CountWorkingDays(CivilDate first, int amount, const WorkingCalendar& calendar) {
  std::vector<SkippedDay> skipped;
  CivilDate last = first;
  for (int left = amount; left > 0;) {
    last = last.Plus(1);
    if (calendar.IsWorkingDay(last)) {
      --left;
    } else {
      skipped.push_back({last, ReasonOff(last, calendar)});
    }
  }
  return EndOf(last, calendar, std::move(skipped));
}

CivilDate PlusMonths(CivilDate date, int amount) {
  const std::chrono::year_month_day day{date.day};
  const auto moved = day + std::chrono::months{amount};
  if (moved.ok()) return {moved};
  return {std::chrono::sys_days{moved.year() / moved.month() / std::chrono::last}};
}

}  // namespace

bool WorkingCalendar::IsWorkingDay(CivilDate date) const {
  if (days_off.contains(date)) return false;
  return working_days.contains(date) || !date.IsWeekend();
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
