#pragma once
#include <cstdint>
#include <functional>
#include <memory>
#include <string>

#include "nuong/base/result.hpp"
#include "nuong/operations/caller.hpp"

namespace nuong::operations {

/// "Something changed in a case you may list." No field of the case is in it. An empty case_id says that much changed
/// at once (a reform day): everything is to be read again.
struct FeedEvent {
  std::uint64_t sequence = 0;
  std::string case_id;
};

/// Ends the following when it goes.
class Following {
 public:
  virtual ~Following() = default;
};

/// From now on `tell` is called (from any thread; it must not block) for every change of a case that the caller's unit
/// is on at that moment. `ended` is called once when the session ends. kUnauthenticated when nobody is signed in.
Result<std::unique_ptr<Following>> FollowFeed(Services& services, const Caller& caller,
                                              std::function<void(const FeedEvent&)> tell, std::function<void()> ended);

}  // namespace nuong::operations
