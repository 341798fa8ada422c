#include "duty_codec.hpp"

#include "refusals.hpp"

namespace nuong::operations {
namespace {

Value Moment(const std::optional<Instant>& instant) { return instant ? Value(instant->us) : Value(); }

std::optional<Instant> MomentAt(const Value& value, std::string_view key) {
  const Value* member = value.Find(key);
  if (member == nullptr || member->AsInteger() == nullptr) return std::nullopt;
  return Instant{*member->AsInteger()};
}

constexpr std::pair<regulation::DutyState, std::string_view> kStates[] = {{regulation::DutyState::kOpen, "open"},
                                                                          {regulation::DutyState::kDone, "done"},
                                                                          {regulation::DutyState::kLapsed, "lapsed"}};

Value EncodeDuty(const regulation::OpenDuty& duty) {
  Value::Array skipped;
  for (const SkippedDay& day : duty.deadline.skipped) {
    skipped.push_back(Value::Object{{"date", FormatDate(day.date)}, {"vi", day.reason.vi}, {"en", day.reason.en}});
  }
  std::string_view state;
  for (const auto& [known, code] : kStates) {
    if (known == duty.state) state = code;
  }
  return Value::Object{{"id", duty.id},
                       {"duty", duty.duty},
                       {"holder", duty.holder.text()},
                       {"counterpart", duty.counterpart ? Value(duty.counterpart->text()) : Value()},
                       {"opened_at", duty.opened_at.us},
                       {"opened_by", static_cast<std::int64_t>(duty.opened_by)},
                       {"until", Moment(duty.deadline.until)},
                       {"skipped", std::move(skipped)},
                       {"undecided", duty.deadline.undecided},
                       {"state", state},
                       {"closed_at", Moment(duty.closed_at)},
                       {"closed_by", static_cast<std::int64_t>(duty.closed_by)},
                       {"extended_by", static_cast<std::int64_t>(duty.extended_by)}};
}

bool DecodeDuty(const Value& value, regulation::OpenDuty& duty) {
  duty.id = value.TextAt("id");
  duty.duty = value.TextAt("duty");
  duty.holder = UnitName(value.TextAt("holder"));
  if (const std::string unit = value.TextAt("counterpart"); !unit.empty()) duty.counterpart = UnitName(unit);
  duty.opened_at = Instant{value.IntegerAt("opened_at")};
  duty.opened_by = static_cast<std::uint64_t>(value.IntegerAt("opened_by"));
  duty.deadline.until = MomentAt(value, "until");
  duty.deadline.undecided = value.BoolAt("undecided");
  duty.closed_at = MomentAt(value, "closed_at");
  duty.closed_by = static_cast<std::uint64_t>(value.IntegerAt("closed_by"));
  duty.extended_by = static_cast<std::uint64_t>(value.IntegerAt("extended_by"));
  const Value* skipped = value.Find("skipped");
  if (skipped == nullptr || skipped->AsArray() == nullptr) return false;
  for (const Value& item : *skipped->AsArray()) {
    const auto date = ParseDate(item.TextAt("date"));
    if (!date) return false;
    duty.deadline.skipped.push_back({*date, {item.TextAt("vi"), item.TextAt("en")}});
  }
  for (const auto& [state, code] : kStates) {
    if (value.TextAt("state") == code) {
      duty.state = state;
      return !duty.id.empty();
    }
  }
  return false;
}

}  // namespace

std::string EncodeDuties(const std::vector<regulation::OpenDuty>& duties) {
  Value::Array items;
  for (const regulation::OpenDuty& duty : duties) items.push_back(EncodeDuty(duty));
  return WriteJson(items);
}

Result<std::vector<regulation::OpenDuty>> DecodeDuties(std::string_view bytes) {
  auto value = ParseJson(bytes);
  if (!value.ok() || value->AsArray() == nullptr) return CorruptDirectory("kept duties are not a JSON array");
  std::vector<regulation::OpenDuty> duties;
  for (const Value& item : *value->AsArray()) {
    regulation::OpenDuty duty;
    if (!DecodeDuty(item, duty)) return CorruptDirectory("a kept duty is ill-formed");
    duties.push_back(std::move(duty));
  }
  return duties;
}

}  // namespace nuong::operations
