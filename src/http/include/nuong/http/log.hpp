#pragma once
#include <cstdint>
#include <string_view>

namespace nuong::http {

/// One answer, without personal data: the route's pattern, never the target that was sent; no address, no member.
struct AnsweredRequest {
  std::string_view method;
  std::string_view route;  ///< "/api/v1/cases/{case_id}", "static", or "unknown"
  int status = 0;
  std::int64_t microseconds = 0;  ///< from the complete request to the finished answer
  std::string_view request;       ///< id, as in the answer's header `Nuong-Request`
};

/// A failure the operator should know of.
struct FailedRequest {
  std::string_view route;
  std::string_view error;  ///< stable id of the error
  std::string_view note;   ///< English, lower case, no personal data
  std::string_view request;
};

/// The server's door to the log. Called from several threads at once; must not block for long and must not throw.
class Log {
 public:
  virtual ~Log() = default;
  virtual void Answered(const AnsweredRequest& answered) = 0;
  virtual void Failed(const FailedRequest& failed) = 0;
  /// A request was refused before anybody could be named, or must wait, so that the ledger has no entry of it. `why`: a
  /// stable id of ours, nothing of what was sent. Anybody can bring this about as often as he likes: count, do not
  /// write each down.
  virtual void Refused(std::string_view why) = 0;
};

}  // namespace nuong::http
