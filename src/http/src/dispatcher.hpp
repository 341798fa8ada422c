#pragma once
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "assets.hpp"
#include "message.hpp"
#include "nuong/http/log.hpp"
#include "problem.hpp"
#include "router.hpp"
#include "session_cookie.hpp"

namespace nuong::http {

/// What is to be done with one request.
struct Plan {
  std::string_view label = "unknown";  ///< for the log: the pattern, never the target
  const Route* route = nullptr;
  Inputs inputs;
  Language language = Language::kVietnamese;
  std::optional<Response> answer;  ///< already known; else the route must run
};

/// From a request to its answer. Pure of sockets, so that it is tested without any; used from several threads.
class Dispatcher {
 public:
  Dispatcher(std::vector<Route> routes, Assets assets, SessionCookie cookie, Log& log);

  /// Requests whose host begins with this label ("<label>.localhost") are answered by these routes. Before the first
  /// request.
  void AddBeside(std::string label, std::vector<Route> routes);

  /// Finds the route and applies every rule that needs no waiting.
  Plan Prepare(const Request& request) const;
  /// Why a body larger than the usual is not received; nothing when it may come. Waits for nothing.
  std::optional<Refusal> RefusesFile(const Request& request) const;
  /// Runs the plan's route; on a worker, unless the route is instant.
  Response Run(Plan& plan, const Request& request) const;
  /// Opens the plan's live stream, or answers why not.
  Result<std::unique_ptr<operations::Following>> Follow(const Plan& plan, const Request& request, Tell tell,
                                                        std::function<void()> ended) const;
  /// A problem as an answer; failures of ours go to the log, and so do who must wait and a session shown in vain.
  Response Answer(const Error& error, const Plan& plan, const Request& request) const;

 private:
  Call MakeCall(const Request& request) const;
  const Router& RouterFor(const Request& request) const;
  Response Refused(Refusal refusal, Language language) const;

  Router router_;
  std::map<std::string, Router, std::less<>> beside_;
  Assets assets_;
  SessionCookie cookie_;
  Log& log_;
};

}  // namespace nuong::http
