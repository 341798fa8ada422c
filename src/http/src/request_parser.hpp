#pragma once
#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string_view>

#include "message.hpp"
#include "nuong/http/server.hpp"
#include "problem.hpp"

namespace nuong::http {

/// Turns bytes into requests, one after another, and refuses whatever two programs could read differently: odd
/// Transfer-Encoding, two lengths, missing or double Host, a header twice that may stand once.
class RequestParser {
 public:
  enum class State { kHeader, kBody, kDone, kFailed };

  /// Why a body declared larger than the usual is refused; nothing when it may come.
  using RefusesFile = std::function<std::optional<Refusal>(const Request&)>;

  RequestParser(const Options& options, RefusesFile refuses_file);
  ~RequestParser();

  /// Ready for the next request of the connection; views of the last one end.
  void Begin();
  /// Takes from the front of `bytes`, which must start with what the last call did not take. Returns how much it took.
  /// `is_all` says that no more fits beside these bytes, so a piece that cannot be taken never will be.
  std::size_t Feed(std::string_view bytes, bool is_all);

  State state() const;
  Refusal refusal() const;  ///< when kFailed
  Request& request();       ///< whole when kDone
  bool keep_alive() const;
  bool expects_continue() const;     ///< from kBody on
  std::uint64_t body_bytes() const;  ///< the most that may come, from kBody on

 private:
  class Message;
  struct Held;
  std::unique_ptr<Held> held_;
};

}  // namespace nuong::http
