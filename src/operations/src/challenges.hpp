#pragma once
#include <algorithm>
#include <array>
#include <map>
#include <mutex>
#include <string>

#include "nuong/base/ports.hpp"

namespace nuong::operations {

/// What a passkey has to sign: random, good for one answer within five minutes. In memory only. Thread safe.
class Challenges {
 public:
  std::string Give(Random& random, Instant now) {
    std::array<std::uint8_t, 32> bytes{};
    random.Fill(bytes);
    std::string challenge(bytes.begin(), bytes.end());
    const std::lock_guard lock(mutex_);
    std::erase_if(given_, [&](const auto& one) { return now.us - one.second.us > kLasts; });
    if (given_.size() >= kMost) {
      given_.erase(std::min_element(given_.begin(), given_.end(),
                                    [](const auto& a, const auto& b) { return a.second.us < b.second.us; }));
    }
    given_.emplace(challenge, now);
    return challenge;
  }
  /// True once for each that was given in time.
  bool Take(const std::string& challenge, Instant now) {
    const std::lock_guard lock(mutex_);
    const auto found = given_.find(challenge);
    if (found == given_.end()) return false;
    const bool fresh = now.us - found->second.us <= kLasts;
    given_.erase(found);
    return fresh;
  }

 private:
  static constexpr std::int64_t kLasts = 5LL * 60 * 1'000'000;
  static constexpr std::size_t kMost = 10'000;
  std::mutex mutex_;
  std::map<std::string, Instant> given_;
};

}  // namespace nuong::operations
