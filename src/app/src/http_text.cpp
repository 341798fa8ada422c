#include "http_text.hpp"

#include <arpa/inet.h>
#include <netdb.h>
#include <netinet/in.h>
#include <poll.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <unistd.h>

#include <algorithm>
#include <charconv>
#include <chrono>
#include <memory>
#include <optional>

namespace nuong::app {
namespace {

constexpr timeval kPatience{5, 0};
constexpr std::chrono::seconds kWholeExchange{15};
constexpr int kPauseMs = 5000;
constexpr std::size_t kMostHead = 8 * 1024;
constexpr std::size_t kMostBody = 64 * 1024;

class Socket {
 public:
  explicit Socket(int descriptor) : descriptor_(descriptor) {}
  ~Socket() {
    if (descriptor_ >= 0) ::close(descriptor_);
  }
  Socket(const Socket&) = delete;
  Socket& operator=(const Socket&) = delete;

  int get() const { return descriptor_; }
  void BePatient() const {
    ::setsockopt(descriptor_, SOL_SOCKET, SO_RCVTIMEO, &kPatience, sizeof kPatience);
    ::setsockopt(descriptor_, SOL_SOCKET, SO_SNDTIMEO, &kPatience, sizeof kPatience);
  }
  bool Send(std::string_view bytes) const {
    while (!bytes.empty()) {
      const ssize_t sent = ::send(descriptor_, bytes.data(), bytes.size(), MSG_NOSIGNAL);
      if (sent <= 0) return false;
      bytes.remove_prefix(static_cast<std::size_t>(sent));
    }
    return true;
  }
  /// False at the end, on an error, when the other side is silent for too long or sends too slowly.
  bool ReceiveMore(std::string& bytes) const {
    if (std::chrono::steady_clock::now() > deadline_) return false;
    char buffer[4096];
    const ssize_t got = ::recv(descriptor_, buffer, sizeof buffer, 0);
    if (got <= 0) return false;
    bytes.append(buffer, static_cast<std::size_t>(got));
    return true;
  }

 private:
  int descriptor_;
  std::chrono::steady_clock::time_point deadline_ = std::chrono::steady_clock::now() + kWholeExchange;
};

Error Unreachable(std::string note) {
  return {ErrorCode::kBroken,
          "address_unreachable",
          {"Không liên lạc được với địa chỉ.", "The address cannot be reached."},
          std::move(note),
          {}};
}

struct Address {
  std::string host;
  std::string port;
  std::string path;
};

std::optional<Address> ReadUrl(std::string_view url) {
  constexpr std::string_view kScheme = "http://";
  if (!url.starts_with(kScheme)) return std::nullopt;
  url.remove_prefix(kScheme.size());
  const std::size_t slash = std::min(url.find('/'), url.size());
  const std::string_view place = url.substr(0, slash);
  const std::size_t colon = place.rfind(':');
  Address address{std::string(place.substr(0, colon)), "80", std::string(url.substr(slash))};
  if (colon != std::string_view::npos) address.port = place.substr(colon + 1);
  if (address.path.empty()) address.path = "/";
  const bool is_plain = std::all_of(url.begin(), url.end(), [](char letter) { return letter > ' ' && letter < 0x7f; });
  if (!is_plain || address.host.empty() || address.port.empty()) return std::nullopt;
  return address;
}

std::unique_ptr<Socket> ConnectTo(const Address& address) {
  addrinfo hints{};
  hints.ai_socktype = SOCK_STREAM;
  addrinfo* found = nullptr;
  if (::getaddrinfo(address.host.c_str(), address.port.c_str(), &hints, &found) != 0) return nullptr;
  std::unique_ptr<Socket> connected;
  for (const addrinfo* one = found; one != nullptr && !connected; one = one->ai_next) {
    auto socket = std::make_unique<Socket>(::socket(one->ai_family, one->ai_socktype | SOCK_CLOEXEC, one->ai_protocol));
    socket->BePatient();
    if (::connect(socket->get(), one->ai_addr, one->ai_addrlen) == 0) connected = std::move(socket);
  }
  ::freeaddrinfo(found);
  return connected;
}

/// Value of a header of a head ("<line>\r\n…"), by its name in lower case.
std::optional<std::string> HeaderOf(std::string_view head, std::string_view name) {
  while (!head.empty()) {
    const std::size_t end = std::min(head.find("\r\n"), head.size());
    const std::string_view line = head.substr(0, end);
    head.remove_prefix(std::min(end + 2, head.size()));
    const std::size_t colon = line.find(':');
    if (colon != name.size()) continue;
    const bool same = std::equal(name.begin(), name.end(), line.begin(), [](char a, char b) {
      return a == (b >= 'A' && b <= 'Z' ? static_cast<char>(b - 'A' + 'a') : b);
    });
    if (!same) continue;
    const std::size_t begin = line.find_first_not_of(" \t", colon + 1);
    if (begin == std::string_view::npos) return "";
    return std::string(line.substr(begin, line.find_last_not_of(" \t") + 1 - begin));
  }
  return std::nullopt;
}

/// The head with its line ends; what follows it stays in `bytes`.
std::optional<std::string> ReceiveHead(const Socket& socket, std::string& bytes) {
  std::size_t end = 0;
  while ((end = bytes.find("\r\n\r\n")) == std::string::npos) {
    if (bytes.size() > kMostHead || !socket.ReceiveMore(bytes)) return std::nullopt;
  }
  std::string head = bytes.substr(0, end + 2);
  bytes.erase(0, end + 4);
  return head;
}

std::optional<std::size_t> LengthOf(std::string_view head) {
  const auto text = HeaderOf(head, "content-length");
  if (!text) return std::nullopt;
  std::size_t length = 0;
  const auto [end, error] = std::from_chars(text->data(), text->data() + text->size(), length);
  if (error != std::errc() || end != text->data() + text->size()) return std::nullopt;
  return length;
}

std::string Written(const TextAnswer& answer) {
  return "HTTP/1.1 " + std::to_string(answer.status) + " -\r\nContent-Type: " + answer.content_type +
         "\r\nContent-Length: " + std::to_string(answer.body.size()) + "\r\nConnection: close\r\n\r\n" + answer.body;
}

TextAnswer Refusal(int status, const char* why) {
  return {status, "text/plain; charset=utf-8", std::string(why) + "\n"};
}

std::optional<TextAnswer> AnswerOne(
    const Socket& socket, const std::function<TextAnswer(const std::string& path, const std::string& body)>& answer) {
  std::string bytes;
  const auto head = ReceiveHead(socket, bytes);
  if (!head) return std::nullopt;
  const std::string line = head->substr(0, head->find("\r\n"));
  const std::size_t first = line.find(' ');
  const std::size_t last = line.rfind(' ');
  if (first == last || !line.ends_with(" HTTP/1.1")) return Refusal(400, "not HTTP/1.1");
  if (line.substr(0, first) != "POST") return Refusal(405, "POST only");
  const auto length = LengthOf(*head);
  if (!length || HeaderOf(*head, "transfer-encoding")) return Refusal(411, "a length is needed");
  if (*length > kMostBody) return Refusal(413, "too long");
  if (HeaderOf(*head, "expect")) socket.Send("HTTP/1.1 100 Continue\r\n\r\n");
  while (bytes.size() < *length) {
    if (!socket.ReceiveMore(bytes)) return std::nullopt;
  }
  return answer(line.substr(first + 1, last - first - 1), bytes.substr(0, *length));
}

Result<std::unique_ptr<Socket>> ListenAt(const std::string& address, std::uint16_t port) {
  sockaddr_in place{};
  place.sin_family = AF_INET;
  place.sin_port = htons(port);
  if (::inet_pton(AF_INET, address.c_str(), &place.sin_addr) != 1) return Unreachable("not an IPv4 address");
  auto listener = std::make_unique<Socket>(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0));
  const int on = 1;
  ::setsockopt(listener->get(), SOL_SOCKET, SO_REUSEADDR, &on, sizeof on);
  if (::bind(listener->get(), reinterpret_cast<const sockaddr*>(&place), sizeof place) != 0 ||
      ::listen(listener->get(), 16) != 0) {
    return Unreachable("cannot listen");
  }
  return listener;
}

}  // namespace

Result<TextAnswer> PostText(const std::string& url, const std::string& body) {
  const auto address = ReadUrl(url);
  if (!address) {
    return Error{ErrorCode::kInvalid,
                 "url_invalid",
                 {"Địa chỉ phải có dạng http://máy[:cổng]/đường-dẫn.", "An address must be http://host[:port]/path."},
                 "not an http url",
                 {}};
  }
  const auto socket = ConnectTo(*address);
  if (!socket) return Unreachable("cannot connect");
  const std::string request =
      "POST " + address->path + " HTTP/1.1\r\nHost: " + address->host +
      "\r\nContent-Type: text/plain; charset=utf-8\r\nContent-Length: " + std::to_string(body.size()) +
      "\r\nConnection: close\r\n\r\n" + body;
  std::string bytes;
  if (!socket->Send(request)) return Unreachable("cannot send");
  const auto head = ReceiveHead(*socket, bytes);
  if (!head || !head->starts_with("HTTP/1.1 ") || head->size() < 12) return Unreachable("no answer");
  TextAnswer answer;
  std::from_chars(head->data() + 9, head->data() + 12, answer.status);
  answer.content_type = HeaderOf(*head, "content-type").value_or("");
  const std::size_t length = LengthOf(*head).value_or(kMostBody);
  while (bytes.size() < length && bytes.size() < kMostBody && socket->ReceiveMore(bytes)) {
  }
  answer.body = bytes.substr(0, length);
  return answer;
}

Result<void> ServeText(const std::string& address, std::uint16_t port, int stop,
                       const std::function<void(std::uint16_t)>& listening,
                       const std::function<TextAnswer(const std::string& path, const std::string& body)>& answer,
                       const std::function<void()>& between) {
  NUONG_TRY(const auto listener, ListenAt(address, port));
  sockaddr_in place{};
  socklen_t size = sizeof place;
  ::getsockname(listener->get(), reinterpret_cast<sockaddr*>(&place), &size);
  listening(ntohs(place.sin_port));
  for (;; between()) {
    pollfd waiting[] = {{stop, POLLIN, 0}, {listener->get(), POLLIN, 0}};
    if (::poll(waiting, 2, kPauseMs) <= 0) continue;
    if (waiting[0].revents != 0) return {};
    const Socket caller(::accept4(listener->get(), nullptr, nullptr, SOCK_CLOEXEC));
    if (caller.get() < 0) continue;
    caller.BePatient();
    if (const auto answered = AnswerOne(caller, answer)) caller.Send(Written(*answered));
  }
}

}  // namespace nuong::app
