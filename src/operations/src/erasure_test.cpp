#include <gtest/gtest.h>

#include <algorithm>

#include "city_fixture.hpp"
#include "nuong/operations/open_case.hpp"

/// What lies in the store before and after keys were destroyed; who may do it and when is told in
/// tests/scenarios/what_becomes_of_the_record.yaml.
namespace nuong::operations {
namespace {

using Rows = ledger::MemoryStore::Rows;

class ErasureTest : public testing::Test {
 protected:
  ErasureTest() : city_("Võ Thị Lan Chi") {
    const Caller post = city_.As("post", "");
    city_.Act(post, id(), 3, "office_notified", {{"to", kOffice}});
    city_.Act(post, id(), 4, "family_contacted", {{"agreed", true}, {"outcome", "reached"}, {"relative", "Mẹ"}});
    city_.Act(post, id(), 5, "returned_home",
              {{"left_at", "2023-06-12T08:00+07:00"}, {"own_wish", true}, {"destination", "own_home"}});
    city_.Act(city_.As("department", ""), id(), 6, "closed", {{"reason", "settled"}});
    city_.clock().Set("2024-09-04T09:00+07:00");
    city_.Act(
        city_.As("department", ""), id(), 7, "erasure_asked",
        {{"erased_classes", Value::Array{"F3"}}, {"erasure_ground", "period_over"}, {"kept_until", "2024-08-15"}});
  }

  void Erase() { city_.Act(city_.As("department-2", ""), id(), 8, "erasure_done", {}); }
  const std::string& id() const { return city_.at_hand(); }

  /// Rows of a collection about the case, those of the keyring in this class only.
  Rows RowsOf(store::Collection collection, const std::string& part) {
    Rows rows;
    for (const auto& [key, value] : city_.store().rows(collection)) {
      if (key.find(id() + part) != std::string::npos) rows.emplace(key, value);
    }
    return rows;
  }

  City city_;
};

TEST_F(ErasureTest, TakesAFreshProofOfWhoDoesIt) {
  city_.AskSecondFactor();
  const Caller second = city_.As("department-2", "");
  city_.services().sessions.LetIn(second.session);
  const auto erase = [&] {
    return PerformAct(city_.services(), second, city_.Next(), {id(), "erasure_done", 8, Value::Object{}});
  };
  const auto asks = [&] {
    const auto page = OpenCase(city_.services(), second, {id()});
    const auto& acts = page->acts;
    return std::any_of(acts.begin(), acts.end(), [](const AvailableAct& act) { return act.asks_step_up; });
  };
  EXPECT_TRUE(asks());
  EXPECT_EQ(erase().error().code, ErrorCode::kRefused);
  EXPECT_GT(RowsOf(store::Collection::kKeyring, "/F3").size(), 1u);
  city_.services().sessions.Strengthen(second.session, ParseInstant("2024-09-04T09:10+07:00").value(),
                                       Sessions::Proof::kCode);
  EXPECT_FALSE(asks());
  EXPECT_TRUE(erase().ok());
}

TEST_F(ErasureTest, LeavesNoKeyOfTheClassButTheNumberThatIsNotUsedAgain) {
  ASSERT_GT(RowsOf(store::Collection::kKeyring, "/F3").size(), 1u);
  const Rows others = RowsOf(store::Collection::kKeyring, "/F2");
  Erase();
  const Rows left = RowsOf(store::Collection::kKeyring, "/F3");
  ASSERT_EQ(left.size(), 1u);
  EXPECT_EQ(left.begin()->first, "latest/" + id() + "/F3");
  EXPECT_EQ(RowsOf(store::Collection::kKeyring, "/F2"), others);
}

/// Whoever has the server's root key could else go on trying names.
TEST_F(ErasureTest, TakesWithItWhatPersonSearchWouldFindHerBy) {
  const Rows sheets = RowsOf(store::Collection::kMatches, "/");
  ASSERT_FALSE(sheets.empty());
  const std::size_t before = city_.services().matches.size();
  Erase();
  EXPECT_TRUE(RowsOf(store::Collection::kMatches, "/").empty());
  EXPECT_EQ(city_.services().matches.size(), before - sheets.size());
  city_.Restart();
  EXPECT_EQ(city_.services().matches.size(), before - sheets.size());
}

TEST_F(ErasureTest, OlderDataBesideTheKeyringOfAfterFindsHerNoMore) {
  const Rows sheets = RowsOf(store::Collection::kMatches, "/");
  const std::size_t before = city_.services().matches.size();
  Erase();
  city_.store().rows(store::Collection::kMatches).insert(sheets.begin(), sheets.end());
  city_.Restart();
  EXPECT_EQ(city_.services().matches.size(), before - sheets.size());
}

/// The office coordinated: it could have opened who she is in an emergency.
TEST_F(ErasureTest, OffersNoEmergencyForWhatIsGoneAndSaysSinceWhen) {
  const auto page = [&] { return OpenCase(city_.services(), city_.As("office", ""), {id()}).value(); };
  const auto offers = [](const CaseView& view) {
    return std::any_of(view.breakable.begin(), view.breakable.end(),
                       [](const BreakableView& one) { return one.field_class == "F3"; });
  };
  EXPECT_TRUE(offers(page()));
  Erase();
  const CaseView after = page();
  EXPECT_FALSE(offers(after));
  const auto gone = std::find_if(after.hidden.begin(), after.hidden.end(),
                                 [](const HiddenView& hidden) { return hidden.field_class == "F3"; });
  ASSERT_NE(gone, after.hidden.end());
  EXPECT_EQ(gone->reason.vi, "Khóa đã bị hủy vĩnh viễn lúc 09:00 ngày 04/09/2024; không ai mở được nữa.");
  ASSERT_EQ(after.record.size(), 1u);
  EXPECT_EQ(after.record.front().en, "Keys destroyed");
}

}  // namespace
}  // namespace nuong::operations
