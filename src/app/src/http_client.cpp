#include "http_client.hpp"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/socket.h>
#include <unistd.h>

#include <cstdlib>

namespace nuong::app {

HttpClient::HttpClient(std::uint16_t port) {
  socket_ = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  const int on = 1;
  ::setsockopt(socket_, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_port = htons(port);
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  if (::connect(socket_, reinterpret_cast<const sockaddr*>(&address), sizeof address) != 0) {
    ::close(socket_);
    socket_ = -1;
  }
}

HttpClient::~HttpClient() {
  if (socket_ >= 0) ::close(socket_);
}

HttpClient::Answer HttpClient::Send(const std::string& method, const std::string& target, const std::string& headers,
                                    const std::string& body) {
  std::string request = method + " " + target + " HTTP/1.1\r\nHost: localhost\r\n" + headers;
  if (!body.empty()) {
    request += "Content-Type: application/json\r\nContent-Length: " + std::to_string(body.size()) + "\r\n";
  }
  request += "\r\n" + body;
  if (::send(socket_, request.data(), request.size(), MSG_NOSIGNAL) != static_cast<ssize_t>(request.size())) return {};

  Answer answer;
  std::size_t wanted = 0;
  char buffer[16384];
  while (true) {
    if (answer.head.empty()) {
      if (const std::size_t end = unread_.find("\r\n\r\n"); end != std::string::npos) {
        answer.head = unread_.substr(0, end + 2);
        unread_.erase(0, end + 4);
        answer.status = std::atoi(answer.head.c_str() + 9);
        const std::size_t length = answer.head.find("Content-Length: ");
        wanted = length == std::string::npos ? 0 : std::strtoul(answer.head.c_str() + length + 16, nullptr, 10);
      }
    }
    if (!answer.head.empty() && unread_.size() >= wanted) break;
    const ssize_t got = ::recv(socket_, buffer, sizeof buffer, 0);
    if (got <= 0) return {};
    unread_.append(buffer, static_cast<std::size_t>(got));
  }
  answer.body = unread_.substr(0, wanted);
  unread_.erase(0, wanted);
  return answer;
}

}  // namespace nuong::app
