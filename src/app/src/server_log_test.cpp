#include "server_log.hpp"

#include <gtest/gtest.h>

#include "nuong/base/value.hpp"

namespace nuong::app {
namespace {

TEST(LogMembers, AreJsonWhateverTheNoteSays) {
  const std::string note = "near \"case\": a\\b\nat=1\",\"level\":\"info";
  const auto line = ParseJson("{" + LogMembers(http::FailedRequest{"/api/v1/cases", "broken", note, "r1"}) + "}");
  ASSERT_TRUE(line.ok());
  EXPECT_EQ(line->TextAt("note"), note);
  EXPECT_EQ(line->AsObject()->size(), 5u) << "the note adds no member";
}

TEST(LogMembers, OfAnAnswerNameTheRouteNotTheTarget) {
  const auto line =
      ParseJson("{" + LogMembers(http::AnsweredRequest{"GET", "/api/v1/cases/{case_id}", 500, 12, "r1"}) + "}");
  ASSERT_TRUE(line.ok());
  EXPECT_EQ(line->TextAt("event"), "answered");
  EXPECT_EQ(line->TextAt("route"), "/api/v1/cases/{case_id}");
  EXPECT_EQ(line->IntegerAt("status"), 500);
}

}  // namespace
}  // namespace nuong::app
