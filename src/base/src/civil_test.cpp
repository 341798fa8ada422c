#include "nuong/base/civil.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

namespace nuong {
namespace {

RC_GTEST_PROP(Date, IsReadBackFromItsText, ()) {
  const CivilDate date{std::chrono::sys_days{std::chrono::days{*rc::gen::inRange(-719528, 2932897)}}};
  RC_ASSERT(ParseDate(FormatDate(date)) == date);
}

RC_GTEST_PROP(Moment, IsReadBackFromItsTextInAnyOffset, ()) {
  const Instant instant{*rc::gen::inRange<std::int64_t>(-2'000'000'000'000'000, 200'000'000'000'000'000)};
  const Offset offset{*rc::gen::inRange(-14 * 60, 14 * 60 + 1)};
  RC_ASSERT(ParseInstant(FormatInstant(instant, offset)) == instant);
}

RC_GTEST_PROP(Moment, StandsInTheDayThatHoldsIt, ()) {
  const Instant instant{*rc::gen::inRange<std::int64_t>(-2'000'000'000'000'000, 200'000'000'000'000'000)};
  const CivilDate date = DateOf(instant, kVietnamTime);
  RC_ASSERT(StartOf(date, kVietnamTime) <= instant);
  RC_ASSERT(instant < StartOf(date.Plus(1), kVietnamTime));
}

TEST(Date, RefusesWhatIsNotADay) {
  for (const char* text :
       {"", "2023-02-29", "2023-13-01", "2023-00-01", "2023-01-00", "2023-04-31", "2023-1-1", "23-01-01", "2023/01/01",
        "2023-01-01 ", " 2023-01-01", "2023-01-01T00:00", "+2023-01-01", "-023-01-01", "1900-02-29", "二〇二三"}) {
    EXPECT_FALSE(ParseDate(text)) << text;
  }
  EXPECT_TRUE(ParseDate("2024-02-29"));
  EXPECT_TRUE(ParseDate("2000-02-29"));
}

TEST(Date, KnowsWeekends) {
  EXPECT_FALSE(ParseDate("2023-06-23")->IsWeekend());
  EXPECT_TRUE(ParseDate("2023-06-24")->IsWeekend());
  EXPECT_TRUE(ParseDate("2023-06-25")->IsWeekend());
  EXPECT_FALSE(ParseDate("2023-06-26")->IsWeekend());
}

TEST(Moment, ReadsEveryAllowedShape) {
  const Instant expected = *ParseInstant("2023-06-03T15:40:00Z");
  EXPECT_EQ(expected.us, 1685806800000000);
  for (const char* text : {"2023-06-03T22:40+07:00", "2023-06-03T22:40:00+07:00", "2023-06-03T22:40:00.000000+07:00",
                           "2023-06-03T15:40Z", "2023-06-03T12:10-03:30", "2023-06-04T00:10:00.0+08:30"}) {
    EXPECT_EQ(ParseInstant(text), expected) << text;
  }
  EXPECT_EQ(ParseInstant("1970-01-01T00:00:00.5Z"), Instant{500'000});
  EXPECT_EQ(ParseInstant("1970-01-01T00:00:00.123456Z"), Instant{123'456});
}

TEST(Moment, RefusesOneWithoutOffsetOrOutOfShape) {
  for (const char* text :
       {"", "2023-06-03T22:40", "2023-06-03T22:40:05", "2023-06-03 22:40Z", "2023-06-03T24:00Z", "2023-06-03T22:60Z",
        "2023-06-03T22:40:60Z", "2023-06-03T22:40:05.Z", "2023-06-03T22:40:05.1234567Z", "2023-06-03T22:40z",
        "2023-06-03T22:40+0700", "2023-06-03T22:40+24:00", "2023-06-03T22:40+07:60", "2023-06-03T22:40Z ",
        "2023-06-03Z", "2023-02-30T22:40Z", "2023-06-03T22Z"}) {
    EXPECT_FALSE(ParseInstant(text)) << text;
  }
}

TEST(Moment, IsWrittenInLocalTimeWithItsOffset) {
  const Instant instant = *ParseInstant("2023-06-03T15:40:00Z");
  EXPECT_EQ(FormatInstant(instant, kVietnamTime), "2023-06-03T22:40:00+07:00");
  EXPECT_EQ(FormatInstant(instant, Offset{0}), "2023-06-03T15:40:00+00:00");
  EXPECT_EQ(FormatInstant(instant, Offset{-210}), "2023-06-03T12:10:00-03:30");
  EXPECT_EQ(FormatInstant(Instant{-1}, Offset{0}), "1969-12-31T23:59:59.999999+00:00");
}

TEST(Moment, BelongsToTheLocalDay) {
  EXPECT_EQ(FormatDate(DateOf(*ParseInstant("2023-06-03T16:59:59Z"), kVietnamTime)), "2023-06-03");
  EXPECT_EQ(FormatDate(DateOf(*ParseInstant("2023-06-03T17:00:00Z"), kVietnamTime)), "2023-06-04");
}

}  // namespace
}  // namespace nuong
