#pragma once
#include <cstdint>
#include <string>

namespace nuong::app {

/// A blocking HTTP/1.1 client for one keep-alive connection to this machine; for benchmarks and trials only.
class HttpClient {
 public:
  explicit HttpClient(std::uint16_t port);
  ~HttpClient();
  HttpClient(const HttpClient&) = delete;
  HttpClient& operator=(const HttpClient&) = delete;

  struct Answer {
    int status = 0;
    std::string head;
    std::string body;
  };
  /// `headers` are whole lines ending in CRLF. Status 0 when the connection broke.
  Answer Send(const std::string& method, const std::string& target, const std::string& headers,
              const std::string& body);

 private:
  int socket_ = -1;
  std::string unread_;
};

}  // namespace nuong::app
