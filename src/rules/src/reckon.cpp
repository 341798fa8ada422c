#include "reckon.hpp"

namespace nuong::rules {
namespace {

using std::chrono::days;
using std::chrono::sys_days;

constexpr std::int64_t kFirstDay = sys_days{std::chrono::year{0} / 1 / 1}.time_since_epoch().count();
constexpr std::int64_t kLastDay = sys_days{std::chrono::year{9999} / 12 / 31}.time_since_epoch().count();
constexpr std::int64_t kMicrosecondsOfDay = 86'400'000'000;
constexpr std::int64_t kMostDuration = 315'576'000'000'000'000;

Datum IntegerOf(std::int64_t number) { return number; }

Datum DateOn(std::int64_t day) {
  if (day < kFirstDay || day > kLastDay) return Unknown{};
  return CivilDate{sys_days{days{day}}};
}

Datum InstantAt(std::int64_t us) {
  if (us < kFirstDay * kMicrosecondsOfDay || us >= (kLastDay + 1) * kMicrosecondsOfDay) return Unknown{};
  return Instant{us};
}

Datum DurationOf(std::int64_t us) {
  if (us < -kMostDuration || us > kMostDuration) return Unknown{};
  return Duration{us};
}

/// A measured value as a plain number: days of a date, microseconds of an instant and of a duration.
std::int64_t NumberOf(const Datum& datum) {
  if (const auto* date = std::get_if<CivilDate>(&datum)) return date->day.time_since_epoch().count();
  if (const auto* instant = std::get_if<Instant>(&datum)) return instant->us;
  if (const auto* duration = std::get_if<Duration>(&datum)) return duration->us;
  return std::get<std::int64_t>(datum);
}

}  // namespace

Datum Add(const Datum& left, const Datum& right) {
  std::int64_t sum = 0;
  if (__builtin_add_overflow(NumberOf(left), NumberOf(right), &sum)) return Unknown{};
  if (std::holds_alternative<CivilDate>(left)) return DateOn(sum);
  if (std::holds_alternative<Instant>(left)) return InstantAt(sum);
  return std::holds_alternative<Duration>(left) ? DurationOf(sum) : IntegerOf(sum);
}

Datum Subtract(const Datum& left, const Datum& right) {
  std::int64_t difference = 0;
  if (__builtin_sub_overflow(NumberOf(left), NumberOf(right), &difference)) return Unknown{};
  if (std::holds_alternative<std::int64_t>(right)) {
    return std::holds_alternative<CivilDate>(left) ? DateOn(difference) : IntegerOf(difference);
  }
  if (std::holds_alternative<CivilDate>(right)) return IntegerOf(difference);
  const bool moves = std::holds_alternative<Instant>(left) && std::holds_alternative<Duration>(right);
  return moves ? InstantAt(difference) : DurationOf(difference);
}

Datum Negate(std::int64_t number) { return Subtract(IntegerOf(0), IntegerOf(number)); }

}  // namespace nuong::rules
