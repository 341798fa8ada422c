#pragma once
#include <cstddef>
#include <deque>
#include <functional>
#include <mutex>
#include <string>

#include "nuong/operations/follow_feed.hpp"

namespace nuong::http {

/// Events waiting for one listener, from any thread to the connection's thread. Never more than `capacity`: beyond it
/// all are dropped for one `event: resync`, which tells the listener to ask for everything again.
class LiveQueue {
 public:
  /// `wake` is called from any thread when there is something to drain; at most once until the next Drain. It must not
  /// call back.
  LiveQueue(std::size_t capacity, std::function<void()> wake);

  void Push(const operations::FeedEvent& event);
  void Resynchronise();
  /// The session is over: nothing more will come.
  void End();
  /// The listener is gone: `wake` is never called again.
  void Close();

  /// Takes all that waits, as text/event-stream; empty when nothing does.
  std::string Drain();
  bool HasEnded();

 private:
  void Notify();

  const std::size_t capacity_;
  const std::function<void()> wake_;
  std::mutex mutex_;
  std::deque<operations::FeedEvent> events_;
  bool resynchronise_ = false;
  bool ended_ = false;
  bool notified_ = false;
  bool closed_ = false;
};

}  // namespace nuong::http
