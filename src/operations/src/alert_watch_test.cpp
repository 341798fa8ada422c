#include "alert_watch.hpp"

#include <gtest/gtest.h>

namespace nuong::operations {
namespace {

using regulation::AlertRule;

const std::vector<AlertRule> kRules = {
    {"searches", {}, AlertRule::Watch::kSearches, 1440, 4, 3, 30, {}},
    {"cases", {}, AlertRule::Watch::kCases, 60, 3, 0, 0, {}},
    {"refusals", {}, AlertRule::Watch::kRefusals, 60, 2, 0, 0, {}},
};

/// What a member did, told in words, one line an entry: day and time, deed, case.
struct Done {
  const char* at;
  ledger::Deed deed;
  int case_number = 0;
};

class AlertWatchTest : public testing::Test {
 protected:
  /// What is unusual after these: "rule count/usual", in order.
  std::string Seen(const std::vector<Done>& done, const std::string& member = "lan") {
    std::string told;
    for (const Done& one : done) {
      ledger::Entry entry;
      entry.sequence = ++sequence_;
      entry.at = ParseInstant(std::string(one.at) + "+07:00").value();
      entry.deed = one.deed;
      entry.member = MemberName(member);
      if (one.case_number > 0)
        entry.case_id = CaseId::Parse(std::string(24, '0') + static_cast<char>('a' + one.case_number) + "a");
      for (const Untold& untold : watch_.See(entry)) {
        const Alert& alert = untold.alert;
        told += alert.rule + " " + std::to_string(alert.count) + "/" + std::to_string(alert.usual) + "; ";
      }
    }
    return told;
  }

  AlertWatch watch_{kRules, kVietnamTime};
  std::uint64_t sequence_ = 0;
};

constexpr auto kSearch = ledger::Deed::kSearch;
constexpr auto kRead = ledger::Deed::kRead;
constexpr auto kRefused = ledger::Deed::kRefused;

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
