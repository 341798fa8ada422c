#pragma once
#include <cstdint>
#include <span>

namespace nuong {

/// A moment: microseconds since 1970-01-01T00:00Z. A legal day is not a moment; see civil.hpp.
struct Instant {
  std::int64_t us = 0;
  auto operator<=>(const Instant&) const = default;
};

/// The only door to time. Real in `app`, moved by hand in tests and scenarios.
class Clock {
 public:
  virtual ~Clock() = default;
  virtual Instant Now() = 0;
};

/// The only door to chance. Cryptographic in `app`, seeded in tests and scenarios.
class Random {
 public:
  virtual ~Random() = default;
  virtual void Fill(std::span<std::uint8_t> bytes) = 0;
};

}  // namespace nuong
