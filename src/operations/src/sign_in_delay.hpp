#pragma once
#include <algorithm>
#include <map>
#include <mutex>
#include <string>

#include "nuong/base/ports.hpp"

namespace nuong::operations {

/// Wrong sign-ins make the next one wait: per name (whether or not somebody has it) and per network. The wait doubles
/// up to a minute and is forgotten after an hour, so nobody can lock a member out for good. Thread safe, in memory
/// only.
class SignInDelay {
 public:
  /// Microseconds still to wait.
  std::int64_t Wait(const std::string& name, const std::string& network, Instant now) {
    const std::lock_guard lock(mutex_);
    return std::max(Left("name " + name, kFreeOfName, now), Left("network " + network, kFreeOfNetwork, now));
  }
  void Failed(const std::string& name, const std::string& network, Instant now) {
    const std::lock_guard lock(mutex_);
    if (tries_.size() > kMostKept) std::erase_if(tries_, [&](const auto& one) { return IsForgotten(one.second, now); });
    if (tries_.size() > kMostKept) tries_.clear();
    for (const std::string& key : {"name " + name, "network " + network}) {
      Tries& tries = tries_[key];
      if (IsForgotten(tries, now)) tries.failures = 0;
      ++tries.failures;
      tries.last = now;
    }
  }
  void Succeeded(const std::string& name) {
    const std::lock_guard lock(mutex_);
    tries_.erase("name " + name);
  }

 private:
  static constexpr std::int64_t kSecond = 1'000'000;
  static constexpr std::int64_t kLongest = 60 * kSecond;
  static constexpr std::int64_t kForgotten = 3600 * kSecond;
  static constexpr int kFreeOfName = 5;
  static constexpr int kFreeOfNetwork = 60;
  static constexpr std::size_t kMostKept = 100'000;
  struct Tries {
    int failures = 0;
    Instant last;
  };
  static bool IsForgotten(const Tries& tries, Instant now) { return now.us - tries.last.us > kForgotten; }
  std::int64_t Left(const std::string& key, int free, Instant now) const {
    const auto found = tries_.find(key);
    if (found == tries_.end() || IsForgotten(found->second, now) || found->second.failures < free) return 0;
    const int doublings = std::min(found->second.failures - free, 6);
    const std::int64_t delay = std::min(kLongest, kSecond << doublings);
    return std::max<std::int64_t>(0, found->second.last.us + delay - now.us);
  }

  std::mutex mutex_;
  std::map<std::string, Tries> tries_;
};

}  // namespace nuong::operations
