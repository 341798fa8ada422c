#pragma once
#include <algorithm>
#include <map>
#include <mutex>
#include <string>

#include "nuong/base/ports.hpp"

namespace nuong::operations {

/// Wrong sign-ins make the next one wait: per name (whether or not somebody has it) and per network. The wait doubles
/// up to a minute and is forgotten after an hour without a try; a passkey has no name to wait for. The machine itself
/// is no network: behind a proxy everybody would share it. Thread safe, in memory only.
class SignInDelay {
 public:
  /// Counts a try before it is made, so that of many at the same moment not all are free. Gives the microseconds still
  /// to wait, and 0 when it was counted.
  std::int64_t Begin(const std::string& name, const std::string& network, Instant now) {
    const std::lock_guard lock(mutex_);
    const std::int64_t left =
        std::max(Left(NameKey(name), kFreeOfName, now), Left(NetworkKey(network), kFreeOfNetwork, now));
    if (left > 0) return left;
    if (tries_.size() > kMostKept) std::erase_if(tries_, [&](const auto& one) { return IsForgotten(one.second, now); });
    if (tries_.size() > kMostKept) tries_.clear();
    for (const std::string& key : {NameKey(name), NetworkKey(network)}) {
      if (key.empty()) continue;
      Tries& tries = tries_[key];
      if (IsForgotten(tries, now)) tries.failures = 0;
      ++tries.failures;
      tries.last = now;
    }
    return 0;
  }
  /// The try was no guess, or a good one.
  void TakeBack(const std::string& name, const std::string& network) {
    const std::lock_guard lock(mutex_);
    for (const std::string& key : {NameKey(name), NetworkKey(network)}) {
      const auto found = tries_.find(key);
      if (found != tries_.end() && --found->second.failures <= 0) tries_.erase(found);
    }
  }
  /// … and what was wrong before under this name is forgotten.
  void Succeeded(const std::string& name, const std::string& network) {
    TakeBack("", network);
    const std::lock_guard lock(mutex_);
    tries_.erase(NameKey(name));
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
  static constexpr std::size_t kLongestName = 64;

  static std::string NameKey(const std::string& name) {
    return name.empty() ? "" : "name " + name.substr(0, kLongestName);
  }
  static std::string NetworkKey(const std::string& network) {
    const bool is_here = network.empty() || network.starts_with("127.") || network == "::1";
    return is_here ? "" : "network " + network;
  }
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
