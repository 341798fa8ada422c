#pragma once
#include "route.hpp"

namespace nuong::http {

/// A route whose handler is the operation itself.
template <class Request, class Answer>
Route OwnRoute(RouteFacts facts, operations::Services* services,
               Result<Answer> (*operation)(operations::Services&, const operations::Caller&, const Request&)) {
  return MakeRoute<Request, Answer>(std::move(facts), [services, operation](Call& call, const Request& request) {
    return operation(*services, call.caller, request);
  });
}
template <class Answer>
Route OwnRoute(RouteFacts facts, operations::Services* services,
               Result<Answer> (*operation)(operations::Services&, const operations::Caller&)) {
  return MakeRoute<operations::Empty, Answer>(
      std::move(facts),
      [services, operation](Call& call, const operations::Empty&) { return operation(*services, call.caller); });
}

}  // namespace nuong::http
