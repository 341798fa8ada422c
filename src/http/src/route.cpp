#include "route.hpp"

#include <algorithm>

namespace nuong::http {

std::vector<std::string> SplitPattern(const std::string& pattern) {
  std::vector<std::string> segments;
  for (std::size_t at = 1; at <= pattern.size();) {
    const std::size_t end = std::min(pattern.find('/', at), pattern.size());
    segments.push_back(pattern.substr(at, end - at));
    at = end + 1;
  }
  return segments;
}

bool Route::IsParameter(std::string_view member) const {
  const std::string parameter = "{" + std::string(member) + "}";
  return std::find(segments.begin(), segments.end(), parameter) != segments.end();
}

Route StartRoute(RouteFacts facts, std::vector<MemberSchema> members, Components components) {
  Route route;
  route.segments = SplitPattern(facts.pattern);
  route.facts = std::move(facts);
  route.members = std::move(members);
  route.components = std::move(components);
  route.takes_body = !IsSafe(route.facts.method) &&
                     std::any_of(route.members.begin(), route.members.end(),
                                 [&route](const MemberSchema& member) { return !route.IsParameter(member.name); });
  return route;
}

}  // namespace nuong::http
