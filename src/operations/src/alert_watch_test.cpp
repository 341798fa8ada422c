#include "alert_watch.hpp"

#include <gtest/gtest.h>

namespace nuong::operations {
namespace {

using regulation::AlertRule;

const std::vector<AlertRule> kRules = {
    {"searches", {}, AlertRule::Watch::kSearches, 1440, 4, 3, 30, 0, {}},
    {"cases", {}, AlertRule::Watch::kCases, 60, 3, 0, 0, 0, {}},
    {"refusals", {}, AlertRule::Watch::kRefusals, 60, 2, 0, 0, 0, {}},
    {"emergencies", {}, AlertRule::Watch::kEmergencies, 3 * 1440, 2, 0, 0, 500, {}},
};

/// What a member did, told in words, one line an entry: day and time, deed, case.
struct Done {
  const char* at;
  ledger::Deed deed;
  int case_number = 0;
  const char* kind = "";
};

class AlertWatchTest : public testing::Test {
 protected:
  /// What is unusual after these: "rule count/usual", in order.
  std::string Seen(const std::vector<Done>& done, const std::string& member = "lan", bool is_fresh = true) {
    std::string told;
    for (const Done& one : done) {
      ledger::Entry entry;
      entry.sequence = ++sequence_;
      entry.at = ParseInstant(std::string(one.at) + "+07:00").value();
      entry.deed = one.deed;
      entry.kind = one.kind;
      entry.member = MemberName(member);
      if (one.case_number > 0)
        entry.case_id = CaseId::Parse(std::string(24, '0') + static_cast<char>('a' + one.case_number) + "a");
      for (const Untold& untold : watch_.See(entry, is_fresh)) {
        const Alert& alert = untold.alert;
        told += alert.rule + " " + std::to_string(alert.count) + "/" + std::to_string(alert.usual);
        if (alert.looks > 0) told += " of " + std::to_string(alert.looks);
        told += "; ";
      }
    }
    return told;
  }

  AlertWatch watch_{kRules, {"opened"}, kVietnamTime};
  std::uint64_t sequence_ = 0;
};

constexpr auto kSearch = ledger::Deed::kSearch;
constexpr auto kRead = ledger::Deed::kRead;
constexpr auto kRefused = ledger::Deed::kRefused;
constexpr auto kEmergency = ledger::Deed::kEmergency;

TEST_F(AlertWatchTest, TellsWhenTheNumberIsReachedAndCountsAnew) {
  EXPECT_EQ(Seen({{"2023-06-12T08:00", kRefused}}), "");
  EXPECT_EQ(Seen({{"2023-06-12T08:59", kRefused}}), "refusals 2/0; ");
  EXPECT_EQ(Seen({{"2023-06-12T08:59", kRefused}}), "") << "told already";
  EXPECT_EQ(Seen({{"2023-06-12T09:59", kRefused}}), "") << "the one before is an hour ago, to the moment";
  EXPECT_EQ(Seen({{"2023-06-12T10:58", kRefused}}), "refusals 2/0; ");
}

TEST_F(AlertWatchTest, EachMemberIsCountedByItself) {
  EXPECT_EQ(Seen({{"2023-06-12T08:00", kRefused}}, "lan"), "");
  EXPECT_EQ(Seen({{"2023-06-12T08:01", kRefused}}, "mai"), "");
  EXPECT_EQ(Seen({{"2023-06-12T08:02", kRefused}}, ""), "") << "nobody signed in";
}

TEST_F(AlertWatchTest, TheSameCaseAgainIsNoOther) {
  EXPECT_EQ(Seen({{"2023-06-12T08:00", kRead, 1},
                  {"2023-06-12T08:05", kRead, 2},
                  {"2023-06-12T08:06", kRead, 1},
                  {"2023-06-12T08:07", kRead}}),
            "")
      << "a look at no case counts for none";
  EXPECT_EQ(Seen({{"2023-06-12T08:08", kRead, 3}}), "cases 3/0; ");
}

TEST_F(AlertWatchTest, WhoSearchesMuchEveryDayIsNotUnusualUntilThreeTimesThat) {
  for (int day = 10; day < 16; ++day) {
    const std::string date = "2023-06-" + std::to_string(day) + "T0";
    const std::string times[] = {date + "8:00", date + "8:01"};
    EXPECT_EQ(Seen({{times[0].c_str(), kSearch}, {times[1].c_str(), kSearch}}), "");
  }
  EXPECT_EQ(Seen({{"2023-06-17T08:00", kSearch},
                  {"2023-06-17T08:01", kSearch},
                  {"2023-06-17T08:02", kSearch},
                  {"2023-06-17T08:03", kSearch},
                  {"2023-06-17T08:04", kSearch}}),
            "")
      << "four is enough for somebody whose usual day is not known";
  EXPECT_EQ(Seen({{"2023-06-17T08:05", kSearch}}), "searches 6/2; ");
}

/// Two in three days are told of where they are more than half of what she looked at.
TEST_F(AlertWatchTest, EmergenciesAreUnusualWhereTheyAreALargeShareOfTheLooks) {
  EXPECT_EQ(Seen({{"2023-06-12T08:00", kRead, 1},
                  {"2023-06-12T08:01", kEmergency, 1, "opened"},
                  {"2023-06-12T08:02", kEmergency, 1, "reviewed"},
                  {"2023-06-12T08:03", kRead, 2},
                  {"2023-06-12T08:04", kRead, 1},
                  {"2023-06-12T08:05", kRead, 2},
                  {"2023-06-13T07:58", kRead, 2},
                  {"2023-06-13T07:59", kRead, 1}}),
            "")
      << "to review another's is none, and a case is read once a day";
  EXPECT_EQ(Seen({{"2023-06-13T08:00", kEmergency, 1, "opened"}}), "") << "two of four are half, and not more";
  EXPECT_EQ(Seen({{"2023-06-13T08:01", kEmergency, 1, "opened"}}), "emergencies 3/0 of 4; ");
}

TEST_F(AlertWatchTest, LooksOfEarlierDaysAreNoExcuseForEmergenciesOfToday) {
  EXPECT_EQ(Seen({{"2023-06-08T08:00", kRead, 1}, {"2023-06-08T08:01", kRead, 1}, {"2023-06-08T08:02", kRead, 1}}), "");
  EXPECT_EQ(Seen({{"2023-06-12T08:00", kEmergency, 1, "opened"}}), "");
  EXPECT_EQ(Seen({{"2023-06-12T08:01", kEmergency, 1, "opened"}}), "emergencies 2/0; ");
}

/// Whoever begins in the middle, after a restart, tells what the run before would have told, and nothing twice.
TEST_F(AlertWatchTest, BeginningInTheMiddleChangesNothing) {
  const Done first{"2023-06-12T08:00", kEmergency, 1, "opened"};
  const Done second{"2023-06-13T08:00", kEmergency, 1, "opened"};
  const Done third{"2023-06-14T08:00", kEmergency, 1, "opened"};
  const Done fourth{"2023-06-15T08:00", kEmergency, 1, "opened"};
  EXPECT_EQ(Seen({first}), "");
  EXPECT_EQ(Seen({second}), "emergencies 2/0; ");
  EXPECT_EQ(Seen({third}), "");
  EXPECT_EQ(Seen({fourth}), "emergencies 2/0; ");

  AlertWatch again(kRules, {"opened"}, kVietnamTime);
  again.Know({{"emergencies", 2}});
  watch_ = std::move(again);
  sequence_ = 1;
  EXPECT_EQ(Seen({second, third}, "lan", false), "") << "the first is not seen again; two that were told are not three";
  EXPECT_EQ(Seen({fourth}), "emergencies 2/0; ");
}

TEST_F(AlertWatchTest, WhatIsOlderThanThirtyDaysIsForgotten) {
  for (int day = 10; day < 16; ++day) {
    const std::string date = "2023-06-" + std::to_string(day) + "T0";
    const std::string times[] = {date + "8:00", date + "8:01"};
    EXPECT_EQ(Seen({{times[0].c_str(), kSearch}, {times[1].c_str(), kSearch}}), "");
  }
  EXPECT_EQ(Seen({{"2023-07-20T08:00", kSearch},
                  {"2023-07-20T08:01", kSearch},
                  {"2023-07-20T08:02", kSearch},
                  {"2023-07-20T08:03", kSearch}}),
            "searches 4/0; ");
}

}  // namespace
}  // namespace nuong::operations
