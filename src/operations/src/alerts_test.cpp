#include "nuong/operations/alerts.hpp"

#include <gtest/gtest.h>

#include "city_fixture.hpp"
#include "match_sheet.hpp"
#include "nuong/ledger/verify.hpp"
#include "nuong/operations/compare.hpp"
#include "nuong/operations/list_duties.hpp"

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
  EXPECT_EQ(AnswerAlert(city_.services(), police_, {department->alerts.front().sequence, "explained"}).error().code,
            ErrorCode::kAbsent);
}

/// What it is called is nowhere; on the disk only the sheet and that it is bait.
TEST_F(AlertsTest, TheNameOfBaitIsNotKept) {
  Plant("Hồ Thị Mồi Chài");
  std::string all;
  (void)city_.store().Read([&](store::Reader& reader) -> Result<void> {
    for (int i = 0; i < store::kCollectionCount; ++i) {
      reader.Scan(static_cast<store::Collection>(i), {}, [&](std::string_view key, std::string_view value) {
        all.append(key).append(value);
        return true;
      });
    }
    return {};
  });
  for (const char* name : {"Mồi", "moi chai", "Moi Chai"}) EXPECT_EQ(all.find(name), std::string::npos) << name;
}

}  // namespace
}  // namespace nuong::operations
