#include "nuong/operations/alerts.hpp"

#include <gtest/gtest.h>

#include "alert_rows.hpp"
#include "city_fixture.hpp"
#include "match_sheet.hpp"
#include "nuong/ledger/verify.hpp"
#include "nuong/operations/compare.hpp"
#include "nuong/operations/list_duties.hpp"
#include "nuong/operations/open_case.hpp"
#include "nuong/operations/reform_day.hpp"

/// An invented person is planted by the provincial police; a post searches for her.
namespace nuong::operations {
namespace {

class AlertsTest : public testing::Test {
 protected:
  AlertsTest() : city_("Võ Thị Lan Chi") { police_ = city_.As("police", ""); }

  AlertsView Plant(const std::string& name) {
    const auto planted = PlantBait(city_.services(), police_, {name, 1999, std::nullopt});
    EXPECT_TRUE(planted.ok());
    return *planted;
  }
  AlertsView Watched() {
    EXPECT_TRUE(WatchForAlerts(city_.services()).ok());
    return *ListAlerts(city_.services(), police_);
  }

  City city_;
  Caller police_;
};

TEST_F(AlertsTest, WhoSearchesForBaitIsToldOfOnceAndLearnsNothing) {
  const auto before = city_.Search(city_.As("post"), "Hồ Thị Mồi Chài", 1999);
  Plant("Hồ Thị Mồi Chài");
  const auto after = city_.Search(city_.As("post"), "Ho Thi Moi Chai", 1999);
  ASSERT_TRUE(after.ok());
  EXPECT_EQ(after->hits.size(), before->hits.size());
  EXPECT_EQ(after->left, before->left - 1);
  for (int again = 0; again < 2; ++again) {
    const AlertsView view = Watched();
    ASSERT_EQ(view.alerts.size(), 1u) << "who searched before the planting did no wrong, and nothing is told twice";
    EXPECT_EQ(view.alerts.front().rule, "bait-touched");
    EXPECT_EQ(view.alerts.front().member, "post");
    EXPECT_EQ(view.alerts.front().unit, kPost);
    EXPECT_EQ(view.alerts.front().because, after->look);
    city_.Restart();
    police_ = city_.As("police", "");
  }
  const auto views = CompareViews(city_.store(), city_.regulation());
  EXPECT_TRUE(views->differences.empty());
  (void)city_.store().Read([&](store::Reader& reader) -> Result<void> {
    EXPECT_TRUE(ledger::Verify(reader).flaws.empty()) << "no row that no entry speaks of";
    return {};
  });
}

TEST_F(AlertsTest, BaitTakenAwayIsNoBait) {
  const AlertsView planted = Plant("Hồ Thị Mồi Chài");
  ASSERT_EQ(planted.baits.size(), 1u);
  const auto withdrawn = WithdrawBait(city_.services(), police_, {planted.baits.front().sequence});
  ASSERT_TRUE(withdrawn.ok());
  EXPECT_TRUE(withdrawn->baits.empty());
  EXPECT_EQ(WithdrawBait(city_.services(), police_, {planted.baits.front().sequence}).error().code, ErrorCode::kAbsent);
  ASSERT_TRUE(city_.Search(city_.As("post"), "Hồ Thị Mồi Chài", 1999).ok());
  EXPECT_TRUE(Watched().alerts.empty());
}

TEST_F(AlertsTest, OnlyOthersAnswerAndOnce) {
  Plant("Hồ Thị Mồi Chài");
  ASSERT_TRUE(city_.Search(city_.As("post"), "Hồ Thị Mồi Chài", 1999).ok());
  const AlertsView view = Watched();
  ASSERT_EQ(view.alerts.size(), 1u);
  const std::int64_t alert = view.alerts.front().sequence;
  EXPECT_EQ(ListDuties(city_.services(), police_)->alerts, 1);
  EXPECT_EQ(ListDuties(city_.services(), city_.As("post", ""))->alerts, 0);
  const Caller post = city_.As("post", "");
  EXPECT_EQ(ListAlerts(city_.services(), post).error().code, ErrorCode::kRefused);
  EXPECT_EQ(AnswerAlert(city_.services(), post, {alert, "explained"}).error().code, ErrorCode::kRefused);
  EXPECT_EQ(PlantBait(city_.services(), post, {"Hồ Thị Khác", {}, {}}).error().code, ErrorCode::kRefused);
  EXPECT_EQ(AnswerAlert(city_.services(), police_, {alert, "because"}).error().code, ErrorCode::kInvalid);
  const auto answered = AnswerAlert(city_.services(), police_, {alert, "misuse"});
  ASSERT_TRUE(answered.ok());
  EXPECT_EQ(answered->alerts.front().finding->en, "Access was misused");
  EXPECT_EQ(ListDuties(city_.services(), police_)->alerts, 0);
  EXPECT_EQ(AnswerAlert(city_.services(), police_, {alert, "misuse"}).error().code, ErrorCode::kConflict);
  EXPECT_EQ(AnswerAlert(city_.services(), police_, {alert + 1, "misuse"}).error().code, ErrorCode::kAbsent);
}

/// The police search themselves: the alert is there, but not for them.
TEST_F(AlertsTest, NobodySeesThoseAboutHerOwnUnit) {
  Plant("Hồ Thị Mồi Chài");
  const std::string received = city_.Receive("police", "Mai Thị Nụ", 2000);
  ASSERT_TRUE(
      SearchPersons(city_.services(), city_.As("police"), {received, "Hồ Thị Mồi Chài", 1999, std::nullopt}).ok());
  EXPECT_TRUE(Watched().alerts.empty());
  EXPECT_EQ(ListDuties(city_.services(), police_)->alerts, 0);
  const auto department = ListAlerts(city_.services(), city_.As("department", ""));
  ASSERT_TRUE(department.ok());
  ASSERT_EQ(department->alerts.size(), 1u);
  const std::int64_t alert = department->alerts.front().sequence;
  EXPECT_EQ(AnswerAlert(city_.services(), police_, {alert, "explained"}).error().code, ErrorCode::kAbsent);
  ASSERT_TRUE(AnswerAlert(city_.services(), city_.As("department", ""), {alert, "explained"}).ok());
  EXPECT_TRUE(ListAlerts(city_.services(), police_)->alerts.empty()) << "nor what it came to";
}

/// A search has room to tell of eight that may be her. However many there are, bait is told of.
TEST_F(AlertsTest, BaitIsNotCrowdedOut) {
  for (int i = 0; i < 9; ++i) city_.Receive("commune", "Hồ Thị Mồi Chài", 1999);
  Plant("Hồ Thị Mồi Chài");
  ASSERT_TRUE(city_.Search(city_.As("post"), "Hồ Thị Mồi Chài", 1999).ok());
  EXPECT_EQ(Watched().alerts.size(), 1u);
}

/// Once is an emergency. Three times within a month, by somebody who looks at little else, is a habit.
TEST_F(AlertsTest, EmergencyAccessThatBecomesAHabitIsToldOf) {
  city_.Refer();
  std::int64_t version = 5;
  for (const char* hour : {"09", "14", "19"}) {
    EXPECT_TRUE(Watched().alerts.empty()) << hour;
    city_.clock().Set("2023-06-12T" + std::string(hour) + ":00+07:00");
    police_ = city_.As("police", "");
    ASSERT_TRUE(OpenCase(city_.services(), city_.As("office", ""), {city_.at_hand()}).ok());
    city_.Act(city_.As("office", ""), city_.at_hand(), version++, "emergency_requested",
              {{"opened_class", "F3"}, {"reason", "missing"}, {"words", "Không thấy về"}});
  }
  for (int again = 0; again < 2; ++again) {
    const AlertsView view = Watched();
    ASSERT_EQ(view.alerts.size(), 1u) << again;
    EXPECT_EQ(view.alerts.front().rule, "many-emergencies");
    EXPECT_EQ(view.alerts.front().member, "office");
    EXPECT_EQ(view.alerts.front().count, 3);
    EXPECT_EQ(view.alerts.front().looks, 1);
    city_.Restart();
    police_ = city_.As("police", "");
  }
  EXPECT_TRUE(CompareViews(city_.store(), city_.regulation())->differences.empty());
}

TEST_F(AlertsTest, WhatCouldNotBeWrittenIsToldAtTheNextLook) {
  Plant("Hồ Thị Mồi Chài");
  for (int i = 0; i < 2; ++i) ASSERT_TRUE(city_.Search(city_.As("post"), "Hồ Thị Mồi Chài", 1999).ok());
  city_.store().fail_next = true;
  EXPECT_FALSE(WatchForAlerts(city_.services()).ok());
  EXPECT_TRUE(ListAlerts(city_.services(), police_)->alerts.empty());
  EXPECT_EQ(Watched().alerts.size(), 2u);
  EXPECT_EQ(Watched().alerts.size(), 2u);
}

/// What has waited longest stands first; what is answered comes after it and takes no room of it.
TEST_F(AlertsTest, NobodyBuriesOneUnderOthers) {
  Plant("Hồ Thị Mồi Chài");
  for (int i = 0; i < 4; ++i) ASSERT_TRUE(city_.Search(city_.As("post"), "Hồ Thị Mồi Chài", 1999).ok());
  const auto alerts = Watched().alerts;
  ASSERT_EQ(alerts.size(), 4u);
  EXPECT_LT(alerts.front().sequence, alerts.back().sequence);
  for (const std::size_t answered : {1, 3}) {
    ASSERT_TRUE(AnswerAlert(city_.services(), police_, {alerts[answered].sequence, "explained"}).ok());
  }
  const auto shown = [&](std::size_t most) {
    std::vector<std::int64_t> sequences;
    (void)city_.store().Read([&](store::Reader& reader) -> Result<void> {
      const auto successions = city_.services().SuccessionsAt(reader);
      const MemberRow row{MemberName("police"), UnitName("hcmc-police"), {}, {"approver"}};
      const auto listed = AlertsFor(Overseer(city_.services(), **successions, row), reader, most);
      for (const Alert& alert : *listed) {
        sequences.push_back(static_cast<std::int64_t>(alert.sequence));
      }
      return {};
    });
    return sequences;
  };
  using Order = std::vector<std::int64_t>;
  EXPECT_EQ(shown(200), (Order{alerts[0].sequence, alerts[2].sequence, alerts[3].sequence, alerts[1].sequence}));
  EXPECT_EQ(shown(1), (Order{alerts[0].sequence, alerts[3].sequence}));
  EXPECT_EQ(ListDuties(city_.services(), police_)->alerts, 2);
}

/// On 1 March 2025 the city's police take the place of the district's: whatever that did is their own by now.
TEST_F(AlertsTest, WhoTakesAUnitsPlaceDoesNotSeeThoseAboutIt) {
  Plant("Hồ Thị Mồi Chài");
  const std::string received = city_.Receive("can-gio", "Mai Thị Nụ", 2000);
  ASSERT_TRUE(
      SearchPersons(city_.services(), city_.As("can-gio"), {received, "Hồ Thị Mồi Chài", 1999, std::nullopt}).ok());
  const AlertsView before = Watched();
  ASSERT_EQ(before.alerts.size(), 1u);
  city_.clock().Set("2025-03-01T08:00+07:00");
  ASSERT_TRUE(ProposeReform(city_.services(), city_.As("department", ""), city_.Next(), {"2025-03-01"}).ok());
  police_ = city_.As("police", "");
  const auto confirmed = ConfirmReform(city_.services(), police_, city_.Next(), {"2025-03-01"});
  ASSERT_TRUE(confirmed.ok()) << confirmed.error().note;
  EXPECT_TRUE(Watched().alerts.empty());
  EXPECT_EQ(ListDuties(city_.services(), police_)->alerts, 0);
  EXPECT_EQ(AnswerAlert(city_.services(), police_, {before.alerts.front().sequence, "explained"}).error().code,
            ErrorCode::kAbsent);
  EXPECT_EQ(ListAlerts(city_.services(), city_.As("department", ""))->alerts.size(), 1u);
}

/// What it is called is nowhere; on the disk only the sheet and that it is bait.
TEST_F(AlertsTest, TheNameOfBaitIsNotKept) {
  Plant("Hồ Thị Mồi Chài");
  const std::string all = city_.AtRest();
  for (const char* name : {"Mồi", "moi chai", "Moi Chai"}) EXPECT_EQ(all.find(name), std::string::npos) << name;
}

}  // namespace
}  // namespace nuong::operations
