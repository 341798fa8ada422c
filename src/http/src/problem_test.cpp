#include "problem.hpp"

#include <gtest/gtest.h>

#include "nuong/base/value.hpp"

namespace nuong::http {
namespace {

TEST(Problem, EveryErrorCodeHasItsStatus) {
  const std::vector<std::pair<ErrorCode, int>> expected = {
      {ErrorCode::kInvalid, 400}, {ErrorCode::kUnauthenticated, 401}, {ErrorCode::kAbsent, 404},
      {ErrorCode::kRefused, 403}, {ErrorCode::kConflict, 409},        {ErrorCode::kTooLarge, 413},
      {ErrorCode::kBusy, 503},    {ErrorCode::kCorrupt, 500},         {ErrorCode::kBroken, 500}};
  for (const auto& [code, status] : expected) {
    const auto response = ProblemOf({code, "some_id", {"một", "one"}, "", {}}, Language::kVietnamese);
    EXPECT_EQ(response.status, status);
    EXPECT_EQ(response.content_type, "application/problem+json");
    EXPECT_EQ(ParseJson(response.body)->IntegerAt("status"), status);
  }
}

TEST(Problem, CarriesCodeBothLanguagesAndFieldPointers) {
  const auto response = ProblemOf(
      {ErrorCode::kInvalid, "fields_wrong", {"Sai", "Wrong"}, "a note", {{"/fields/x", "too_long", {"Dài", "Long"}}}},
      Language::kEnglish);
  EXPECT_EQ(response.body,
            R"({"type":"urn:nuong:problem:fields_wrong","title":"The request is not valid","status":400,)"
            R"("code":"fields_wrong","message":{"vi":"Sai","en":"Wrong"},)"
            R"("fields":[{"pointer":"/fields/x","id":"too_long","message":{"vi":"Dài","en":"Long"}}]})");
}

TEST(Problem, AbsentAndHiddenAreTheSameBytes) {
  const auto absent = ProblemOf({ErrorCode::kAbsent, "absent", {"a", "b"}, "", {}}, Language::kVietnamese);
  const auto hidden =
      ProblemOf({ErrorCode::kAbsent, "no_grant", {"c", "d"}, "n", {{"/x", "y", {}}}}, Language::kVietnamese);
  EXPECT_EQ(absent.body, hidden.body);
  EXPECT_EQ(absent.headers, hidden.headers);
}

TEST(Problem, BusySaysWhenToTryAgain) {
  const auto response = ProblemOf({ErrorCode::kBusy, "busy", {"a", "b"}, "", {}}, Language::kVietnamese);
  EXPECT_EQ(response.headers.at(0), (std::pair<std::string, std::string>{"Retry-After", "2"}));
}

TEST(PreferredLanguage, IsVietnameseUnlessEnglishIsWantedMore) {
  for (const char* header : {"", "vi", "vi-VN,en;q=0.9", "fr", "en;q=0.3, vi;q=0.8", "en,vi", "*", "en;q=0"}) {
    EXPECT_EQ(PreferredLanguage(header), Language::kVietnamese) << header;
  }
  for (const char* header : {"en", "en-GB,en;q=0.9", "vi;q=0.5,en;q=0.7", "fr, EN-us;q=0.1"}) {
    EXPECT_EQ(PreferredLanguage(header), Language::kEnglish) << header;
  }
}

}  // namespace
}  // namespace nuong::http
