#pragma once
#include <cstdint>
#include <memory>

#include "dispatcher.hpp"
#include "nuong/base/result.hpp"
#include "nuong/http/log.hpp"
#include "nuong/http/server.hpp"

namespace nuong::http {

/// The server without the product's routes: any table can be put into its dispatcher, as the tests do.
class ServerCore {
 public:
  static Result<std::unique_ptr<ServerCore>> Start(const Options& options, Dispatcher dispatcher, Log& log);
  ~ServerCore();

  std::uint16_t port() const;
  void Stop();

 private:
  class Held;
  explicit ServerCore(std::unique_ptr<Held> held);
  std::unique_ptr<Held> held_;
};

}  // namespace nuong::http
