#pragma once
#include <atomic>

#include "nuong/base/ports.hpp"

namespace nuong::app {

/// The machine's clock, moved by a fixed distance: none in earnest, years in a demo of an older regulation.
class SystemClock : public Clock {
 public:
  explicit SystemClock(std::int64_t moved_us = 0) : moved_us_(moved_us) {}
  Instant Now() override;

 private:
  std::int64_t moved_us_;
};

/// Stands still until it is set.
class ManualClock : public Clock {
 public:
  explicit ManualClock(Instant now) : now_us_(now.us) {}
  Instant Now() override { return {now_us_.load()}; }
  void Set(Instant now) { now_us_.store(now.us); }

 private:
  std::atomic<std::int64_t> now_us_;
};

/// Repeatable "chance" for scenarios (splitmix64). Never for a directory that holds real people.
class SeededRandom : public Random {
 public:
  explicit SeededRandom(std::uint64_t seed) : state_(seed) {}
  void Fill(std::span<std::uint8_t> bytes) override;

 private:
  std::uint64_t state_;
};

}  // namespace nuong::app
