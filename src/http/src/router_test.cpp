#include "router.hpp"

#include <gtest/gtest.h>

namespace nuong::http {
namespace {

Route At(Method method, std::string pattern) {
  return StartRoute({.method = method, .pattern = std::move(pattern)}, {}, {});
}

const Router& Example() {
  static const Router router({At(Method::kGet, "/api/cases/{id}"), At(Method::kGet, "/api/cases/latest"),
                              At(Method::kGet, "/api/cases"), At(Method::kPost, "/api/cases"),
                              At(Method::kPost, "/api/cases/{id}/acts/{kind}")});
  return router;
}

RouteMatch Find(Method method, std::string_view target) { return Example().Find(method, *ParseTarget(target)); }

TEST(Router, FindsRoutesAndTheirParameters) {
  const auto match = Find(Method::kPost, "/api/cases/c1/acts/referred");
  ASSERT_NE(match.route, nullptr);
  EXPECT_EQ(match.path, (Parameters{{"id", "c1"}, {"kind", "referred"}}));
}

TEST(Router, PrefersAFixedSegmentToAParameter) {
  EXPECT_EQ(Find(Method::kGet, "/api/cases/latest").route->facts.pattern, "/api/cases/latest");
  EXPECT_EQ(Find(Method::kGet, "/api/cases/latestx").route->facts.pattern, "/api/cases/{id}");
}

TEST(Router, AnswersHeadWithTheRouteOfGet) {
  EXPECT_EQ(Find(Method::kHead, "/api/cases").route->facts.method, Method::kGet);
}

TEST(Router, TellsWhichMethodsAPathTakes) {
  const auto match = Find(Method::kDelete, "/api/cases");
  EXPECT_EQ(match.route, nullptr);
  EXPECT_EQ(match.allow, "GET, HEAD, POST");
}

TEST(Router, KnowsNoOtherPaths) {
  for (const char* target : {"/api", "/api/cases/", "/api/cases/c1/acts", "/api/cases/c1/acts/", "/API/cases"}) {
    const auto match = Find(Method::kGet, target);
    EXPECT_EQ(match.route, nullptr) << target;
    EXPECT_EQ(match.allow, "") << target;
  }
}

}  // namespace
}  // namespace nuong::http
