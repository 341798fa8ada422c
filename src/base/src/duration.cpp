#include <algorithm>
#include <charconv>
#include <cstdlib>

#include "nuong/base/deadline.hpp"

namespace nuong {
namespace {

constexpr int kLargestAmount = 10'000;

Error BadDuration(std::string_view text) {
  return {
      ErrorCode::kInvalid,
      "duration_invalid",
      {"Thời hạn không đúng dạng. Hãy ghi như: 12H, 3D, 5WD, 2M, 10Y, IMM, IMM15, \"-\" hoặc \"?\"; số từ 1 đến 10000.",
       "This is not a time limit. Write one such as 12H, 3D, 5WD, 2M, 10Y, IMM, IMM15, \"-\" or \"?\"; numbers from "
       "1 to 10000."},
      "not a duration: " + std::string(text.substr(0, 40)),
      {}};
}

/// One spelling per amount: no sign, no leading zero.
std::optional<int> ParseAmount(std::string_view text) {
  if (text.empty() || text.size() > 5 || text.front() < '1' || text.front() > '9') return std::nullopt;
  int amount = 0;
  const auto [end, problem] = std::from_chars(text.data(), text.data() + text.size(), amount);
  if (problem != std::errc{} || end != text.data() + text.size() || amount > kLargestAmount) return std::nullopt;
  return amount;
}

std::optional<TimeKind> ParseUnit(std::string_view unit) {
  if (unit == "H") return TimeKind::kHours;
  if (unit == "D") return TimeKind::kDays;
  if (unit == "WD") return TimeKind::kWorkingDays;
  if (unit == "M") return TimeKind::kMonths;
  if (unit == "Y") return TimeKind::kYears;
  return std::nullopt;
}

}  // namespace

Result<Duration> ParseDuration(std::string_view text) {
  if (text == "-") return Duration{};
  if (text == "?") return Duration{TimeKind::kUnverified, 0};
  if (text == "IMM") return Duration{TimeKind::kImmediately, 0};
  if (text.starts_with("IMM")) {
    const auto limit = ParseAmount(text.substr(3));
    if (!limit) return BadDuration(text);
    return Duration{TimeKind::kImmediately, *limit};
  }
  const std::size_t unit_start = std::min(text.find_first_not_of("0123456789"), text.size());
  const auto amount = ParseAmount(text.substr(0, unit_start));
  const auto kind = ParseUnit(text.substr(unit_start));
  if (!amount || !kind) return BadDuration(text);
  return Duration{*kind, *amount};
}

std::string FormatDuration(const Duration& duration) {
  const std::string amount = std::to_string(duration.amount);
  switch (duration.kind) {
    case TimeKind::kUnstated:
      return "-";
    case TimeKind::kUnverified:
      return "?";
    case TimeKind::kImmediately:
      return duration.amount == 0 ? "IMM" : "IMM" + amount;
    case TimeKind::kHours:
      return amount + "H";
    case TimeKind::kDays:
      return amount + "D";
    case TimeKind::kWorkingDays:
      return amount + "WD";
    case TimeKind::kMonths:
      return amount + "M";
    case TimeKind::kYears:
      return amount + "Y";
  }
  std::abort();
}

}  // namespace nuong
