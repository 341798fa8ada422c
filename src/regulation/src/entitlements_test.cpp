#include "nuong/regulation/entitlements.hpp"

#include <gtest/gtest.h>

#include "testing.hpp"

namespace nuong::regulation {
namespace {

struct Asked {
  std::string name;
  std::string day;
  Value::Object person;
  std::string benefit;
  std::string told;  ///< "given amount certainty rows; missing facts"
};

std::string Tell(const Entitled& answer) {
  std::string told(GivenCode(answer.given));
  if (answer.amount) told += " " + FormatDecimal(*answer.amount) + " " + answer.amount_unit;
  told += " " + std::string(CertaintyCode(answer.certainty));
  for (const Entitlement* row : answer.rows) told += " " + row->id;
  for (std::size_t i = 0; i < answer.missing.size(); ++i) told += (i == 0 ? "; ask " : ", ") + answer.missing[i];
  return told;
}

class Entitlements : public ::testing::TestWithParam<Asked> {};

TEST_P(Entitlements, FollowTheRowsOfTheDay) {
  const auto regulation = testing::Example();
  for (const Entitled& answer : EntitlementsOf(*regulation, GetParam().person, *ParseDate(GetParam().day))) {
    if (answer.benefit->id != GetParam().benefit) continue;
    EXPECT_EQ(Tell(answer), GetParam().told);
  }
}

const Value::Object kFound = {{"standing", "found"}};

INSTANTIATE_TEST_SUITE_P(
    Rows, Entitlements,
    ::testing::Values(
        Asked{"FigureTimesFactor", "2023-06-30", kFound, "meals", "yes 45000 vnd_per_day verified meals-all"},
        Asked{"NewFigureFromItsFirstDay", "2023-07-01", kFound, "meals", "yes 60000 vnd_per_day partial meals-all"},
        Asked{"FigureNotVerified", "2024-01-01", kFound, "meals", "yes verified meals-all"},
        Asked{"NobodyBeforeTheLaw", "2019-12-31", kFound, "meals", "no verified"},
        Asked{"ClassNotYetInForce", "2021-12-31", {{"standing", "waiting"}}, "meals", "no verified"},
        Asked{"ClassInForce",
              "2022-01-01",
              {{"standing", "waiting"}},
              "meals",
              "yes 45000 vnd_per_day verified meals-all"},
        Asked{"NothingKnown", "2023-06-30", {}, "meals", "unknown unknown meals-all; ask standing"},
        Asked{"Granted",
              "2023-06-30",
              {{"standing", "found"}, {"poor", true}, {"age", 15}},
              "schooling",
              "yes partial schooling-poor"},
        Asked{"NotGranted",
              "2023-06-30",
              {{"standing", "found"}, {"poor", false}, {"age", 15}},
              "schooling",
              "no verified"},
        Asked{"Excluded",
              "2023-06-30",
              {{"standing", "found"}, {"poor", true}, {"age", 14}},
              "schooling",
              "no verified schooling-child"},
        Asked{"AgeNotKnown",
              "2023-06-30",
              {{"standing", "found"}, {"poor", true}},
              "schooling",
              "unknown unknown schooling-poor schooling-child; ask age"},
        Asked{"LawNotRead", "2024-06-30", kFound, "loan", "unknown unknown loan-unread"}),
    [](const auto& it) { return it.param.name; });

TEST(EntitlementsOf, AnswersForEachBenefitInForce) {
  const auto answers = EntitlementsOf(*testing::Example(), kFound, *ParseDate("2023-06-30"));
  ASSERT_EQ(answers.size(), 3u);
}

TEST(EntitlementsOf, SaysHowAnAmountComesAboutOrWhyThereIsNone) {
  const auto regulation = testing::Example();
  const auto why = [&](const char* day) {
    return EntitlementsOf(*regulation, kFound, *ParseDate(day)).front().amount_why.en;
  };
  EXPECT_EQ(why("2023-06-30"), "1.5 × Daily rate for food");
  EXPECT_EQ(why("2024-01-01"), "The figure of \"Daily rate for food\" is not verified yet.");
}

TEST(CheckPerson, TellsWhatNobodyAsksAndWhatIsNoAnswer) {
  const auto regulation = testing::Example();
  const auto problems =
      CheckPerson(*regulation, {{"pooor", true}, {"standing", "lost"}, {"age", "ten"}, {"poor", false}}, {});
  ASSERT_EQ(problems.size(), 3u);
  EXPECT_EQ(problems[0].pointer, "/age");
  EXPECT_EQ(problems[1].id, "unknown_fact");
  EXPECT_NE(problems[1].message.en.find("\"poor\""), std::string::npos);
  EXPECT_EQ(problems[2].pointer, "/standing");
}

TEST(Decimal, KeepsThreeDecimalsExactly) {
  for (const char* text : {"0", "1.5", "360000", "0.125", "999999999999"}) {
    ASSERT_TRUE(ParseDecimal(text)) << text;
    EXPECT_EQ(FormatDecimal(*ParseDecimal(text)), text);
  }
  for (const char* text : {"", "-1", "01", "1.", ".5", "1.2345", "1e3", "1,5", "1000000000000"}) {
    EXPECT_FALSE(ParseDecimal(text)) << text;
  }
  EXPECT_EQ(FormatDecimal(Times(*ParseDecimal("999999999999"), kLargestFactor)), "999999999999000");
  EXPECT_EQ(FormatDecimal(Times(*ParseDecimal("0.001"), *ParseDecimal("0.5"))), "0");
}

}  // namespace
}  // namespace nuong::regulation
