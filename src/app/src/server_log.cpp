#include "server_log.hpp"

#include <spdlog/sinks/stdout_sinks.h>
#include <spdlog/spdlog.h>

#include "nuong/base/value.hpp"

namespace nuong::app {
namespace {

std::string WithoutBraces(const Value::Object& object) {
  const std::string json = WriteJson(object);
  return json.substr(1, json.size() - 2);
}

}  // namespace

std::string LogMembers(const http::AnsweredRequest& answered) {
  return WithoutBraces({{"event", "answered"},
                        {"method", std::string(answered.method)},
                        {"route", std::string(answered.route)},
                        {"status", std::int64_t{answered.status}},
                        {"us", answered.microseconds},
                        {"request", std::string(answered.request)}});
}

std::string LogMembers(const http::FailedRequest& failed) {
  return WithoutBraces({{"event", "failed"},
                        {"route", std::string(failed.route)},
                        {"error", std::string(failed.error)},
                        {"note", std::string(failed.note)},
                        {"request", std::string(failed.request)}});
}

std::string LogMembers(const RefusalTally::Counts& refused) {
  Value::Object counts;
  for (const auto& [why, count] : refused) counts.emplace(why, count);
  return WithoutBraces({{"event", "refused"}, {"counts", std::move(counts)}});
}

ServerLog::ServerLog() : log_(spdlog::stderr_logger_mt("nuong")) {
  log_->set_pattern(R"({"at":"%Y-%m-%dT%H:%M:%S.%f%z","level":"%l",%v})");
}

void ServerLog::Answered(const http::AnsweredRequest& answered) {
  // Who must wait (503) is counted with the refusals.
  if (answered.status >= 500 && answered.status != 503) log_->warn("{}", LogMembers(answered));
}

void ServerLog::Failed(const http::FailedRequest& failed) { log_->error("{}", LogMembers(failed)); }

void ServerLog::Refused(std::string_view why) { refusals_.Count(why); }

void ServerLog::TellRefusals(bool is_last) {
  const auto counts = is_last ? refusals_.TakeAll() : refusals_.TakeAt(std::chrono::steady_clock::now());
  if (!counts.empty()) log_->warn("{}", LogMembers(counts));
}

}  // namespace nuong::app
