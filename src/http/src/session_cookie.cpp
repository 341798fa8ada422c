#include "session_cookie.hpp"

namespace nuong::http {
namespace {

constexpr std::size_t kLongestSession = 256;

}  // namespace

std::vector<std::string_view> SessionCookie::ShownBy(const Request& request) const {
  std::string_view rest = request.Find("Cookie").value_or("");
  std::vector<std::string_view> shown;
  while (!rest.empty()) {
    const std::size_t end = rest.find(';');
    const std::string_view pair = TrimSpaces(rest.substr(0, end));
    rest.remove_prefix(end == std::string_view::npos ? rest.size() : end + 1);
    const std::size_t equals = pair.find('=');
    if (equals == std::string_view::npos || pair.substr(0, equals) != name()) continue;
    shown.push_back(pair.substr(equals + 1));
  }
  return shown;
}

std::string SessionCookie::Read(const Request& request) const {
  const auto shown = ShownBy(request);
  if (shown.size() != 1 || shown.front().size() >= kLongestSession) return {};
  return std::string(shown.front());
}

bool SessionCookie::IsShown(const Request& request) const { return !ShownBy(request).empty(); }

std::string SessionCookie::Set(std::string_view session) const {
  std::string cookie(name());
  cookie += '=';
  cookie += session;
  cookie += "; Path=/; ";
  if (secure_) cookie += "Secure; ";
  return cookie + "HttpOnly; SameSite=Strict";
}

std::string SessionCookie::Clear() const { return Set("") + "; Max-Age=0"; }

}  // namespace nuong::http
