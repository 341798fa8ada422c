#include "dispatcher.hpp"

#include <typeinfo>

#include "gate.hpp"

namespace nuong::http {
namespace {

bool IsApi(const Target& target) { return target.segments.front() == "api"; }

Error BrokenBy(const std::exception& exception) {
  return {ErrorCode::kBroken,
          "broken",
          {"Hệ thống gặp lỗi khi xử lý. Chưa có thay đổi nào được xác nhận.",
           "The system failed while working on this. No change was confirmed."},
          std::string("exception ") + typeid(exception).name(),
          {}};
}

/// Runs our side of a request; an exception means a broken world and becomes one answer, not the end of the process.
template <class T, class Work>
Result<T> Guarded(Work work) {
  try {
    return work();
  } catch (const std::exception& exception) {
    return BrokenBy(exception);
  }
}

}  // namespace

Dispatcher::Dispatcher(std::vector<Route> routes, Assets assets, SessionCookie cookie, Log& log)
    : router_(std::move(routes)), assets_(std::move(assets)), cookie_(cookie), log_(log) {}

void Dispatcher::AddBeside(std::string label, std::vector<Route> routes) {
  beside_.emplace(std::move(label), Router(std::move(routes)));
}

const Router& Dispatcher::RouterFor(const Request& request) const {
  if (beside_.empty()) return router_;
  const std::string_view host = request.Find("Host").value_or("");
  const auto found = beside_.find(host.substr(0, host.find('.')));
  return found == beside_.end() ? router_ : found->second;
}

Plan Dispatcher::Prepare(const Request& request) const {
  Plan plan;
  plan.language = PreferredLanguage(request.Find("Accept-Language").value_or(""));
  auto target = ParseTarget(request.target);
  if (!target) {
    plan.answer = Refused(Refusal::kTargetInvalid, plan.language);
    return plan;
  }
  if (!IsApi(*target)) {
    plan.label = "static";
    if (IsSafe(request.method)) {
      plan.answer = assets_.Answer(request, *target);
    } else {
      plan.answer = Refuse(Refusal::kMethodNotAllowed, plan.language);
      plan.answer->headers.emplace_back("Allow", "GET, HEAD");
    }
    return plan;
  }
  RouteMatch match = RouterFor(request).Find(request.method, *target);
  if (match.route == nullptr) {
    plan.answer = Refused(match.allow.empty() ? Refusal::kAbsent : Refusal::kMethodNotAllowed, plan.language);
    if (!match.allow.empty()) plan.answer->headers.emplace_back("Allow", std::move(match.allow));
    return plan;
  }
  plan.route = match.route;
  plan.label = match.route->facts.pattern;
  plan.inputs = {std::move(match.path), std::move(target->query), match.route->takes_body, {}};
  if (const auto refusal = CheckRules(request, *match.route)) {
    plan.answer = Refused(*refusal, plan.language);
  } else if (match.route->follow && request.method == Method::kHead) {
    plan.answer = Response{};
    plan.answer->content_type = "text/event-stream";
  }
  return plan;
}

Call Dispatcher::MakeCall(const Request& request) const {
  return {{cookie_.Read(request), request.network, request.id, std::string(request.Find("Nuong-Purpose").value_or("")),
           std::string(request.Find("Host").value_or(""))},
          {std::string(request.Find("Idempotency-Key").value_or(""))},
          {}};
}

std::optional<Refusal> Dispatcher::RefusesFile(const Request& request) const {
  const auto target = ParseTarget(request.target);
  if (!target || !IsApi(*target)) return Refusal::kBodyTooLarge;
  const RouteMatch match = RouterFor(request).Find(request.method, *target);
  if (match.route == nullptr || !match.route->may_send_files) return Refusal::kBodyTooLarge;
  if (CheckRules(request, *match.route)) return Refusal::kBodyTooLarge;
  if (!match.route->may_send_files(MakeCall(request).caller)) return Refusal::kSignInFirst;
  return std::nullopt;
}

Response Dispatcher::Run(Plan& plan, const Request& request) const {
  Call call = MakeCall(request);
  auto result = Guarded<Response>([&]() -> Result<Response> {
    if (plan.inputs.takes_body) {
      NUONG_TRY(plan.inputs.body, ParseJson(request.body, {.bytes = request.body.size() + 1}));
    }
    return plan.route->handle(call, plan.inputs);
  });
  if (!result.ok()) return Answer(result.error(), plan, request);
  result->headers = std::move(call.answer_headers);
  return std::move(result).value();
}

Result<std::unique_ptr<operations::Following>> Dispatcher::Follow(const Plan& plan, const Request& request, Tell tell,
                                                                  std::function<void()> ended) const {
  using Stream = std::unique_ptr<operations::Following>;
  return Guarded<Stream>([&]() -> Result<Stream> {
    NUONG_CHECK(Bind<operations::Empty>(plan.inputs));
    Call call = MakeCall(request);
    return plan.route->follow(call, std::move(tell), std::move(ended));
  });
}

Response Dispatcher::Refused(Refusal refusal, Language language) const {
  log_.Refused(CodeOf(refusal));
  return Refuse(refusal, language);
}

Response Dispatcher::Answer(const Error& error, const Plan& plan, const Request& request) const {
  if (error.code == ErrorCode::kBusy) {
    log_.Refused(error.id);
  } else if (StatusOf(error.code) >= 500) {
    log_.Failed({plan.label, error.id, error.note, request.id});
  }
  // Forged, cut or ended: whose it was nobody can say, so no entry tells of it.
  if (error.id == "not_signed_in" && cookie_.IsShown(request)) log_.Refused("session");
  return ProblemOf(error, plan.language);
}

}  // namespace nuong::http
