#include "rule_reviews.hpp"

#include "rule_change_fixture.hpp"

/// Reviews as the monitor and `verify` find them in the ledger.
namespace nuong::operations {
namespace {

using RuleReviewsTest = RuleChangeTest;

/// Planted by somebody who has the server: the ledger proves itself, and the review is none.
TEST_F(RuleReviewsTest, MonitorFindsAReviewThatWasNotToBe) {
  const Caller lan = As("lan");
  Plant(lan, [](ledger::Entry&) {});
  EXPECT_EQ(Watch(), std::vector<std::string>{}) << "as it is written when all is in order";
  Plant(lan, [](ledger::Entry&) {});
  EXPECT_EQ(Watch(), std::vector<std::string>{"review_not_allowed"}) << "twice";
}

TEST_F(RuleReviewsTest, EachNumberOfAReviewIsCountedAgain) {
  const RuleCount counted{9, 2, 3, "a table", 7};
  EXPECT_TRUE(IsAsCounted(counted, counted));
  const std::vector<std::function<void(RuleCount&)>> lies = {
      [](RuleCount& told) { ++told.requests; }, [](RuleCount& told) { --told.gained; },
      [](RuleCount& told) { ++told.lost; },     [](RuleCount& told) { told.table = "another"; },
      [](RuleCount& told) { ++*told.held; },    [](RuleCount& told) { told.held.reset(); },
  };
  for (std::size_t i = 0; i < lies.size(); ++i) {
    RuleCount told = counted;
    lies[i](told);
    EXPECT_FALSE(IsAsCounted(told, counted)) << i;
  }
  RuleCount broken = counted;
  broken.held.reset();
  EXPECT_FALSE(IsAsCounted(counted, broken)) << "the promises were said to hold";
  EXPECT_FALSE(IsAsCounted(broken, broken)) << "nobody signs that they do not";
}

/// The server told an approver that less would become open, and she signed it.
TEST_F(RuleReviewsTest, MonitorFindsANumberThatTheRulesDoNotComeTo) {
  const auto truth = CountRules(services_->regulation(), *changed_);
  ASSERT_TRUE(truth.ok() && truth->held);
  const auto watch = [&] {
    const auto report = Monitor(store_, {services_->world.regulation, changed_});
    EXPECT_TRUE(report.ok());
    std::vector<std::string> ids;
    for (const MonitorFinding& finding : report->findings) ids.push_back(finding.id);
    return ids;
  };
  const auto plant = [&](const std::string& member, std::int64_t unseen) {
    Plant(
        As(member), [&](ledger::Entry& entry) { entry.member = MemberName(member); },
        [&](RuleReview& review) {
          review.count = *truth;
          review.count.gained -= unseen;
        });
  };
  plant("lan", 0);
  EXPECT_EQ(watch(), std::vector<std::string>{});
  plant("mai", 1);
  EXPECT_EQ(watch(), std::vector<std::string>{"review_numbers_differ"});
  EXPECT_EQ(Watch(), std::vector<std::string>{}) << "where the changed rules are not given";
}

TEST_F(RuleReviewsTest, RulesThatCannotBeCountedHinderNoOtherCheck) {
  Change([](regulation::Regulation& changed) {
    changed.access_invariants.front().never = "case.phase_of_the_moon == 'full'";
  });
  Plant(As("lan"), [](ledger::Entry& entry) { entry.is_strong = false; });
  const auto report = Monitor(store_, {services_->world.regulation, changed_});
  ASSERT_TRUE(report.ok()) << report.error().note;
  std::vector<std::string> ids;
  for (const MonitorFinding& finding : report->findings) ids.push_back(finding.id);
  EXPECT_EQ(ids, (std::vector<std::string>{"review_not_allowed", "review_uncounted"}));
}

TEST_F(RuleReviewsTest, BrokenInvariantsAreCountedAgainToo) {
  Change(LetAnybodyRead);
  const auto counted = CountRules(services_->regulation(), *changed_);
  ASSERT_TRUE(counted.ok());
  EXPECT_FALSE(counted->held.has_value());
}

TEST_F(RuleReviewsTest, MonitorFindsAReviewByWhoMayNot) {
  Plant(As("cuc"), [](ledger::Entry& entry) { entry.member = MemberName("cuc"); });
  EXPECT_EQ(Watch(), std::vector<std::string>{"review_not_allowed"});
}

TEST_F(RuleReviewsTest, MonitorFindsAReviewWithoutAFreshProof) {
  Plant(As("lan"), [](ledger::Entry& entry) { entry.is_strong = false; });
  EXPECT_EQ(Watch(), std::vector<std::string>{"review_not_allowed"});
}

TEST_F(RuleReviewsTest, VerifyFindsAReviewThatIsNotTheOneItsEntryTellsOf) {
  const Caller lan = As("lan");
  const std::vector<std::function<void(RuleReview&)>> others = {
      [](RuleReview& review) { review.member = MemberName("mai"); },
      [](RuleReview& review) { review.unit = UnitName("department"); },
      [](RuleReview& review) { ++review.at.us; },
      [](RuleReview& review) { review.before = "another"; },
  };
  for (std::size_t i = 0; i < others.size(); ++i) {
    Plant(
        lan, [](ledger::Entry&) {}, others[i]);
    EXPECT_EQ(MembershipFlaws(), std::vector<std::string>(i + 1, "review_differs"));
  }
}

TEST_F(RuleReviewsTest, VerifyFindsAReviewInTheNameOfAnotherUnit) {
  Plant(As("lan"), [](ledger::Entry& entry) { entry.unit = UnitName("department"); });
  EXPECT_EQ(MembershipFlaws(), std::vector<std::string>{"review_foreign"});
}

TEST_F(RuleReviewsTest, MonitorAndVerifyFindAReviewThatSheHasNotSigned) {
  (void)As("lan");
  Plant(As("mai"), [](ledger::Entry&) {});
  EXPECT_EQ(Watch(), std::vector<std::string>{"review_unsigned"});
  EXPECT_EQ(MembershipFlaws(), std::vector<std::string>{"review_unsigned"});
}

}  // namespace
}  // namespace nuong::operations
