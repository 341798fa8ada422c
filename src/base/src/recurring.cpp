#include "nuong/base/recurring.hpp"

#include "nuong/base/lunar.hpp"

namespace nuong {
namespace {

using std::chrono::year_month_day;

constexpr int kFirstYear = 1900;
constexpr int kLastYear = 2100;

std::optional<CivilDate> AnchorIn(int year, const RecurringDays& rule) {
  if (rule.lunar) return CivilOf({year, rule.month, rule.day, false});
  const year_month_day date{std::chrono::year{year}, std::chrono::month{static_cast<unsigned>(rule.month)},
                            std::chrono::day{static_cast<unsigned>(rule.day)}};
  return date.ok() ? std::optional(CivilDate{date}) : std::nullopt;
}

int YearOf(CivilDate date) { return static_cast<int>(year_month_day{date.day}.year()); }

/// The years in which a rule could say something that is not decided.
bool MayMatter(int year, const RecurringDays& rule, const WorkingCalendar& calendar) {
  if (year < YearOf(rule.from) || (rule.until && year > YearOf(*rule.until))) return false;
  const CivilDate first{std::chrono::year{year} / 1 / 1};
  const CivilDate last{std::chrono::year{year} / 12 / 31};
  return !calendar.IsDecided(first) || !calendar.IsDecided(last);
}

/// A holiday on a weekly day off, owed another day.
struct Owed {
  CivilDate date;
  Text name;
};

void ProjectYear(int year, const std::vector<RecurringDays>& rules, WorkingCalendar& calendar) {
  std::vector<Owed> owed;
  for (const RecurringDays& rule : rules) {
    const auto anchor = MayMatter(year, rule, calendar) ? AnchorIn(year, rule) : std::nullopt;
    if (!anchor) continue;
    for (int index = 0; index < rule.days; ++index) {
      const CivilDate date = anchor->Plus(index - rule.days_before);
      if (date < rule.from || (rule.until && date >= *rule.until) || calendar.IsDecided(date)) continue;
      const bool is_new = calendar.days_off.emplace(date, CalendarDay{rule.name, Certainty::kUnverified, true}).second;
      if (is_new && rule.in_lieu && date.IsWeekend()) owed.push_back({date, rule.name});
    }
  }
  for (const Owed& day : owed) {
    CivilDate date = day.date;
    while (!calendar.IsWorkingDay(date)) date = date.Plus(1);
    const Text name{"Nghỉ bù " + day.name.vi, day.name.en + ", day in lieu"};
    calendar.days_off.emplace(date, CalendarDay{name, Certainty::kUnverified, true});
  }
}

}  // namespace

void Project(const std::vector<RecurringDays>& rules, WorkingCalendar& calendar) {
  for (int year = kFirstYear; year <= kLastYear; ++year) ProjectYear(year, rules, calendar);
}

}  // namespace nuong
