#include <boost/asio/buffer.hpp>
#include <boost/asio/post.hpp>

#include "connection.hpp"

namespace nuong::http {
namespace {

constexpr Waiting kWaiting{};
constexpr std::string_view kRetry = "retry: 2000\n\n";
constexpr std::string_view kHeartbeat = ": \n\n";

}  // namespace

std::shared_ptr<LiveQueue> Connection::MakeLiveQueue() {
  const auto wake = [weak = weak_from_this(), executor = socket_.get_executor()] {
    asio::post(executor, [weak] {
      if (const auto self = weak.lock()) self->Wake();
    });
  };
  auto live = std::make_shared<LiveQueue>(surroundings_.options.stream_queue, wake);
  // The listener was away and may have missed something.
  if (parser_.request().Find("Last-Event-ID")) live->Resynchronise();
  return live;
}

Awaitable<bool> Connection::SendStreamHead() {
  Response response;
  response.content_type = "text/event-stream";
  outbox_.clear();
  AppendHead(outbox_, response,
             {.date = surroundings_.date, .request = parser_.request().id, .keep_alive = false, .stream = true});
  const bool sent = co_await Send(outbox_, kRetry);
  co_return sent;
}

Awaitable<void> Connection::StreamEvents() {
  bool open = co_await SendStreamHead();
  if (open) WatchForEnd();
  while (open && !over_ && !surroundings_.stopping) {
    outbox_ = live_->Drain();
    if (outbox_.empty() && live_->HasEnded()) break;
    if (outbox_.empty()) {
      deadline_ = SteadyClock::time_point::max();
      wake_.expires_after(surroundings_.options.heartbeat);
      const auto [interrupted] = co_await wake_.async_wait(kWaiting);
      if (interrupted) continue;
      outbox_ = kHeartbeat;
    }
    open = co_await Send(outbox_, {});
  }
  following_.reset();
  live_->Close();
  over_ = true;
}

/// A listener sends nothing; whatever arrives, an end most of all, ends the stream.
void Connection::WatchForEnd() {
  socket_.async_read_some(asio::buffer(ignored_), [self = shared_from_this()](boost::system::error_code, std::size_t) {
    self->over_ = true;
    self->Wake();
  });
}

}  // namespace nuong::http
