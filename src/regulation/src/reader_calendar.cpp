#include "reader.hpp"

namespace nuong::regulation {
namespace {

constexpr std::int64_t kMicrosecondsPerMinute = 60'000'000;

/// "+07:00", as the end of a strict moment.
std::optional<Offset> ParseOffset(const std::string& text) {
  if (text.size() != 6) return std::nullopt;
  const auto zero = ParseInstant("1970-01-02T00:00Z");
  const auto moved = ParseInstant("1970-01-02T00:00" + text);
  if (!zero || !moved) return std::nullopt;
  return Offset{static_cast<int>((zero->us - moved->us) / kMicrosecondsPerMinute)};
}

void SayOnce(MapReader& calendar, const std::string& key) {
  calendar.draft().findings.Add(calendar.PlaceOf(key), "said_twice",
                                {"\"" + key + "\" của lịch đã được ghi ở tệp khác; chỉ ghi một lần.",
                                 "The calendar's \"" + key + "\" is written in another file too; write it once."});
}

using NamedDays = std::map<CivilDate, CalendarDay>;

void ReadDays(MapReader& calendar, const std::string& key, NamedDays& days, const NamedDays& others,
              bool must_be_weekend) {
  calendar.Each(key, Need::kOptional, [&](MapReader& item) {
    const auto date = item.Date("date", Need::kRequired);
    CalendarDay day;
    day.name = item.Label("name");
    day.certainty = item.ReadCertainty();
    item.String("source");
    if (!date) return;
    const Place place = item.PlaceOf("date");
    Findings& findings = item.draft().findings;
    if (others.contains(*date)) {
      findings.Add(
          place, "day_off_and_working",
          {"Ngày này vừa là ngày nghỉ vừa là ngày làm việc.", "This day is both a day off and a working day."});
    }
    if (must_be_weekend && !date->IsWeekend()) {
      findings.Add(place, "working_day_not_weekend",
                   {"Ngày làm bù phải là thứ Bảy hoặc Chủ nhật.", "A day worked in exchange must be a weekend day."});
    }
    if (!days.emplace(*date, day).second) {
      findings.Add(place, "duplicate_day", {"Ngày này đã có trong lịch.", "This day is in the calendar already."});
    }
  });
}

void ReadDecided(MapReader& calendar, const std::string& key, std::optional<CivilDate>& day) {
  const auto date = calendar.Date(key);
  if (!date) return;
  if (day) SayOnce(calendar, key);
  day = date;
}

/// Two digits as a number; 0 when they are not digits.
int DigitsAt(std::string_view text, std::size_t at) {
  const int tens = text[at] - '0';
  const int ones = text[at + 1] - '0';
  return tens < 0 || tens > 9 || ones < 0 || ones > 9 ? 0 : tens * 10 + ones;
}

/// "04-30": a day of every year; a lunar month has up to 30 days.
bool ReadDayOfYear(const std::string& text, RecurringDays& days) {
  if (text.size() != 5 || text[2] != '-') return false;
  days.month = DigitsAt(text, 0);
  days.day = DigitsAt(text, 3);
  if (days.lunar) return days.month >= 1 && days.month <= 12 && days.day >= 1 && days.day <= 30;
  return ParseDate("2000-" + text).has_value();
}

/// Exactly one of `solar` and `lunar`.
void ReadAnchor(MapReader& item, RecurringDays& days) {
  const bool solar = item.Has("solar");
  days.lunar = item.Has("lunar");
  const std::string text = solar ? item.String("solar") : item.String("lunar");
  if (solar && days.lunar) {
    item.String("lunar");
    item.draft().findings.Add(item.PlaceOf("lunar"), "solar_and_lunar",
                              {"Chỉ ghi một trong hai: \"solar\" (dương lịch) hoặc \"lunar\" (âm lịch).",
                               "Write one of \"solar\" and \"lunar\", not both."});
    return;
  }
  if (text.empty() || ReadDayOfYear(text, days)) return;
  item.draft().findings.Add(item.PlaceOf(solar ? "solar" : "lunar"), "bad_day_of_year",
                            {"\"" + text + "\" không phải là một ngày trong năm; hãy ghi tháng-ngày, như 04-30.",
                             "\"" + text + "\" is not a day of the year; write month-day, such as 04-30."});
}

int NumberWithin(MapReader& item, const std::string& key, int smallest, int largest, int otherwise) {
  const auto number = item.Number(key);
  if (!number) return otherwise;
  if (*number >= smallest && *number <= largest) return *number;
  const std::string range = std::to_string(smallest) + "–" + std::to_string(largest);
  item.draft().findings.Add(
      item.PlaceOf(key), "bad_number",
      {"\"" + key + "\" phải nằm trong khoảng " + range + ".", "\"" + key + "\" must be within " + range + "."});
  return otherwise;
}

constexpr int kLongestHoliday = 30;  // days: a bound on input, not a rule

void ReadRecurring(MapReader& item) {
  Draft& draft = item.draft();
  RecurringHoliday holiday;
  item.SetPath(NextPath("recurring", draft.regulation.recurring));
  holiday.id = item.Slug("id");
  RecurringDays& days = holiday.days;
  days.name = item.Label("name");
  ReadAnchor(item, days);
  days.days = NumberWithin(item, "days", 1, kLongestHoliday, 1);
  days.days_before = NumberWithin(item, "days_before", 0, days.days - 1, 0);
  days.in_lieu = item.Flag("in_lieu");
  const Validity validity = item.ReadValidity();
  days.from = validity.from;
  days.until = validity.until;
  holiday.source = item.ReadSource();
  for (const RecurringHoliday& other : draft.regulation.recurring) {
    const bool apart =
        (other.days.until && *other.days.until <= days.from) || (days.until && *days.until <= other.days.from);
    if (other.id == holiday.id && !apart) RefuseDuplicate(item, "id", holiday.id);
  }
  draft.regulation.recurring.push_back(std::move(holiday));
}

}  // namespace

void ReadCalendar(MapReader& calendar) {
  Draft& draft = calendar.draft();
  WorkingCalendar& whole = draft.regulation.calendar;
  const bool has_offset = draft.places.At("calendar_offset").line != 0;
  calendar.SetPath("/calendar");
  const std::string offset_text = calendar.String("offset", Need::kOptional);
  if (!offset_text.empty()) {
    if (has_offset) SayOnce(calendar, "offset");
    draft.places.Set("calendar_offset", calendar.PlaceOf("offset"));
    const auto offset = ParseOffset(offset_text);
    if (offset) whole.offset = *offset;
    if (!offset) {
      draft.findings.Add(calendar.PlaceOf("offset"), "bad_offset",
                         {"Múi giờ phải có dạng \"+07:00\".", "The offset must look like \"+07:00\"."});
    }
  }
  ReadDecided(calendar, "decided_from", whole.decided_from);
  ReadDecided(calendar, "decided_until", whole.decided_until);
  ReadDays(calendar, "days_off", whole.days_off, whole.working_days, false);
  ReadDays(calendar, "working_days", whole.working_days, whole.days_off, true);
  calendar.Each("recurring", Need::kOptional, ReadRecurring);
}

void ProjectCalendar(Draft& draft) {
  std::vector<RecurringDays> rules;
  for (const RecurringHoliday& holiday : draft.regulation.recurring) {
    if (holiday.source.certainty != Certainty::kUnknown) rules.push_back(holiday.days);
  }
  Project(rules, draft.regulation.calendar);
}

}  // namespace nuong::regulation
