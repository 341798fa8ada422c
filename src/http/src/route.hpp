#pragma once
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "binding.hpp"
#include "message.hpp"
#include "nuong/base/result.hpp"
#include "nuong/operations/caller.hpp"
#include "nuong/operations/follow_feed.hpp"
#include "nuong/operations/perform_act.hpp"
#include "schema.hpp"

namespace nuong::http {

/// What a handler learns of its request beside the bound struct, and what it may add to the answer.
struct Call {
  operations::Caller caller;
  operations::Once once;
  std::vector<std::pair<std::string, std::string>> answer_headers;
};

/// What a person decides about a route; the rest follows from its types.
struct RouteFacts {
  Method method = Method::kGet;
  std::string pattern{};                  ///< "/api/v1/cases/{case_id}"
  std::string name{};                     ///< operationId
  std::string summary{};                  ///< English, one line
  std::vector<ErrorCode> errors{};        ///< beside those every route may answer
  int status = 200;                       ///< of success; 204 follows from an answer without a type
  bool open = false;                      ///< needs nobody signed in
  bool once = false;                      ///< takes an Idempotency-Key
  bool instant = false;                   ///< waits for nothing: answered without a worker
  bool takes_file = false;                ///< its body may be as large as a file
  std::vector<std::string> file_types{};  ///< of the answer, when it is no JSON but a file
  bool says_why = false;                  ///< refused unless the request names its purpose
};

using Tell = std::function<void(const operations::FeedEvent&)>;

/// One line of the table from which both the running router and the OpenAPI document come.
struct Route {
  RouteFacts facts;
  std::vector<std::string> segments;
  std::vector<MemberSchema> members;  ///< of the request struct
  Value answer;                       ///< schema; null when there is no body
  Components components;
  bool takes_body = false;
  bool takes_purpose = false;  ///< the request may name its purpose
  std::function<Result<Response>(Call&, const Inputs&)> handle;
  std::function<bool(const operations::Caller&)> may_send_files;  ///< set when it takes them
  std::function<Result<std::unique_ptr<operations::Following>>(Call&, Tell, std::function<void()>)> follow;

  bool IsParameter(std::string_view member) const;
};

std::vector<std::string> SplitPattern(const std::string& pattern);
Route StartRoute(RouteFacts facts, std::vector<MemberSchema> members, Components components);

/// A route whose handler is `Result<Out>(Call&, const In&)`; Out is a described struct or void.
template <class In, class Out, class Handler>
Route MakeRoute(RouteFacts facts, Handler handler) {
  Components components;
  auto members = DescribeMembers<In>(components);
  Value answer;
  if constexpr (std::is_void_v<Out>)
    facts.status = 204;
  else
    answer = DescribeType<Out>(components);
  Route route = StartRoute(std::move(facts), std::move(members), std::move(components));
  route.answer = std::move(answer);
  route.handle = [handler, status = route.facts.status](Call& call, const Inputs& inputs) -> Result<Response> {
    NUONG_TRY(const In request, Bind<In>(inputs));
    Result<Out> result = handler(call, request);
    if (!result.ok()) return std::move(result).error();
    Response response;
    response.status = status;
    if constexpr (!std::is_void_v<Out>) {
      response.content_type = "application/json";
      AppendJson(response.body, result.value());
    }
    return response;
  };
  return route;
}

}  // namespace nuong::http
