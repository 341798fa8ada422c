#include "target.hpp"

#include <gtest/gtest.h>

namespace nuong::http {
namespace {

TEST(ParseTarget, DecodesPathAndQuery) {
  const auto target = ParseTarget("/api/v1/cases/%C4%91?cursor=a%2Bb&limit=5&q=a+b&flag");
  ASSERT_TRUE(target);
  EXPECT_EQ(target->path, "/api/v1/cases/đ");
  EXPECT_EQ(target->segments, (std::vector<std::string>{"api", "v1", "cases", "đ"}));
  EXPECT_EQ(target->query, (Parameters{{"cursor", "a+b"}, {"limit", "5"}, {"q", "a b"}, {"flag", ""}}));
}

TEST(ParseTarget, RefusesWhatTwoReadersCouldReadDifferently) {
  for (const char* target :
       {"",    "*",       "http://a/b", "a",  "/%",   "/%4",     "/%zz", "/%00", "/%0a", "/%2f",
        "/..", "/a/../b", "/%2e%2e/a",  "/.", "/%ff", "/%c0%af", "/a#b", "/?%",  "/?=1", "/?a=%0d"}) {
    EXPECT_FALSE(ParseTarget(target)) << target;
  }
}

}  // namespace
}  // namespace nuong::http
