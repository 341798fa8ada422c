#pragma once
#include <string>
#include <vector>

#include "route.hpp"
#include "session_cookie.hpp"

namespace nuong::http {

/// OpenAPI 3.1 of a route table, canonical JSON.
std::string DescribeRoutes(const std::vector<Route>& routes, const SessionCookie& cookie);

}  // namespace nuong::http
