#pragma once
#include <vector>

#include "route.hpp"
#include "session_cookie.hpp"

namespace nuong::http {

/// The product's routes. Without services they can be described, not run.
std::vector<Route> ApiRoutes(operations::Services* services, const SessionCookie& cookie);

}  // namespace nuong::http
