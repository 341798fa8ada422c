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

TEST(LogMembers, OfRefusalsAreCountsByReason) {
  const auto line = ParseJson("{" + LogMembers(RefusalTally::Counts{{"session", 3}, {"cross_site", 1}}) + "}");
  ASSERT_TRUE(line.ok());
  EXPECT_EQ(line->TextAt("event"), "refused");
  EXPECT_EQ(line->Find("counts")->IntegerAt("session"), 3);
  EXPECT_EQ(line->Find("counts")->AsObject()->size(), 2u);
}

TEST(RefusalTally, GivesWhatWasCountedOnceAMinuteAtMost) {
  RefusalTally tally;
  const RefusalTally::Moment began{};
  EXPECT_TRUE(tally.TakeAt(began).empty()) << "nothing to tell";
  for (int i = 0; i < 1000; ++i) tally.Count("session");
  EXPECT_EQ(tally.TakeAt(began), (RefusalTally::Counts{{"session", 1000}})) << "the first at once";
  tally.Count("session");
  tally.Count("cross_site");
  EXPECT_TRUE(tally.TakeAt(began + std::chrono::seconds(59)).empty());
  EXPECT_EQ(tally.TakeAt(began + std::chrono::seconds(60)), (RefusalTally::Counts{{"cross_site", 1}, {"session", 1}}));
  EXPECT_TRUE(tally.TakeAt(began + std::chrono::seconds(200)).empty());
  tally.Count("session");
  EXPECT_EQ(tally.TakeAll().at("session"), 1) << "at the end, whenever that is";
}

}  // namespace
}  // namespace nuong::app
