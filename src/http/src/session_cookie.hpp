#pragma once
#include <string>
#include <string_view>
#include <vector>

#include "message.hpp"

namespace nuong::http {

/// The one cookie: the session's secret, for this host only, never readable by scripts, never sent across sites.
class SessionCookie {
 public:
  explicit SessionCookie(bool secure) : secure_(secure) {}
  std::string_view name() const { return secure_ ? "__Host-nuong" : "nuong"; }
  /// The session of a request; empty when there is none, or more than one claims to be it.
  std::string Read(const Request& request) const;
  /// Something is shown as a session, whatever it is.
  bool IsShown(const Request& request) const;
  /// Values of Set-Cookie.
  std::string Set(std::string_view session) const;
  std::string Clear() const;

 private:
  std::vector<std::string_view> ShownBy(const Request& request) const;
  bool secure_;
};

}  // namespace nuong::http
