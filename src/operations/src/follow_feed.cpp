#include "nuong/operations/follow_feed.hpp"

#include "refusals.hpp"
#include "services.hpp"

namespace nuong::operations {
namespace {

class HubFollowing : public Following {
 public:
  HubFollowing(FeedHub& hub, std::uint64_t follower) : hub_(hub), follower_(follower) {}
  ~HubFollowing() override { hub_.Remove(follower_); }
  HubFollowing(const HubFollowing&) = delete;
  HubFollowing& operator=(const HubFollowing&) = delete;

 private:
  FeedHub& hub_;
  std::uint64_t follower_;
};

}  // namespace

Result<std::unique_ptr<Following>> FollowFeed(Services& services, const Caller& caller,
                                              std::function<void(const FeedEvent&)> tell, std::function<void()> ended) {
  const auto person = services.sessions.Find(caller, services.Now());
  if (!person) return NotSignedIn();
  const std::uint64_t follower = services.feed.Add(person->unit, std::move(tell));
  services.sessions.WhenEnded(caller.session, std::move(ended));
  return std::unique_ptr<Following>(std::make_unique<HubFollowing>(services.feed, follower));
}

}  // namespace nuong::operations
