#include "raw_client.hpp"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <stdexcept>
#include <utility>

namespace nuong::http {

std::string RawAnswer::Header(const std::string& name) const {
  const auto found = headers.find(name);
  return found == headers.end() ? "" : found->second;
}

RawClient::RawClient(std::uint16_t port, int receive_buffer) : socket_(::socket(AF_INET, SOCK_STREAM, 0)) {
  const timeval patience{.tv_sec = 10, .tv_usec = 0};
  ::setsockopt(socket_, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof patience);
  if (receive_buffer > 0) ::setsockopt(socket_, SOL_SOCKET, SO_RCVBUF, &receive_buffer, sizeof receive_buffer);
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_port = htons(port);
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  if (::connect(socket_, reinterpret_cast<const sockaddr*>(&address), sizeof address) != 0) {
    throw std::runtime_error("the test cannot connect to its server");
  }
}

RawClient::~RawClient() { ::close(socket_); }

bool RawClient::Send(std::string_view bytes) {
  while (!bytes.empty()) {
    const ssize_t sent = ::send(socket_, bytes.data(), bytes.size(), MSG_NOSIGNAL);
    if (sent <= 0) return false;
    bytes.remove_prefix(static_cast<std::size_t>(sent));
  }
  return true;
}

bool RawClient::Receive() {
  std::array<char, 65536> block;
  const ssize_t size = ::recv(socket_, block.data(), block.size(), 0);
  if (size <= 0) return false;
  received_.append(block.data(), static_cast<std::size_t>(size));
  return true;
}

std::string RawClient::ReadUntil(std::string_view text) {
  while (received_.find(text) == std::string::npos && Receive()) {
  }
  return std::exchange(received_, {});
}

RawAnswer RawClient::Read(bool without_body) {
  std::size_t end = std::string::npos;
  while ((end = received_.find("\r\n\r\n")) == std::string::npos) {
    if (!Receive()) return {};
  }
  RawAnswer answer;
  answer.status = std::stoi(received_.substr(9, 3));
  for (std::size_t at = received_.find("\r\n") + 2; at < end + 2;) {
    const std::size_t line_end = received_.find("\r\n", at);
    const std::size_t colon = received_.find(": ", at);
    answer.headers.emplace(received_.substr(at, colon - at), received_.substr(colon + 2, line_end - colon - 2));
    at = line_end + 2;
  }
  received_.erase(0, end + 4);
  const std::string length = answer.Header("Content-Length");
  const std::size_t size = without_body || length.empty() ? 0 : std::stoul(length);
  while (received_.size() < size && Receive()) {
  }
  answer.body = received_.substr(0, size);
  received_.erase(0, size);
  return answer;
}

bool RawClient::IsEnded() {
  if (!received_.empty()) return false;
  char byte = 0;
  const ssize_t size = ::recv(socket_, &byte, 1, 0);
  return size == 0 || (size < 0 && errno == ECONNRESET);
}

void RawClient::StopSending() { ::shutdown(socket_, SHUT_WR); }

}  // namespace nuong::http
