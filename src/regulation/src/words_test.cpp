#include <gtest/gtest.h>

#include "nuong/regulation/duties.hpp"
#include "testing.hpp"

namespace nuong::regulation {
namespace {

struct WordsCase {
  std::string name, duration, from, vi, en;
};

class DeadlineWords : public ::testing::TestWithParam<WordsCase> {};

TEST_P(DeadlineWords, AreOfficialInBothLanguages) {
  const auto duration = ParseDuration(GetParam().duration);
  ASSERT_TRUE(duration.ok());
  const WorkingCalendar& calendar = testing::Example()->calendar;
  const Deadline deadline = CountDeadline(testing::At(GetParam().from), *duration, calendar);
  EXPECT_EQ(DeadlineInWords(*duration, deadline, calendar.offset).vi, GetParam().vi);
  EXPECT_EQ(DeadlineInWords(*duration, deadline, calendar.offset).en, GetParam().en);
}

INSTANTIATE_TEST_SUITE_P(
    Words, DeadlineWords,
    ::testing::Values(
        WordsCase{"Days", "20D", "2023-06-06T15:00+07:00", "trong 20 ngày, đến hết ngày 26/06/2023",
                  "within 20 days, until the end of 26 June 2023"},
        WordsCase{"OneDay", "1D", "2023-06-06T15:00+07:00", "trong 1 ngày, đến hết ngày 07/06/2023",
                  "within 1 day, until the end of 7 June 2023"},
        WordsCase{"WorkingDays", "3WD", "2023-08-31T10:00+07:00", "trong 3 ngày làm việc, đến hết ngày 07/09/2023",
                  "within 3 working days, until the end of 7 September 2023"},
        WordsCase{"Months", "2M", "2023-12-31T10:00+07:00", "trong 2 tháng, đến hết ngày 29/02/2024",
                  "within 2 months, until the end of 29 February 2024"},
        WordsCase{"Hours", "12H", "2023-06-03T22:40+07:00", "trong 12 giờ, chậm nhất 10:40 ngày 04/06/2023",
                  "within 12 hours, at the latest 10:40 on 4 June 2023"},
        WordsCase{"AtOnceWithLimit", "IMM15", "2023-06-03T22:40+07:00", "ngay lập tức, chậm nhất 22:55 ngày 03/06/2023",
                  "immediately, at the latest 22:55 on 3 June 2023"},
        WordsCase{"Years", "10Y", "2023-06-06T15:00+07:00", "trong 10 năm, đến hết ngày 06/06/2033",
                  "within 10 years, until the end of 6 June 2033"},
        WordsCase{"Unverified", "?", "2023-06-03T22:40+07:00", "luật có định thời hạn nhưng chưa kiểm chứng được",
                  "the law sets a time that is not verified yet"},
        WordsCase{"AtOnce", "IMM", "2023-06-03T22:40+07:00", "ngay lập tức", "immediately"},
        WordsCase{"Unstated", "-", "2023-06-03T22:40+07:00", "văn bản không nêu thời hạn",
                  "the text states no time limit"}),
    [](const auto& it) { return it.param.name; });

TEST(DeadlineWords, TellOurOwnLimitApartFromTheLaw) {
  const Engine engine(testing::Example());
  const Happening sought{1, "family_sought", testing::At("2023-06-05T08:00+07:00"), UnitName("post-ben-may"), {}};
  auto duties = engine.Advance({}, sought, {});
  ASSERT_EQ(duties.size(), 1u);
  const auto words = [&] { return DeadlineInWords(*engine.DefinitionOf(duties[0]), duties[0], kVietnamTime).en; };
  EXPECT_EQ(words(), "the text states no time limit; our own limit: within 3 days, until the end of 8 June 2023");
  const Happening abroad{2, "family_abroad", testing::At("2023-06-06T08:00+07:00"), UnitName("post-ben-may"), {}};
  duties = engine.Advance(std::move(duties), abroad, {});
  EXPECT_EQ(words(), "within 2 months, until the end of 7 August 2023 (extended)");
}

}  // namespace
}  // namespace nuong::regulation
