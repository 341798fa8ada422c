#include <algorithm>
#include <set>

#include "nuong/regulation/compare.hpp"

namespace nuong::regulation {
namespace {

constexpr std::int64_t kMorning = std::int64_t{9} * 60 * 60 * 1'000'000;  ///< microseconds after midnight

std::string Written(const UnitRef& ref) {
  switch (ref.kind) {
    case UnitRef::Kind::kActor:
      return "actor";
    case UnitRef::Kind::kKeeper:
      return "keeper";
    case UnitRef::Kind::kField:
      return "field:" + ref.name;
    case UnitRef::Kind::kRelation:
      return "relation:" + ref.name;
    case UnitRef::Kind::kRole:
      return "role:" + ref.name;
  }
  return {};
}

std::string Joined(const std::vector<std::string>& parts, const std::string& between = ", ") {
  std::string joined;
  for (const std::string& part : parts) joined += (joined.empty() ? "" : between) + part;
  return joined;
}

/// What of a duty a change can move, each as one line.
std::vector<std::pair<std::string, std::string>> Aspects(const Duty& duty) {
  std::vector<std::string> late;
  for (const LateStep& step : duty.late) {
    late.push_back("+" + std::to_string(step.after_minutes) + " " + Written(step.tell));
  }
  std::string deadline = FormatDuration(duty.deadline);
  if (duty.local_limit) deadline += " (" + FormatDuration(*duty.local_limit) + ")";
  std::string extension;
  if (duty.extension) extension = Joined(duty.extension->by) + ": " + FormatDuration(duty.extension->deadline);
  std::string fulfilled = Joined(duty.fulfilled_by);
  if (!duty.fulfilled_when.empty()) fulfilled += "; " + duty.fulfilled_when;
  if (!duty.fulfilled_by_holder_only) fulfilled += "; *";
  std::string trigger = duty.trigger;
  if (!duty.trigger_when.empty()) trigger += "; " + duty.trigger_when;
  return {{"trigger", trigger},
          {"holder", Written(duty.holder)},
          {"counterpart", duty.counterpart ? Written(*duty.counterpart) : ""},
          {"deadline", deadline},
          {"extension", extension},
          {"late", Joined(late)},
          {"fulfilled", fulfilled},
          {"lapses", duty.lapses_when}};
}

std::vector<Difference> DifferencesOf(const Duty& before, const Duty& after) {
  const auto was = Aspects(before);
  const auto is = Aspects(after);
  std::vector<Difference> differences;
  for (std::size_t i = 0; i < was.size(); ++i) {
    if (was[i].second != is[i].second) differences.push_back({was[i].first, was[i].second, is[i].second});
  }
  return differences;
}

void AddDays(const Validity& validity, std::set<CivilDate>& days) {
  days.insert(validity.from);
  if (validity.until) days.insert(*validity.until);
}

/// Calls `look` for every stretch between two neighbouring days.
template <class F>
void EachStretch(const std::set<CivilDate>& days, F look) {
  for (auto day = days.begin(); day != days.end(); ++day) {
    const auto next = std::next(day);
    look(Validity{*day, next == days.end() ? std::nullopt : std::optional(*next)});
  }
}

bool SameDifferences(const std::vector<Difference>& a, const std::vector<Difference>& b) {
  return std::equal(a.begin(), a.end(), b.begin(), b.end(), [](const Difference& x, const Difference& y) {
    return x.key == y.key && x.before == y.before && x.after == y.after;
  });
}

/// The next stretch of the same difference.
bool GoesOn(const DutyMove& last, const DutyMove& next) {
  return last.id == next.id && last.days.until == next.days.from && last.was == next.was && last.is == next.is &&
         SameDifferences(last.differences, next.differences);
}

/// A duty that is in force on both sides.
struct Both {
  const Duty& was;
  const Duty& is;
  const WorkingCalendar& before;
  const WorkingCalendar& after;
};

CountedExample CountFrom(CivilDate day, const Both& both) {
  CountedExample example;
  example.opened = {StartOf(day, both.after.offset).us + kMorning};
  example.before = CountDeadline(example.opened, both.was.deadline, both.before).until;
  example.after = CountDeadline(example.opened, both.is.deadline, both.after).until;
  return example;
}

CountedExample FirstWorkingMorning(const Validity& days, CivilDate opens_on, const Both& both) {
  CivilDate day = std::max(days.from, opens_on);
  if (days.until && day >= *days.until) day = days.from;
  for (int i = 0; i < 30 && !both.after.IsWorkingDay(day); ++i) day = day.Plus(1);
  return CountFrom(day, both);
}

/// Days that are working days in one calendar only: the first of them, a change of every year repeats itself.
std::vector<CivilDate> DaysThatDiffer(const WorkingCalendar& before, const WorkingCalendar& after) {
  constexpr std::size_t kMost = 100;
  std::set<CivilDate> named;
  for (const WorkingCalendar* calendar : {&before, &after}) {
    for (const auto& [day, name] : calendar->days_off) named.insert(day);
    for (const auto& [day, name] : calendar->working_days) named.insert(day);
  }
  std::vector<CivilDate> differ;
  for (const CivilDate day : named) {
    if (differ.size() < kMost && before.IsWorkingDay(day) != after.IsWorkingDay(day)) differ.push_back(day);
  }
  return differ;
}

/// How many days before a day of the calendar a period can begin that this day lengthens.
int LongestReach(const Duration& duration) {
  constexpr int kHolidays = 30;
  switch (duration.kind) {
    case TimeKind::kDays:
      return duration.amount + kHolidays;
    case TimeKind::kWorkingDays:
      return 2 * duration.amount + kHolidays;
    case TimeKind::kMonths:
      return 31 * duration.amount + kHolidays;
    case TimeKind::kYears:
      return 366 * duration.amount + kHolidays;
    case TimeKind::kUnstated:
    case TimeKind::kUnverified:
    case TimeKind::kImmediately:
    case TimeKind::kHours:
      return 0;
  }
  return 0;
}

/// The first morning whose deadline the calendar alone moves.
std::optional<CountedExample> MovedByCalendar(const Validity& days, const std::vector<CivilDate>& differ,
                                              const Both& both) {
  const int reach = LongestReach(both.is.deadline);
  CivilDate next = days.from;
  for (const CivilDate changed : differ) {
    for (CivilDate day = std::max(next, changed.Plus(-reach)); day <= changed && reach > 0; day = day.Plus(1)) {
      if (days.until && day >= *days.until) return std::nullopt;
      next = day.Plus(1);
      const CountedExample example = CountFrom(day, both);
      if (example.before != example.after) return example;
    }
  }
  return std::nullopt;
}

std::set<std::string> DutyIds(const Regulation& a, const Regulation& b) {
  std::set<std::string> ids;
  for (const Duty& duty : a.duties) ids.insert(duty.id);
  for (const Duty& duty : b.duties) ids.insert(duty.id);
  return ids;
}

/// "day-rate × 1.5 = 60000 vnd_per_day", on a day; "?" for a figure that is not verified.
std::string AmountOn(const Matrix& matrix, const Amount& amount, CivilDate day) {
  std::string line = amount.parameter + " × " + FormatDecimal(amount.times);
  const Parameter* parameter = matrix.FindParameter(amount.parameter);
  const ParameterValue* figure = parameter == nullptr ? nullptr : parameter->On(day);
  if (figure == nullptr) return line;
  line += " = " + (figure->value ? FormatDecimal(Times(*figure->value, amount.times)) : "?");
  return line + " " + parameter->unit;
}

std::string Line(const Matrix& matrix, const Entitlement& row, CivilDate day) {
  std::string line(GivenCode(row.given));
  if (!row.when.empty()) line += " [" + row.when + "]";
  if (row.limit) line += " · " + FormatDuration(*row.limit);
  if (row.amount) line += " · " + AmountOn(matrix, *row.amount, day);
  if (row.apply_within) line += " · ≤ " + FormatDuration(*row.apply_within);
  std::vector<std::string> roles;
  for (const RoleName& role : row.given_by) roles.push_back(role.text());
  if (!roles.empty()) line += " · " + Joined(roles);
  return line;
}

std::string Rows(const Regulation& regulation, const std::string& benefit, const std::string& person, CivilDate day) {
  std::vector<std::string> lines;
  for (const Entitlement& row : regulation.matrix.entitlements) {
    const bool is_of = std::find(row.beneficiaries.begin(), row.beneficiaries.end(), person) != row.beneficiaries.end();
    if (row.benefit == benefit && is_of && row.validity.Covers(day)) lines.push_back(Line(regulation.matrix, row, day));
  }
  return Joined(lines, " | ");
}

Text NameOfBenefit(const Regulation& before, const Regulation& after, const std::string& id) {
  const Benefit* benefit = after.matrix.FindBenefit(id);
  if (benefit == nullptr) benefit = before.matrix.FindBenefit(id);
  return benefit == nullptr ? Text{id, id} : benefit->name;
}

Text NameOfPerson(const Regulation& before, const Regulation& after, const std::string& id) {
  for (const Regulation* regulation : {&after, &before}) {
    for (const Beneficiary& person : regulation->matrix.beneficiaries) {
      if (person.id == id) return person.name;
    }
  }
  return {id, id};
}

}  // namespace

std::vector<DutyMove> CompareDuties(const Regulation& before, const Regulation& after) {
  const std::vector<CivilDate> differ = DaysThatDiffer(before.calendar, after.calendar);
  std::vector<DutyMove> moves;
  for (const std::string& id : DutyIds(before, after)) {
    std::set<CivilDate> days;
    for (const Regulation* regulation : {&before, &after}) {
      for (const Duty& duty : regulation->duties) {
        if (duty.id == id) AddDays(duty.validity, days);
      }
    }
    EachStretch(days, [&](const Validity& stretch) {
      const Duty* was = before.FindDuty(id, stretch.from);
      const Duty* is = after.FindDuty(id, stretch.from);
      if (was == nullptr && is == nullptr) return;
      DutyMove move{id, (is == nullptr ? was : is)->title, stretch, was != nullptr, is != nullptr, {}, {}};
      if (was != nullptr && is != nullptr) {
        const Both both{*was, *is, before.calendar, after.calendar};
        move.differences = DifferencesOf(*was, *is);
        move.example = was->deadline == is->deadline
                           ? MovedByCalendar(stretch, differ, both)
                           : std::optional(FirstWorkingMorning(stretch, after.opens_on, both));
        if (move.differences.empty() && !move.example) return;
      }
      DutyMove* last = moves.empty() ? nullptr : &moves.back();
      if (last != nullptr && GoesOn(*last, move)) {
        last->days.until = stretch.until;
      } else {
        moves.push_back(std::move(move));
      }
    });
  }
  return moves;
}

std::vector<EntitlementMove> CompareEntitlements(const Regulation& before, const Regulation& after) {
  std::set<std::pair<std::string, std::string>> asked;
  std::set<CivilDate> days;
  for (const Regulation* regulation : {&before, &after}) {
    for (const Entitlement& row : regulation->matrix.entitlements) {
      for (const std::string& person : row.beneficiaries) asked.emplace(row.benefit, person);
      AddDays(row.validity, days);
    }
    for (const Parameter& parameter : regulation->matrix.parameters) {
      for (const ParameterValue& value : parameter.values) AddDays(value.validity, days);
    }
  }
  std::vector<EntitlementMove> moves;
  for (const auto& [benefit, person] : asked) {
    EachStretch(days, [&, &of = benefit, &to = person](const Validity& stretch) {
      std::string was = Rows(before, of, to, stretch.from);
      std::string is = Rows(after, of, to, stretch.from);
      if (was == is) return;
      EntitlementMove* last = moves.empty() ? nullptr : &moves.back();
      if (last != nullptr && last->benefit == of && last->beneficiary == to && last->days.until == stretch.from &&
          last->before == was && last->after == is) {
        last->days.until = stretch.until;
        return;
      }
      moves.push_back({of, to, NameOfBenefit(before, after, of), NameOfPerson(before, after, to), stretch,
                       std::move(was), std::move(is)});
    });
  }
  return moves;
}

}  // namespace nuong::regulation
