#pragma once
#include <memory>
#include <string>

#include "nuong/http/log.hpp"

namespace spdlog {
class logger;
}

namespace nuong::app {

/// The members of one line's JSON object, after its moment and level: `"event":"failed","route":…`.
std::string LogMembers(const http::AnsweredRequest& answered);
std::string LogMembers(const http::FailedRequest& failed);

/// One JSON object a line to standard error. An answer is told only when the server is at fault.
class ServerLog : public http::Log {
 public:
  ServerLog();
  void Answered(const http::AnsweredRequest& answered) override;
  void Failed(const http::FailedRequest& failed) override;

 private:
  std::shared_ptr<spdlog::logger> log_;
};

}  // namespace nuong::app
