#pragma once
#include <cstdint>
#include <map>
#include <string>
#include <string_view>

namespace nuong::http {

struct RawAnswer {
  int status = 0;  ///< 0: the connection ended without an answer
  std::multimap<std::string, std::string> headers;
  std::string body;

  std::string Header(const std::string& name) const;
};

/// A client that sends exactly the bytes it is told to.
class RawClient {
 public:
  /// A small `receive_buffer` makes the server feel that we do not read.
  explicit RawClient(std::uint16_t port, int receive_buffer = 0);
  ~RawClient();
  RawClient(const RawClient&) = delete;
  RawClient& operator=(const RawClient&) = delete;

  /// False when the server has ended the connection.
  bool Send(std::string_view bytes);
  /// The next answer in order; `without_body` for HEAD.
  RawAnswer Read(bool without_body = false);
  /// Reads until `text` has come, or the connection ended; returns all that was read and not yet taken.
  std::string ReadUntil(std::string_view text);
  /// True when the server ends the connection within ten seconds, without sending anything more.
  bool IsEnded();
  void StopSending();

 private:
  bool Receive();

  int socket_ = -1;
  std::string received_;
};

}  // namespace nuong::http
