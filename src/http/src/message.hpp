#pragma once
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace nuong::http {

enum class Method { kGet, kHead, kPost, kPut, kPatch, kDelete, kOptions, kOther };
std::string_view MethodName(Method method);
inline bool IsSafe(Method method) { return method == Method::kGet || method == Method::kHead; }

/// ASCII letters without case, as names and tokens of HTTP are compared.
bool EqualsIgnoringCase(std::string_view left, std::string_view right);
std::string_view TrimSpaces(std::string_view text);

struct Header {
  std::string_view name;
  std::string_view value;
};

/// One request. The views live as long as the connection's parser holds it: until the answer is written.
struct Request {
  Method method = Method::kGet;
  std::string_view target;
  std::vector<Header> headers;
  std::string_view body;
  std::string network;  ///< the caller's address, for operations::Caller only
  std::string id;

  /// The first header of that name.
  std::optional<std::string_view> Find(std::string_view name) const;
};

/// Decoded parameters of the path or the query, in the order they were sent.
using Parameters = std::vector<std::pair<std::string, std::string>>;

enum class Caching { kNever, kRevalidate, kForever };

struct Response {
  int status = 200;
  std::string_view content_type;  ///< empty: no body
  Caching caching = Caching::kNever;
  bool is_file = false;  ///< somebody brought it; nothing in it is ours
  std::string body;
  std::string_view fixed_body;  ///< a body that lives as long as the server; used when not empty
  std::vector<std::pair<std::string, std::string>> headers;

  std::string_view content() const { return fixed_body.empty() ? std::string_view(body) : fixed_body; }
};

}  // namespace nuong::http
