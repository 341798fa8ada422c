#pragma once
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "nuong/base/certainty.hpp"
#include "nuong/base/civil.hpp"
#include "nuong/base/result.hpp"

namespace nuong {

/// A day that the calendar names.
struct CalendarDay {
  Text name;
  Certainty certainty = Certainty::kVerified;  ///< one of kUnknown does not count, but is told as doubtful
  bool projected = false;                      ///< from what the law fixes for every year, without the year's decision
};

/// Days off and worked Saturdays, as dated data. Weekends are off unless worked.
struct WorkingCalendar {
  Offset offset = kVietnamTime;
  std::map<CivilDate, CalendarDay> days_off;      ///< holidays, compensatory and swapped days off
  std::map<CivilDate, CalendarDay> working_days;  ///< Saturdays worked in exchange
  std::optional<CivilDate> decided_from;          ///< before this day the yearly decisions are not in the data
  std::optional<CivilDate> decided_until;         ///< after this day the yearly decision is not known

  bool IsWorkingDay(CivilDate date) const;
  bool IsDecided(CivilDate date) const;
};

/// The kinds of legal time are different things and never mix (Civil Code arts. 147–148).
enum class TimeKind {
  kUnstated,     ///< the text names no time: never late, shown as such
  kUnverified,   ///< the law sets a time, but which is not verified: no moment is made up
  kImmediately,  ///< "ngay": the amount is a *local* limit in minutes that starts the late ladder, not law
  kHours,        ///< run from the very moment, never pause (art. 147(1))
  kDays,         ///< first day not counted, ends at 24:00 of the last; a last day off moves on (147(2), 148(5))
  kWorkingDays,  ///< as days, but only working days count
  kMonths,       ///< corresponding day, or the last day of that month (148(3)); a last day off moves on
  kYears,        ///< corresponding day of that year (148(4)), otherwise as months
};

struct Duration {
  TimeKind kind = TimeKind::kUnstated;
  int amount = 0;  ///< hours, days, months or years by kind; minutes for kImmediately
  bool operator==(const Duration&) const = default;
};

/// "12H", "3D", "5WD", "2M", "10Y", "IMM" (no local limit), "IMM15" (15 minutes), "-" (unstated), "?" (unverified).
Result<Duration> ParseDuration(std::string_view text);
std::string FormatDuration(const Duration& duration);

struct SkippedDay {
  CivilDate date;
  Text reason;                                 ///< with a mark when the day is projected or not verified
  Certainty certainty = Certainty::kVerified;  ///< that the day is off
  bool projected = false;
};

/// The last moment, exclusive: the end of a day is the next day's 00:00. Empty for kUnstated, kUnverified and
/// for "IMM" without limit.
struct Deadline {
  std::optional<Instant> until;
  std::vector<SkippedDay> skipped;   ///< each day that did not count, with its reason
  std::vector<SkippedDay> doubtful;  ///< days that counted although the calendar names them otherwise, not for sure
  bool undecided = false;            ///< it touches days that are not decided: the calendar may still change it
};

/// Pure. `from` is the moment the duty began. No amount can overflow: amounts over 10,000 are refused by ParseDuration.
Deadline CountDeadline(Instant from, const Duration& duration, const WorkingCalendar& calendar);

}  // namespace nuong
