#pragma once
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "nuong/base/result.hpp"
#include "nuong/http/log.hpp"
#include "nuong/operations/caller.hpp"

namespace nuong::http {

class ServerCore;

/// Where to listen and how much to take. Every limit is answered with its own status; every deadline ends the
/// connection.
struct Options {
  std::string address = "127.0.0.1";  ///< a literal IPv4 or IPv6 address; TLS is ended by a proxy in front
  std::uint16_t port = 8080;          ///< 0: the system chooses; ask Server::port()
  bool secure_cookies = true;         ///< false only for plain-HTTP trials: the cookie is then `nuong` without Secure

  std::size_t workers = 16;                      ///< threads that run operations
  std::size_t max_connections = 4096;            ///< beyond it: 503 and close
  std::size_t max_connections_per_address = 64;  ///< raise it behind a proxy, where all clients share one address
  std::size_t max_header_bytes = 16 * 1024;      ///< 431
  std::size_t max_header_fields = 100;           ///< 431
  std::size_t max_target_bytes = 8 * 1024;       ///< 414
  std::size_t max_body_bytes = 1 << 20;          ///< 413, at once when declared
  std::size_t max_file_body_bytes = 15 << 20;    ///< the same where a file may come and somebody is signed in
  std::size_t stream_queue = 256;                ///< events waiting for one slow listener before it must resynchronise

  std::chrono::milliseconds header_deadline{15'000};  ///< for the whole header, from its first byte
  std::chrono::milliseconds body_deadline{15'000};    ///< plus one second for each 16 KiB that may come
  std::chrono::milliseconds idle_deadline{60'000};    ///< between requests
  std::chrono::milliseconds write_deadline{30'000};   ///< without any progress
  std::chrono::milliseconds stop_deadline{10'000};    ///< for running requests when the server stops
  std::chrono::milliseconds heartbeat{15'000};        ///< comment on a silent live stream
};

/// Another data directory served beside the first one: under hosts that begin with its label ("<label>.localhost"). The
/// session cookie belongs to the host, so a person signed in to one is a stranger to the other.
struct Beside {
  std::string label;
  operations::Services* services = nullptr;
};

/// The running server: one thread for connections, `workers` threads for operations.
class Server {
 public:
  /// Listens when it returns. kBroken when the address cannot be used. All services and `log` must outlive the server.
  static Result<std::unique_ptr<Server>> Start(const Options& options, operations::Services& services, Log& log,
                                               const std::vector<Beside>& beside = {});
  ~Server();
  Server(const Server&) = delete;
  Server& operator=(const Server&) = delete;

  std::uint16_t port() const;

  /// Stops accepting, finishes the requests under way and their answers, ends live streams; after the stop deadline
  /// closes what is left. Returns when no thread of the server runs any more. May be called twice.
  void Stop();

 private:
  explicit Server(std::unique_ptr<ServerCore> core);
  std::unique_ptr<ServerCore> core_;
};

}  // namespace nuong::http
