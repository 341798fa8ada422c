#include "nuong/http/openapi.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <set>

#include "routes.hpp"

namespace nuong::http {
namespace {

Value Document() { return ParseJson(OpenApiDocument()).value(); }

const Value* Resolve(const Value& document, std::string_view reference) {
  const Value* at = &document;
  reference.remove_prefix(2);
  while (at != nullptr && !reference.empty()) {
    const std::size_t slash = reference.find('/');
    at = at->Find(reference.substr(0, slash));
    reference.remove_prefix(slash == std::string_view::npos ? reference.size() : slash + 1);
  }
  return at;
}

void ExpectReferencesResolve(const Value& document, const Value& part) {
  if (const auto* members = part.AsObject()) {
    for (const auto& [key, member] : *members) {
      if (key == "$ref") {
        EXPECT_NE(Resolve(document, *member.AsText()), nullptr) << *member.AsText();
      }
      ExpectReferencesResolve(document, member);
    }
  } else if (const auto* items = part.AsArray()) {
    for (const Value& item : *items) ExpectReferencesResolve(document, item);
  }
}

TEST(OpenApi, EveryReferenceResolves) {
  const Value document = Document();
  EXPECT_EQ(document.TextAt("openapi"), "3.1.0");
  ExpectReferencesResolve(document, document);
}

TEST(OpenApi, EveryRouteIsDescribed) {
  const Value document = Document();
  const auto routes = ApiRoutes(nullptr, SessionCookie(true));
  EXPECT_GE(routes.size(), 15u);
  for (const Route& route : routes) {
    const Value* path = document.Find("paths")->Find(route.facts.pattern);
    ASSERT_NE(path, nullptr) << route.facts.pattern;
    const auto has = [&](const auto& operation) { return operation.second.TextAt("operationId") == route.facts.name; };
    EXPECT_EQ(std::count_if(path->AsObject()->begin(), path->AsObject()->end(), has), 1) << route.facts.name;
    EXPECT_FALSE(route.facts.summary.empty());
    EXPECT_TRUE(route.handle || route.follow);
  }
}

TEST(OpenApi, OptionalMembersAreNotRequiredAndRequestsAreClosed) {
  const Value document = Document();
  const Value& row = *Resolve(document, "#/components/schemas/CaseRow");
  const auto& required = *row.Find("required")->AsArray();
  EXPECT_EQ(std::count(required.begin(), required.end(), Value("next_due_at")), 0);
  EXPECT_EQ(std::count(required.begin(), required.end(), Value("case_id")), 1);
  EXPECT_NE(row.Find("properties")->Find("next_due_at"), nullptr);

  const Value& act = *document.Find("paths")->Find("/api/v1/cases/{case_id}/acts/{kind}")->Find("post");
  const Value& body = *act.Find("requestBody")->Find("content")->Find("application/json")->Find("schema");
  EXPECT_EQ(WriteJson(body),
            R"({"additionalProperties":false,"properties":{"fields":{},"version":{"format":"int64","type":"integer"}},)"
            R"("required":["version","fields"],"type":"object"})");
  EXPECT_EQ(act.Find("parameters")->AsArray()->size(), 4u);
}

/// "absent", "optional" or "required".
std::string PurposeOf(const Value& operation) {
  for (const Value& parameter : *operation.Find("parameters")->AsArray()) {
    if (parameter.TextAt("name") != "Nuong-Purpose") continue;
    EXPECT_EQ(parameter.TextAt("in"), "header");
    EXPECT_FALSE(parameter.TextAt("description").empty());
    return *parameter.Find("required")->AsBool() ? "required" : "optional";
  }
  return "absent";
}

TEST(OpenApi, SaysWhereAPurposeMayOrMustBeNamed) {
  const Value document = Document();
  for (const Route& route : ApiRoutes(nullptr, SessionCookie(true))) {
    for (const auto& [method, operation] : *document.Find("paths")->Find(route.facts.pattern)->AsObject()) {
      if (operation.TextAt("operationId") != route.facts.name) continue;
      const std::string_view else_expected = route.facts.open ? "absent" : "optional";
      EXPECT_EQ(PurposeOf(operation), route.facts.name == "searchPersons" ? "required" : else_expected)
          << route.facts.name;
    }
  }
}

TEST(OpenApi, EveryWriteButTheSessionTakesAnIdempotencyKey) {
  // Asking about a person is sent as a body, to stay out of addresses; it writes nothing. A cosignature is kept once
  // however often it comes. A search counts each time, and what it finds is kept for nobody.
  const std::set<std::string_view> write_nothing_twice = {"/api/v1/session", "/api/v1/regulation/entitlements",
                                                          "/api/v1/ledger/cosignatures",
                                                          "/api/v1/cases/{case_id}/person-search"};
  // How one signs in and who is a member: an answer may hold a secret and is kept for nobody, and what was done already
  // is refused the second time. So are alerts; bait laid twice, or a file asked for twice, is seen as two.
  const auto refuses_itself = [](const std::string& pattern) {
    return pattern.starts_with("/api/v1/session/") || pattern.starts_with("/api/v1/people") ||
           pattern.starts_with("/api/v1/alerts/") || pattern.starts_with("/api/v1/baits") ||
           pattern.starts_with("/api/v1/exports") || pattern == "/api/v1/join" ||
           pattern == "/api/v1/unit-keys/renew" || pattern == "/api/v1/regulation/change/reviews";
  };
  for (const Route& route : ApiRoutes(nullptr, SessionCookie(true))) {
    if (refuses_itself(route.facts.pattern)) continue;
    const bool expected = route.facts.method == Method::kPost && !write_nothing_twice.contains(route.facts.pattern);
    EXPECT_EQ(route.facts.once, expected) << route.facts.name;
  }
}

}  // namespace
}  // namespace nuong::http
