#pragma once
#include <vector>

#include "route.hpp"
#include "routes.hpp"

namespace nuong::http {

/// Who is a member, and how a member signs in.
std::vector<Route> MemberRoutes(operations::Services* services, const SessionCookie& cookie);

}  // namespace nuong::http
