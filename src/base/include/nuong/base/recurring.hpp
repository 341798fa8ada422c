#pragma once
#include <vector>

#include "nuong/base/deadline.hpp"

namespace nuong {

/// Days off that the law fixes for every year, by the civil or the lunar calendar.
struct RecurringDays {
  Text name;
  bool lunar = false;
  int month = 1;
  int day = 1;
  int days_before = 0;   ///< so many days before that day are off too …
  int days = 1;          ///< … of so many in all
  bool in_lieu = false;  ///< one that falls on a weekly day off is made up for on the next working day
  CivilDate from;
  std::optional<CivilDate> until;  ///< the first day the rule is no longer in force
};

/// Pure. Adds to `days_off` what the rules give for days that the calendar has not decided, marked as projected and not
/// verified, until the end of 2100. A day that the calendar names already stays as it is.
void Project(const std::vector<RecurringDays>& rules, WorkingCalendar& calendar);

}  // namespace nuong
