#pragma once
#include <optional>

#include "message.hpp"
#include "problem.hpp"
#include "route.hpp"

namespace nuong::http {

/// The rules of a request that need no operation: cross-site writes, content type, idempotency key, unexpected body.
std::optional<Refusal> CheckRules(const Request& request, const Route& route);

}  // namespace nuong::http
