#include "case_look.hpp"

#include <gtest/gtest.h>

#include "city_fixture.hpp"
#include "nuong/operations/list_looks.hpp"

/// An act is done between the moment a look is allowed and its entry: the look is that of the case after the act.
namespace nuong::operations {
namespace {

class CaseLookTest : public testing::Test {
 protected:
  CaseLookTest() : city_("Võ Thị Lan Chi") { city_.Refer(); }

  City city_;
};

TEST_F(CaseLookTest, WhoIsOffTheCaseMeanwhileFindsNothing) {
  const Caller centre = city_.As("centre", "");
  auto asked = FindCase(city_.services(), centre, city_.at_hand(), "case");
  ASSERT_TRUE(asked.ok());
  city_.Act(centre, city_.at_hand(), 5, "referral_refused", {{"reason", "no_fitting_room"}, {"message", "Hết chỗ"}});
  EXPECT_EQ(RecordOpening(city_.services(), centre, *asked, "case").error().id, "absent");
  const auto looks = ListLooks(city_.services(), city_.As("post", ""), {city_.at_hand()});
  ASSERT_TRUE(looks.ok());
  EXPECT_EQ(looks->looks.at(1).act, "refused") << "and that she asked is on record";
}

TEST_F(CaseLookTest, WhoStaysSeesTheCaseAfterTheAct) {
  const Caller post = city_.As("post", "");
  auto asked = FindCase(city_.services(), post, city_.at_hand(), "case");
  ASSERT_TRUE(asked.ok());
  const std::size_t facts = asked->file.facts.size();
  city_.Act(city_.As("centre", ""), city_.at_hand(), 5, "referral_accepted", {{"message", "Được"}});
  ASSERT_TRUE(RecordOpening(city_.services(), post, *asked, "case").ok());
  EXPECT_EQ(asked->file.facts.size(), facts + 1);
}

/// Between the moment a look is allowed and its entry the centre says no, and is on the case no more.
TEST_F(CaseLookTest, NoLookBesideAndNoFileForWhoIsOffTheCaseMeanwhile) {
  const Caller centre = city_.As("centre", "");
  const auto leave = [&] {
    city_.store().before_next_write = [&] {
      city_.Act(centre, city_.at_hand(), 5, "referral_refused",
                {{"reason", "no_fitting_room"}, {"message", "Hết chỗ"}});
    };
  };
  auto asked = FindCase(city_.services(), centre, city_.at_hand(), "exported_case");
  ASSERT_TRUE(asked.ok());
  leave();
  EXPECT_EQ(RecordExport(city_.services(), centre, *asked, {FieldClass::kSkeleton}).error().id, "absent");
  const auto looks = ListLooks(city_.services(), city_.As("post", ""), {city_.at_hand()});
  ASSERT_TRUE(looks.ok());
  EXPECT_EQ(looks->looks.at(1).act, "refused") << "that she asked is on record";
}

}  // namespace
}  // namespace nuong::operations
