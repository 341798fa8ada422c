#pragma once
#include <chrono>
#include <cstdint>
#include <map>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

namespace nuong::app {

/// How often something was refused, by the stable id of why; given once a minute at most, however often it happens.
/// Thread safe.
class RefusalTally {
 public:
  using Counts = std::map<std::string, std::int64_t, std::less<>>;
  using Moment = std::chrono::steady_clock::time_point;

  void Count(std::string_view why) {
    const std::lock_guard lock(mutex_);
    ++counts_.try_emplace(std::string(why)).first->second;
  }
  /// What was counted since counts were last given; nothing yet when that was less than a minute ago.
  Counts TakeAt(Moment now) {
    const std::lock_guard lock(mutex_);
    if (counts_.empty() || (given_ && now - *given_ < std::chrono::minutes(1))) return {};
    given_ = now;
    return std::exchange(counts_, {});
  }
  Counts TakeAll() {
    const std::lock_guard lock(mutex_);
    return std::exchange(counts_, {});
  }

 private:
  std::mutex mutex_;
  Counts counts_;
  std::optional<Moment> given_;
};

}  // namespace nuong::app
