#include "server_core.hpp"

#include <array>
#include <boost/asio/basic_socket_acceptor.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/executor_work_guard.hpp>
#include <boost/asio/post.hpp>
#include <condition_variable>
#include <ctime>
#include <map>
#include <mutex>
#include <random>
#include <thread>
#include <unordered_map>

#include "connection.hpp"
#include "nuong/base/id.hpp"

namespace nuong::http {
namespace {

using Acceptor = asio::basic_socket_acceptor<asio::ip::tcp, Executor>;
using std::chrono::milliseconds;

constexpr Waiting kWaiting{};
constexpr milliseconds kSweepEvery{250};
constexpr milliseconds kAcceptPause{100};

Error AddressProblem(const std::string& note) {
  return {ErrorCode::kBroken,
          "address_unusable",
          {"Không mở được địa chỉ và cổng đã chọn.", "The chosen address and port cannot be opened."},
          "cannot listen: " + note,
          {}};
}

}  // namespace

class ServerCore::Held final : public Surroundings {
 public:
  Held(const Options& chosen, Dispatcher chosen_dispatcher, Log& chosen_log)
      : Surroundings(kept_options_, kept_dispatcher_, kept_workers_, chosen_log),
        kept_options_(chosen),
        kept_dispatcher_(std::move(chosen_dispatcher)),
        kept_workers_(chosen.workers, chosen.max_connections) {}

  Result<void> Listen();
  void Run();
  void Stop();
  std::uint16_t port() const { return port_; }

  std::string MakeRequestId() override;
  void Forget(Connection& connection) override;

 private:
  Awaitable<void> Accept();
  Awaitable<void> SweepRegularly();
  void Admit(Socket socket);
  void TurnAway(Socket& socket);
  void BeginStop();
  void TakeWaiting();
  void SetDate();

  const Options kept_options_;
  const Dispatcher kept_dispatcher_;
  WorkerPool kept_workers_;
  asio::io_context io_{1};
  asio::executor_work_guard<Executor> work_{io_.get_executor()};
  Acceptor acceptor_{io_.get_executor()};
  Timer sweep_{io_.get_executor()};
  Timer pause_{io_.get_executor()};
  bool no_sweeps_ = false;  ///< seen by the serving thread only
  std::thread thread_;
  std::uint16_t port_ = 0;

  std::unordered_map<Connection*, asio::ip::address> connections_;
  std::map<asio::ip::address, std::size_t> per_address_;
  std::array<std::uint8_t, 16> next_id_{};

  std::mutex mutex_;
  std::condition_variable all_gone_;
  bool no_connections_ = false;  ///< under mutex_, once stopping
  bool stopped_ = false;         ///< under mutex_
};

Result<void> ServerCore::Held::Listen() {
  boost::system::error_code error;
  const auto address = asio::ip::make_address(kept_options_.address, error);
  if (error) return AddressProblem(error.message());
  const asio::ip::tcp::endpoint endpoint(address, kept_options_.port);
  acceptor_.open(endpoint.protocol(), error);
  if (!error) acceptor_.set_option(Acceptor::reuse_address(true), error);
  if (!error) acceptor_.bind(endpoint, error);
  if (!error) acceptor_.listen(Acceptor::max_listen_connections, error);
  if (error) return AddressProblem(error.message());
  port_ = acceptor_.local_endpoint().port();
  return {};
}

void ServerCore::Held::Run() {
  std::random_device random;
  for (std::size_t at = 0; at < 8; ++at) next_id_[at] = static_cast<std::uint8_t>(random());
  SetDate();
  asio::co_spawn(io_, Accept(), asio::detached);
  asio::co_spawn(io_, SweepRegularly(), asio::detached);
  thread_ = std::thread([this] { io_.run(); });
}

std::string ServerCore::Held::MakeRequestId() {
  for (std::size_t at = next_id_.size(); at-- > 8;) {
    if (++next_id_[at] != 0) break;
  }
  return EncodeId(next_id_);
}

void ServerCore::Held::SetDate() { date = HttpDate(std::time(nullptr)); }

Awaitable<void> ServerCore::Held::Accept() {
  while (acceptor_.is_open()) {
    auto [error, socket] = co_await acceptor_.async_accept(kWaiting);
    if (!error) {
      Admit(std::move(socket));
    } else if (acceptor_.is_open()) {
      // Out of descriptors or memory: give others the time to end.
      pause_.expires_after(kAcceptPause);
      co_await pause_.async_wait(kWaiting);
    }
  }
}

void ServerCore::Held::Admit(Socket socket) {
  boost::system::error_code error;
  const auto peer = socket.remote_endpoint(error);
  if (error) return;
  std::size_t& of_address = per_address_[peer.address()];
  if (connections_.size() >= kept_options_.max_connections || of_address >= kept_options_.max_connections_per_address) {
    return TurnAway(socket);
  }
  socket.set_option(asio::ip::tcp::no_delay(true), error);
  const auto connection = std::make_shared<Connection>(std::move(socket), peer.address().to_string(), *this);
  ++of_address;
  connections_.emplace(connection.get(), peer.address());
  connection->Start();
}

void ServerCore::Held::TurnAway(Socket& socket) {
  const Response refusal = Refuse(Refusal::kTooManyConnections, Language::kVietnamese);
  std::string answer;
  AppendHead(answer, refusal, {.date = date, .request = {}, .keep_alive = false});
  answer += refusal.body;
  boost::system::error_code ignored;
  socket.non_blocking(true, ignored);
  socket.write_some(asio::buffer(answer), ignored);
  socket.shutdown(Socket::shutdown_send, ignored);
}

void ServerCore::Held::Forget(Connection& connection) {
  const auto found = connections_.find(&connection);
  const auto of_address = per_address_.find(found->second);
  if (--of_address->second == 0) per_address_.erase(of_address);
  connections_.erase(found);
  if (!stopping || !connections_.empty()) return;
  const std::lock_guard lock(mutex_);
  no_connections_ = true;
  all_gone_.notify_all();
}

Awaitable<void> ServerCore::Held::SweepRegularly() {
  for (;;) {
    sweep_.expires_after(kSweepEvery);
    const auto [cancelled] = co_await sweep_.async_wait(kWaiting);
    // One that is due already cannot be cancelled any more.
    if (cancelled || no_sweeps_) co_return;
    SetDate();
    const auto now = SteadyClock::now();
    for (const auto& [connection, unused] : connections_) connection->Sweep(now);
  }
}

/// Connections the system has completed but we have not yet taken: their requests may already be on the way.
void ServerCore::Held::TakeWaiting() {
  boost::system::error_code error;
  acceptor_.non_blocking(true, error);
  while (!error) {
    Socket socket = acceptor_.accept(error);
    if (!error) Admit(std::move(socket));
  }
}

void ServerCore::Held::BeginStop() {
  stopping = true;
  TakeWaiting();
  boost::system::error_code ignored;
  acceptor_.close(ignored);
  pause_.cancel();
  for (const auto& [connection, unused] : connections_) connection->BeginStop();
  if (!connections_.empty()) return;
  const std::lock_guard lock(mutex_);
  no_connections_ = true;
  all_gone_.notify_all();
}

void ServerCore::Held::Stop() {
  std::unique_lock lock(mutex_);
  if (stopped_ || !thread_.joinable()) return;
  stopped_ = true;
  asio::post(io_, [this] { BeginStop(); });
  all_gone_.wait_for(lock, kept_options_.stop_deadline, [this] { return no_connections_; });
  lock.unlock();
  asio::post(io_, [this] {
    for (const auto& [connection, unused] : connections_) connection->Abort();
  });
  kept_workers_.Stop();
  asio::post(io_, [this] {
    no_sweeps_ = true;
    sweep_.cancel();
    work_.reset();
  });
  thread_.join();
}

ServerCore::ServerCore(std::unique_ptr<Held> held) : held_(std::move(held)) {}

ServerCore::~ServerCore() { Stop(); }

Result<std::unique_ptr<ServerCore>> ServerCore::Start(const Options& options, Dispatcher dispatcher, Log& log) {
  auto held = std::make_unique<Held>(options, std::move(dispatcher), log);
  NUONG_CHECK(held->Listen());
  held->Run();
  return std::unique_ptr<ServerCore>(new ServerCore(std::move(held)));
}

std::uint16_t ServerCore::port() const { return held_->port(); }

void ServerCore::Stop() { held_->Stop(); }

}  // namespace nuong::http
