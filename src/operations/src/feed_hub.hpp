#pragma once
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <set>
#include <vector>

#include "nuong/base/id.hpp"
#include "nuong/operations/follow_feed.hpp"

namespace nuong::operations {

/// Tells every follower whose unit is concerned. Thread safe; telling happens outside the lock.
class FeedHub {
 public:
  using Tell = std::function<void(const FeedEvent&)>;

  std::uint64_t Add(const UnitName& unit, Tell tell) {
    const std::lock_guard lock(mutex_);
    followers_.emplace(++last_, Follower{unit, std::make_shared<Tell>(std::move(tell))});
    return last_;
  }
  void Remove(std::uint64_t follower) {
    const std::lock_guard lock(mutex_);
    followers_.erase(follower);
  }
  void Publish(const FeedEvent& event, const std::set<UnitName>& units) {
    std::vector<std::shared_ptr<Tell>> told;
    {
      const std::lock_guard lock(mutex_);
      for (const auto& [id, follower] : followers_) {
        if (units.contains(follower.unit)) told.push_back(follower.tell);
      }
    }
    for (const auto& tell : told) (*tell)(event);
  }

 private:
  struct Follower {
    UnitName unit;
    std::shared_ptr<Tell> tell;
  };
  std::mutex mutex_;
  std::uint64_t last_ = 0;
  std::map<std::uint64_t, Follower> followers_;
};

}  // namespace nuong::operations
