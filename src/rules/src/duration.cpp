#include <algorithm>

#include "nuong/rules/rules.hpp"

namespace nuong::rules {
namespace {

struct Unit {
  char letter;
  std::int64_t seconds;
};
constexpr Unit kUnits[] = {{'h', 3600}, {'m', 60}, {'s', 1}};
constexpr std::size_t kMostDigits = 12;
constexpr std::int64_t kMostSeconds = 315'576'000'000;
constexpr std::int64_t kMicroseconds = 1'000'000;

bool IsDigit(char letter) { return letter >= '0' && letter <= '9'; }

/// Takes digits and the unit's letter off the front of `rest`; nothing when another number or none stands there.
std::optional<std::int64_t> TakePart(std::string_view& rest, const Unit& unit) {
  const auto digits = static_cast<std::size_t>(std::find_if_not(rest.begin(), rest.end(), IsDigit) - rest.begin());
  if (digits == 0 || digits > kMostDigits || digits == rest.size() || rest[digits] != unit.letter) return std::nullopt;
  std::int64_t number = 0;
  for (const char digit : rest.substr(0, digits)) number = number * 10 + (digit - '0');
  rest.remove_prefix(digits + 1);
  return number * unit.seconds;
}

}  // namespace

std::optional<Duration> ParseDuration(std::string_view text) {
  const bool negative = text.starts_with('-');
  std::string_view rest = text.substr(negative ? 1 : 0);
  if (rest.empty()) return std::nullopt;
  std::int64_t seconds = 0;
  for (const Unit& unit : kUnits) seconds += TakePart(rest, unit).value_or(0);
  if (!rest.empty() || seconds > kMostSeconds) return std::nullopt;
  return Duration{(negative ? -seconds : seconds) * kMicroseconds};
}

}  // namespace nuong::rules
