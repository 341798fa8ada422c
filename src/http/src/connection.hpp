#pragma once
#include <array>
#include <boost/asio/as_tuple.hpp>
#include <boost/asio/awaitable.hpp>
#include <boost/asio/basic_stream_socket.hpp>
#include <boost/asio/basic_waitable_timer.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <chrono>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "dispatcher.hpp"
#include "live_queue.hpp"
#include "request_parser.hpp"
#include "response_head.hpp"
#include "worker_pool.hpp"

namespace nuong::http {

namespace asio = boost::asio;
using SteadyClock = std::chrono::steady_clock;
using Executor = asio::io_context::executor_type;
using Socket = asio::basic_stream_socket<asio::ip::tcp, Executor>;
using Timer = asio::basic_waitable_timer<SteadyClock, asio::wait_traits<SteadyClock>, Executor>;
using Waiting = asio::as_tuple_t<asio::use_awaitable_t<Executor>>;
template <class T>
using Awaitable = asio::awaitable<T, Executor>;

class Connection;

/// What all connections share. Belongs to the connections' thread, except where a type says otherwise.
struct Surroundings {
  Surroundings(const Options& its_options, const Dispatcher& its_dispatcher, WorkerPool& its_workers, Log& its_log)
      : options(its_options), dispatcher(its_dispatcher), workers(its_workers), log(its_log) {}
  virtual ~Surroundings() = default;
  virtual std::string MakeRequestId() = 0;
  virtual void Forget(Connection& connection) = 0;

  const Options& options;
  const Dispatcher& dispatcher;
  WorkerPool& workers;
  Log& log;
  std::string date;       ///< of this second
  bool stopping = false;  ///< every answer from now on is the last of its connection
};

/// Bytes received and not yet taken. Grows to one header's limit at most.
class Inbox {
 public:
  explicit Inbox(std::size_t most) : most_(most) {}
  std::string_view view() const { return {bytes_.data() + begin_, end_ - begin_}; }
  bool IsEmpty() const { return begin_ == end_; }
  bool IsFull() const { return end_ - begin_ == most_; }
  asio::mutable_buffer Room();
  void Received(std::size_t size) { end_ += size; }
  void Take(std::size_t size) { begin_ += size; }
  void Clear() { begin_ = end_ = 0; }
  /// What was taken lies in memory no more.
  void ForgetTaken();

 private:
  const std::size_t most_;
  std::vector<char> bytes_;
  std::size_t begin_ = 0;
  std::size_t end_ = 0;
};

/// One client connection: reads a request, has it answered, writes the answer, and again. All members run on the one
/// thread of the io_context, except RunOnWorker, during which the connection waits and touches nothing.
class Connection final : public std::enable_shared_from_this<Connection>, public Job {
 public:
  Connection(Socket socket, std::string network, Surroundings& surroundings);

  void Start();
  /// Ends the connection when its deadline has passed.
  void Sweep(SteadyClock::time_point now);
  /// The server stops: a connection between requests gets a moment for one already on its way, a stream ends.
  void BeginStop();
  void Abort();
  void RunOnWorker() override;

 private:
  enum class Phase { kIdle, kReading, kRunning, kWriting, kLingering };

  Awaitable<void> Live();
  Awaitable<bool> ReadRequest();
  Awaitable<bool> Receive();
  Awaitable<bool> InviteBody();
  Awaitable<bool> AnswerRequest();
  Awaitable<bool> AnswerRefusal();
  Awaitable<bool> RunElsewhere();
  Awaitable<bool> SendResponse(const Response& response, bool keep_alive);
  Awaitable<bool> Send(std::string_view head, std::string_view body);
  Awaitable<void> Linger();
  Awaitable<void> StreamEvents();
  Awaitable<bool> SendStreamHead();
  void WatchForEnd();
  std::shared_ptr<LiveQueue> MakeLiveQueue();

  void Enter(Phase phase, std::chrono::milliseconds deadline);
  void Wake();
  void Report(int status);

  Socket socket_;
  Timer wake_;
  Surroundings& surroundings_;
  RequestParser parser_;
  Inbox inbox_;
  std::string outbox_;

  Phase phase_ = Phase::kIdle;
  SteadyClock::time_point deadline_ = SteadyClock::time_point::max();
  bool expired_ = false;
  bool over_ = false;      ///< nothing more is to be sent or received
  bool answered_ = false;  ///< at least one request was
  bool finished_ = false;  ///< the worker has

  SteadyClock::time_point started_;  ///< of the request being answered
  Plan plan_;
  std::shared_ptr<LiveQueue> live_;
  std::unique_ptr<operations::Following> following_;
  std::array<char, 64> ignored_{};
};

}  // namespace nuong::http
