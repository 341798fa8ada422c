#include "connection.hpp"

#include <algorithm>
#include <boost/asio/buffer.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/post.hpp>

namespace nuong::http {
namespace {

using std::chrono::milliseconds;

constexpr Waiting kWaiting{};
constexpr std::size_t kFirstRoom = 4096;
constexpr std::size_t kRoomForBody = 4096;
constexpr std::uint64_t kSlowestBodyPerSecond = 16 * 1024;
constexpr milliseconds kLingerDeadline{2000};
constexpr milliseconds kStopGrace{250};
constexpr milliseconds kForever = milliseconds::max();

}  // namespace

asio::mutable_buffer Inbox::Room() {
  if (begin_ > 0) {
    std::copy(bytes_.begin() + static_cast<std::ptrdiff_t>(begin_), bytes_.begin() + static_cast<std::ptrdiff_t>(end_),
              bytes_.begin());
    end_ -= begin_;
    begin_ = 0;
  }
  if (end_ == bytes_.size()) bytes_.resize(std::min(most_, std::max(kFirstRoom, bytes_.size() * 2)));
  return asio::buffer(bytes_.data() + end_, bytes_.size() - end_);
}

void Inbox::ForgetTaken() {
  if (IsEmpty()) {
    std::vector<char>().swap(bytes_);
    Clear();
  } else {
    std::fill(bytes_.begin(), bytes_.begin() + static_cast<std::ptrdiff_t>(begin_), '\0');
    std::fill(bytes_.begin() + static_cast<std::ptrdiff_t>(end_), bytes_.end(), '\0');
  }
}

Connection::Connection(Socket socket, std::string network, Surroundings& surroundings)
    : socket_(std::move(socket)),
      wake_(socket_.get_executor()),
      surroundings_(surroundings),
      parser_(surroundings.options,
              [&surroundings](const Request& request) { return surroundings.dispatcher.RefusesFile(request); }),
      inbox_(surroundings.options.max_header_bytes + kRoomForBody) {
  parser_.request().network = std::move(network);
}

void Connection::Start() {
  auto self = shared_from_this();
  asio::co_spawn(
      socket_.get_executor(), [self]() -> Awaitable<void> { return self->Live(); },
      [self](const std::exception_ptr&) { self->surroundings_.Forget(*self); });
}

Awaitable<void> Connection::Live() {
  for (bool more = true; more;) {
    const bool whole = co_await ReadRequest();
    if (whole)
      more = co_await AnswerRequest();
    else if (parser_.state() == RequestParser::State::kFailed || expired_)
      more = co_await AnswerRefusal();
    else
      more = false;
    plan_ = Plan{};
    std::string().swap(outbox_);
    inbox_.ForgetTaken();
  }
  if (!over_) co_await Linger();
  boost::system::error_code ignored;
  socket_.close(ignored);
}

Awaitable<bool> Connection::ReadRequest() {
  using State = RequestParser::State;
  const Options& options = surroundings_.options;
  parser_.Begin();
  expired_ = false;
  // A new connection gets no more time to begin than to finish its header.
  Enter(Phase::kIdle, surroundings_.stopping ? kStopGrace
                      : answered_            ? options.idle_deadline
                                             : options.header_deadline);
  State before = State::kHeader;
  for (;;) {
    if (!inbox_.IsEmpty()) {
      if (phase_ == Phase::kIdle) Enter(Phase::kReading, options.header_deadline);
      inbox_.Take(parser_.Feed(inbox_.view(), inbox_.IsFull()));
      if (parser_.state() == State::kDone) co_return true;
      if (parser_.state() == State::kFailed) co_return false;
      if (parser_.state() == State::kBody && before == State::kHeader) {
        before = State::kBody;
        const auto seconds = std::chrono::seconds(parser_.body_bytes() / kSlowestBodyPerSecond);
        Enter(Phase::kReading, options.body_deadline + seconds);
        if (parser_.expects_continue() && inbox_.IsEmpty() && !co_await InviteBody()) co_return false;
      }
    }
    const bool received = co_await Receive();
    if (!received) co_return false;
  }
}

Awaitable<bool> Connection::Receive() {
  if (expired_) co_return false;
  const asio::mutable_buffer room = inbox_.Room();
  const auto [error, size] = co_await socket_.async_read_some(room, kWaiting);
  if (!error) {
    inbox_.Received(size);
    co_return true;
  }
  // A deadline in the middle of a request is told; between requests it just ends the connection.
  if (!expired_ || phase_ == Phase::kIdle) {
    over_ = true;
    expired_ = false;
  }
  co_return false;
}

Awaitable<bool> Connection::InviteBody() {
  const auto deadline = deadline_;
  const bool sent = co_await Send("HTTP/1.1 100 Continue\r\n\r\n", {});
  phase_ = Phase::kReading;
  deadline_ = deadline;
  co_return sent;
}

Awaitable<bool> Connection::AnswerRefusal() {
  const Refusal why = expired_ ? Refusal::kTimedOut : parser_.refusal();
  expired_ = false;
  plan_ = Plan{};
  started_ = SteadyClock::now();
  parser_.request().id = surroundings_.MakeRequestId();
  const auto language = PreferredLanguage(parser_.request().Find("Accept-Language").value_or(""));
  const Response refusal = Refuse(why, language);
  surroundings_.log.Refused(CodeOf(why));
  Report(refusal.status);
  co_await SendResponse(refusal, false);
  co_return false;
}

Awaitable<bool> Connection::AnswerRequest() {
  Request& request = parser_.request();
  started_ = SteadyClock::now();
  request.id = surroundings_.MakeRequestId();
  Enter(Phase::kRunning, kForever);
  plan_ = surroundings_.dispatcher.Prepare(request);
  if (!plan_.answer) {
    if (plan_.route->facts.instant) {
      plan_.answer = surroundings_.dispatcher.Run(plan_, request);
    } else {
      const bool taken = co_await RunElsewhere();
      if (!taken) plan_.answer = Refuse(Refusal::kTooMuchWaiting, plan_.language);
    }
  }
  answered_ = true;
  if (following_) {
    Report(200);
    co_await StreamEvents();
    co_return false;
  }
  Report(plan_.answer->status);
  const bool keep_alive = parser_.keep_alive() && !surroundings_.stopping;
  const bool sent = co_await SendResponse(*plan_.answer, keep_alive);
  co_return sent&& keep_alive;
}

Awaitable<bool> Connection::RunElsewhere() {
  finished_ = false;
  if (plan_.route->follow) live_ = MakeLiveQueue();
  if (!surroundings_.workers.Submit(shared_from_this())) co_return false;
  wake_.expires_at(SteadyClock::time_point::max());
  while (!finished_) co_await wake_.async_wait(kWaiting);
  co_return true;
}

void Connection::RunOnWorker() {
  const Dispatcher& dispatcher = surroundings_.dispatcher;
  const Request& request = parser_.request();
  if (!plan_.route->follow) {
    plan_.answer = dispatcher.Run(plan_, request);
  } else {
    auto following = dispatcher.Follow(
        plan_, request, [live = live_](const operations::FeedEvent& event) { live->Push(event); },
        [live = live_] { live->End(); });
    if (following.ok())
      following_ = std::move(following).value();
    else
      plan_.answer = dispatcher.Answer(following.error(), plan_, request);
  }
  asio::post(socket_.get_executor(), [self = shared_from_this()] {
    self->finished_ = true;
    self->Wake();
  });
}

Awaitable<bool> Connection::SendResponse(const Response& response, bool keep_alive) {
  const Request& request = parser_.request();
  outbox_.clear();
  AppendHead(outbox_, response, {.date = surroundings_.date, .request = request.id, .keep_alive = keep_alive});
  const bool head_only = request.method == Method::kHead && parser_.state() == RequestParser::State::kDone;
  const std::string_view body = head_only ? std::string_view{} : response.content();
  const bool sent = co_await Send(outbox_, body);
  co_return sent;
}

Awaitable<bool> Connection::Send(std::string_view head, std::string_view body) {
  while (!head.empty() || !body.empty()) {
    Enter(Phase::kWriting, surroundings_.options.write_deadline);
    const std::array<asio::const_buffer, 2> rest = {asio::buffer(head), asio::buffer(body)};
    const auto [error, size] = co_await socket_.async_write_some(rest, kWaiting);
    if (error) {
      over_ = true;
      co_return false;
    }
    const std::size_t of_head = std::min(size, head.size());
    head.remove_prefix(of_head);
    body.remove_prefix(size - of_head);
  }
  co_return true;
}

/// Lets the last answer arrive: a close with unread bytes would reset the connection and could destroy the answer.
Awaitable<void> Connection::Linger() {
  boost::system::error_code ignored;
  socket_.shutdown(Socket::shutdown_send, ignored);
  expired_ = false;
  Enter(Phase::kLingering, kLingerDeadline);
  for (bool more = true; more;) {
    inbox_.Clear();
    more = co_await Receive();
  }
}

void Connection::Enter(Phase phase, milliseconds deadline) {
  phase_ = phase;
  deadline_ = deadline == kForever ? SteadyClock::time_point::max() : SteadyClock::now() + deadline;
}

void Connection::Wake() { wake_.cancel(); }

void Connection::Sweep(SteadyClock::time_point now) {
  if (now < deadline_) return;
  deadline_ = SteadyClock::time_point::max();
  expired_ = true;
  boost::system::error_code ignored;
  if (phase_ == Phase::kWriting)
    socket_.close(ignored);
  else
    socket_.cancel(ignored);
}

void Connection::BeginStop() {
  if (phase_ == Phase::kIdle) Enter(Phase::kIdle, kStopGrace);
  Wake();
}

void Connection::Abort() {
  boost::system::error_code ignored;
  socket_.close(ignored);
  Wake();
}

void Connection::Report(int status) {
  const auto spent = std::chrono::duration_cast<std::chrono::microseconds>(SteadyClock::now() - started_);
  const Request& request = parser_.request();
  surroundings_.log.Answered({MethodName(request.method), plan_.label, status, spent.count(), request.id});
}

}  // namespace nuong::http
