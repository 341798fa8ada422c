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

void ReadDays(MapReader& calendar, const std::string& key, std::map<CivilDate, Text>& days,
              const std::map<CivilDate, Text>& others, bool must_be_weekend) {
  calendar.Each(key, Need::kOptional, [&](MapReader& item) {
    const auto date = item.Date("date", Need::kRequired);
    const Text name = item.Label("name");
    item.ReadCertainty();
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
    if (!days.emplace(*date, name).second) {
      findings.Add(place, "duplicate_day", {"Ngày này đã có trong lịch.", "This day is in the calendar already."});
    }
  });
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
  if (const auto decided_until = calendar.Date("decided_until")) {
    if (whole.decided_until) SayOnce(calendar, "decided_until");
    whole.decided_until = decided_until;
  }
  ReadDays(calendar, "days_off", whole.days_off, whole.working_days, false);
  ReadDays(calendar, "working_days", whole.working_days, whole.days_off, true);
}

}  // namespace nuong::regulation
