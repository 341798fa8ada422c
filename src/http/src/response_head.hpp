#pragma once
#include <string>
#include <string_view>

#include "message.hpp"

namespace nuong::http {

struct HeadFacts {
  std::string_view date;     ///< an HTTP date; empty leaves the header out
  std::string_view request;  ///< id; empty leaves the header out
  bool keep_alive = true;
  bool stream = false;  ///< the body has no length; it ends with the connection
};

/// Appends status line and headers. Every answer of the server goes through here, so every answer carries the security
/// headers.
void AppendHead(std::string& out, const Response& response, const HeadFacts& facts);

/// "Sun, 06 Nov 1994 08:49:37 GMT" for seconds since 1970.
std::string HttpDate(std::int64_t seconds);

}  // namespace nuong::http
