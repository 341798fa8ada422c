#pragma once
#include <chrono>
#include <compare>
#include <optional>
#include <string>
#include <string_view>

#include "nuong/base/ports.hpp"

namespace nuong {

/// A legal day without a time zone.
struct CivilDate {
  std::chrono::sys_days day{};
  auto operator<=>(const CivilDate&) const = default;
  CivilDate Plus(int days) const { return {day + std::chrono::days{days}}; }
  bool IsWeekend() const {
    const std::chrono::weekday weekday{day};
    return weekday == std::chrono::Saturday || weekday == std::chrono::Sunday;
  }
};

/// Minutes east of UTC. Viet Nam is +420 and has no summer time; regulations name it in their calendar.
struct Offset {
  int minutes = 0;
  bool operator==(const Offset&) const = default;
};
inline constexpr Offset kVietnamTime{420};

/// Strict ISO 8601: "2023-06-03". Days that do not exist are refused.
std::optional<CivilDate> ParseDate(std::string_view text);
std::string FormatDate(CivilDate date);

/// Strict: "2023-06-03T22:40[:05[.123456]](Z|±hh:mm)"; an offset is required, a moment without one is refused.
std::optional<Instant> ParseInstant(std::string_view text);
/// Local ISO with offset, seconds precision (fraction only when not zero): "2023-06-03T22:40:00+07:00".
std::string FormatInstant(Instant instant, Offset offset);

CivilDate DateOf(Instant instant, Offset offset);
Instant StartOf(CivilDate date, Offset offset);

}  // namespace nuong
