#include "live_queue.hpp"

#include "json_writer.hpp"

namespace nuong::http {

LiveQueue::LiveQueue(std::size_t capacity, std::function<void()> wake) : capacity_(capacity), wake_(std::move(wake)) {}

void LiveQueue::Push(const operations::FeedEvent& event) {
  if (event.case_id.empty()) return Resynchronise();
  const std::lock_guard lock(mutex_);
  // While a resync waits to be sent, it covers every further event.
  if (!resynchronise_) {
    if (events_.size() < capacity_) {
      events_.push_back(event);
    } else {
      events_.clear();
      resynchronise_ = true;
    }
  }
  Notify();
}

void LiveQueue::Resynchronise() {
  const std::lock_guard lock(mutex_);
  events_.clear();
  resynchronise_ = true;
  Notify();
}

void LiveQueue::End() {
  const std::lock_guard lock(mutex_);
  ended_ = true;
  Notify();
}

std::string LiveQueue::Drain() {
  std::deque<operations::FeedEvent> events;
  std::string out;
  {
    const std::lock_guard lock(mutex_);
    events.swap(events_);
    if (resynchronise_) out = "event: resync\ndata: {}\n\n";
    resynchronise_ = false;
    notified_ = false;
  }
  for (const operations::FeedEvent& event : events) {
    out += "event: case\nid: " + std::to_string(event.sequence) + "\ndata: {\"case_id\":";
    AppendJson(out, event.case_id);
    out += "}\n\n";
  }
  return out;
}

bool LiveQueue::HasEnded() {
  const std::lock_guard lock(mutex_);
  return ended_;
}

void LiveQueue::Close() {
  const std::lock_guard lock(mutex_);
  closed_ = true;
}

void LiveQueue::Notify() {
  if (notified_ || closed_) return;
  notified_ = true;
  wake_();
}

}  // namespace nuong::http
