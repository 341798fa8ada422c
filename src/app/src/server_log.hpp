#pragma once
#include <memory>
#include <string>

#include "nuong/http/log.hpp"
#include "refusal_tally.hpp"

namespace spdlog {
class logger;
}

namespace nuong::app {

/// The members of one line's JSON object, after its moment and level: `"event":"failed","route":…`.
std::string LogMembers(const http::AnsweredRequest& answered);
std::string LogMembers(const http::FailedRequest& failed);
std::string LogMembers(const RefusalTally::Counts& refused);

/// One JSON object a line to standard error. An answer is told only when the server is at fault; what was refused
/// before anybody could be named, and who must wait, is counted, and told once a minute at most.
class ServerLog : public http::Log {
 public:
  ServerLog();
  void Answered(const http::AnsweredRequest& answered) override;
  void Failed(const http::FailedRequest& failed) override;
  void Refused(std::string_view why) override;
  /// Tells what was counted, when it is time. Call every few seconds, and with `is_last` before the end.
  void TellRefusals(bool is_last = false);

 private:
  RefusalTally refusals_;
  std::shared_ptr<spdlog::logger> log_;
};

}  // namespace nuong::app
