#include "router.hpp"

#include <algorithm>

namespace nuong::http {
namespace {

bool IsParameterSegment(const std::string& segment) { return segment.starts_with('{'); }

bool Fits(const Route& route, const std::vector<std::string>& segments) {
  return std::equal(route.segments.begin(), route.segments.end(), segments.begin(), segments.end(),
                    [](const std::string& wanted, const std::string& given) {
                      return IsParameterSegment(wanted) ? !given.empty() : wanted == given;
                    });
}

/// Routes with fixed segments first, so that the first that fits is the closest.
bool IsCloser(const Route& left, const Route& right) {
  return std::lexicographical_compare(
      left.segments.begin(), left.segments.end(), right.segments.begin(), right.segments.end(),
      [](const auto& one, const auto& other) { return IsParameterSegment(one) < IsParameterSegment(other); });
}

void AddAllowed(Method method, std::string& allow) {
  if (!allow.empty()) allow += ", ";
  allow += MethodName(method);
  if (method == Method::kGet) allow += ", HEAD";
}

}  // namespace

Router::Router(std::vector<Route> routes) : routes_(std::move(routes)) {
  std::stable_sort(routes_.begin(), routes_.end(), IsCloser);
}

RouteMatch Router::Find(Method method, const Target& target) const {
  const Method wanted = method == Method::kHead ? Method::kGet : method;
  RouteMatch match;
  const Route* closest = nullptr;
  for (const Route& route : routes_) {
    if (!Fits(route, target.segments)) continue;
    if (closest != nullptr && closest->segments != route.segments) break;
    closest = &route;
    AddAllowed(route.facts.method, match.allow);
    if (route.facts.method == wanted) match.route = &route;
  }
  if (match.route == nullptr) return match;
  for (std::size_t at = 0; at < match.route->segments.size(); ++at) {
    const std::string& segment = match.route->segments[at];
    if (IsParameterSegment(segment))
      match.path.emplace_back(segment.substr(1, segment.size() - 2), target.segments[at]);
  }
  return match;
}

}  // namespace nuong::http
