#include <gtest/gtest.h>

#include "test_server.hpp"

namespace nuong::http {
namespace {

/// Requests straight to the dispatcher, without sockets.
class RequestRules : public testing::Test {
 protected:
  Response Ask(Method method, std::string_view target, std::vector<Header> headers = {}, std::string_view body = {}) {
    Request request;
    request.method = method;
    request.target = target;
    request.headers = std::move(headers);
    request.headers.push_back({"Host", "nuong.test"});
    request.body = body;
    request.id = "r1";
    Plan plan = dispatcher_.Prepare(request);
    return plan.answer ? *plan.answer : dispatcher_.Run(plan, request);
  }
  Response Write(std::vector<Header> extra, std::string_view body = R"({"name":"a","fields":{}})") {
    extra.push_back({"Content-Type", "application/json"});
    extra.push_back({"Idempotency-Key", "key-1"});
    return Ask(Method::kPost, "/api/v1/things/t1", std::move(extra), body);
  }
  static std::string CodeOf(const Response& response) { return ParseJson(response.content())->TextAt("code"); }

  RecordingLog log_;
  Turnstile turnstile_;
  TestFeed feed_;
  Dispatcher dispatcher_{SyntheticRoutes(turnstile_, feed_), Assets({}), SessionCookie(true), log_};
};

TEST_F(RequestRules, AcceptsAWriteThatKeepsThem) {
  const auto response =
      Write({{"Cookie", "__Host-nuong=s1"}, {"Sec-Fetch-Site", "same-origin"}, {"Origin", "https://nuong.test"}});
  EXPECT_EQ(response.status, 201);
  EXPECT_EQ(response.body, R"({"id":"t1","name":"a","size":0,"key":"key-1"})");
  EXPECT_EQ(response.headers.at(0).second, "seen=s1");
}

TEST_F(RequestRules, RefusesWritesFromOtherSites) {
  const std::vector<std::vector<Header>> foreign = {{{"Sec-Fetch-Site", "cross-site"}},
                                                    {{"Sec-Fetch-Site", "same-site"}},
                                                    {{"Sec-Fetch-Site", "none"}},
                                                    {{"Origin", "https://evil.test"}},
                                                    {{"Origin", "null"}},
                                                    {{"Origin", "https://nuong.test.evil.test"}},
                                                    {{"Origin", "nuong.test"}}};
  for (const auto& headers : foreign) {
    EXPECT_EQ(CodeOf(Write(headers)), "cross_site") << headers[0].value;
    EXPECT_EQ(Ask(Method::kDelete, "/api/v1/things/t1", headers).status, 403) << headers[0].value;
  }
}

TEST_F(RequestRules, TakesOnlyTheExactMediaType) {
  for (const char* type : {"", "text/plain", "application/json; charset=utf-8", "application/jsonx",
                           "application/x-www-form-urlencoded", "multipart/form-data", "text/json"}) {
    const auto response =
        Ask(Method::kPost, "/api/v1/things/t1", {{"Content-Type", type}, {"Idempotency-Key", "k"}}, "{}");
    EXPECT_EQ(CodeOf(response), "content_type_not_json") << type;
    EXPECT_EQ(response.status, 400);
  }
}

TEST_F(RequestRules, WritesNeedTheirOwnKey) {
  const auto with_key = [this](std::vector<Header> headers) {
    headers.push_back({"Content-Type", "application/json"});
    return CodeOf(Ask(Method::kPost, "/api/v1/things/t1", headers, "{}"));
  };
  EXPECT_EQ(with_key({}), "idempotency_key_missing");
  const std::string long_key(65, 'a');
  for (const std::string_view key : {std::string_view(""), std::string_view("a b"), std::string_view("a.b"),
                                     std::string_view("đ"), std::string_view(long_key)}) {
    EXPECT_EQ(with_key({{"Idempotency-Key", key}}), "idempotency_key_invalid") << key;
  }
}

TEST_F(RequestRules, MalformedBodiesAreToldWithTheirPlace) {
  EXPECT_EQ(Write({}, "").status, 400);
  EXPECT_EQ(Write({}, "{\"name\":").status, 400);
  const auto twice = ParseJson(Write({}, R"({"name":"a","fields":{"x":1,"x":2}})").body).value();
  EXPECT_EQ(twice.Find("fields")->AsArray()->at(0).TextAt("pointer"), "/fields/x");
  const auto unknown = ParseJson(Write({}, R"({"nam":"a","fields":{}})").body).value();
  EXPECT_EQ(unknown.Find("fields")->AsArray()->size(), 2u);
}

TEST_F(RequestRules, ABodyWhereNoneIsTakenIsRefused) {
  EXPECT_EQ(CodeOf(Ask(Method::kGet, "/api/v1/hello", {}, "x")), "body_unexpected");
  EXPECT_EQ(CodeOf(Ask(Method::kDelete, "/api/v1/things/t1", {}, "{}")), "body_unexpected");
}

TEST_F(RequestRules, OtherMethodsAreToldWhatIsTaken) {
  for (const Method method : {Method::kPut, Method::kPatch, Method::kOptions, Method::kOther}) {
    const auto response = Ask(method, "/api/v1/things/t1");
    EXPECT_EQ(response.status, 405);
    EXPECT_EQ(response.headers.at(0), (std::pair<std::string, std::string>{"Allow", "GET, HEAD, POST, DELETE"}));
  }
  EXPECT_EQ(Ask(Method::kPost, "/").status, 405);
}

TEST_F(RequestRules, UnknownPathsAndUnknownQueriesAreRefused) {
  EXPECT_EQ(CodeOf(Ask(Method::kGet, "/api/v1/nothing")), "absent");
  EXPECT_EQ(CodeOf(Ask(Method::kGet, "/api")), "absent");
  EXPECT_EQ(Ask(Method::kGet, "/api/v1/hello?x=1").status, 400);
  EXPECT_EQ(Ask(Method::kGet, "/api/v1/things/t1?count=x").status, 400);
  EXPECT_EQ(Ask(Method::kGet, "/api/v1/things/t1?count=2").status, 200);
  EXPECT_EQ(CodeOf(Ask(Method::kGet, "/api/v1/things/%zz")), "target_invalid");
}

TEST_F(RequestRules, AbsentAndHiddenAnswerTheSameBytes) {
  const auto absent = Ask(Method::kGet, "/api/v1/things/absent");
  EXPECT_EQ(absent.status, 404);
  EXPECT_EQ(absent.body, Ask(Method::kGet, "/api/v1/things/hidden").body);
  EXPECT_EQ(absent.body, Ask(Method::kGet, "/api/v1/nothing").body);
}

TEST_F(RequestRules, WhatIsRefusedBeforeAnybodyIsNamedIsCountedByItsCodeOnly) {
  const std::string secret = "do-not-write-this-down";
  Write({{"Sec-Fetch-Site", "cross-site"}, {"X", secret}});
  Ask(Method::kPost, "/api/v1/things/" + secret);
  Ask(Method::kGet, "/api/v1/" + secret);
  Ask(Method::kPut, "/api/v1/hello");
  Ask(Method::kGet, "/api/v1/things/%zz" + secret);
  EXPECT_EQ(log_.Lines(),
            (std::vector<std::string>{"refused cross_site", "refused content_type_not_json", "refused absent",
                                      "refused method_not_allowed", "refused target_invalid"}));
}

TEST_F(RequestRules, ASessionShownInVainIsCountedAndNotWrittenDown) {
  const Error not_signed_in{ErrorCode::kUnauthenticated, "not_signed_in", {"a", "b"}, "no session", {}};
  const Error absent{ErrorCode::kAbsent, "absent", {"a", "b"}, "", {}};
  const auto answer = [&](std::string_view cookie, const Error& error) {
    Request request;
    request.headers = {{"Cookie", cookie}};
    return dispatcher_.Answer(error, Plan{}, request).status;
  };
  EXPECT_EQ(answer("a=b", not_signed_in), 401) << "shows none";
  EXPECT_EQ(answer("__Host-nuong=s1", absent), 404);
  EXPECT_TRUE(log_.Lines().empty());
  EXPECT_EQ(answer("__Host-nuong=forged", not_signed_in), 401);
  EXPECT_EQ(answer("__Host-nuong=cut; __Host-nuong=twice", not_signed_in), 401);
  EXPECT_EQ(log_.Lines(), (std::vector<std::string>{"refused session", "refused session"}));
}

TEST_F(RequestRules, AnExceptionBecomesOneAnswerAndKeepsItsWords) {
  const auto response = Ask(Method::kGet, "/api/v1/broken");
  EXPECT_EQ(response.status, 500);
  EXPECT_EQ(response.body.find("secret"), std::string::npos);
  EXPECT_EQ(log_.Lines(), std::vector<std::string>{"failed /api/v1/broken broken"});
}

}  // namespace
}  // namespace nuong::http
