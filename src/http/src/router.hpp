#pragma once
#include <string>
#include <vector>

#include "route.hpp"
#include "target.hpp"

namespace nuong::http {

struct RouteMatch {
  const Route* route = nullptr;  ///< null: no such path, or no such method on it
  Parameters path;
  std::string allow;  ///< value of Allow when the path exists; empty when it does not
};

/// Finds the route of a path; HEAD finds the route of GET. A fixed segment wins over a parameter.
class Router {
 public:
  explicit Router(std::vector<Route> routes);
  RouteMatch Find(Method method, const Target& target) const;
  const std::vector<Route>& routes() const { return routes_; }

 private:
  std::vector<Route> routes_;
};

}  // namespace nuong::http
