#include "nuong/regulation/items.hpp"

#include <gtest/gtest.h>

#include "testing.hpp"

namespace nuong::regulation {
namespace {

std::string Told(const CoveredClause& covered) {
  std::string told = covered.clause->id;
  for (const Carrier& carrier : covered.carriers) told += " " + carrier.kind + ":" + carrier.id;
  return told;
}

TEST(Coverage, FindsWhatCarriesEachClause) {
  const auto regulation = testing::Example();
  const auto coverage = Coverage(*regulation);
  ASSERT_EQ(coverage.size(), 4u);
  EXPECT_EQ(Told(coverage[0]), "S1 register:lessons target:lessons_given");
  // A source may name further clauses (`also`): visit-family stands in the regulation and carries S2 too.
  EXPECT_EQ(Told(coverage[1]),
            "S2 act:family_abroad act:family_sought act:family_told duty:tell-family duty:visit-family step:visits");
  EXPECT_EQ(Told(coverage[2]), "S3 entitlement:meals-all norm:rooms-apart");
  EXPECT_EQ(Told(coverage[3]), "S4");
}

TEST(ItemsOf, ListsEachVersionOfEachKind) {
  const auto regulation = testing::Example();
  for (const std::string& kind : ItemKinds()) {
    const auto items = ItemsOf(*regulation, kind);
    EXPECT_FALSE(items.empty()) << kind;
    for (const Item& item : items) {
      EXPECT_EQ(item.kind, kind);
      EXPECT_FALSE(item.id.empty() || item.title.vi.empty() || item.title.en.empty()) << kind << " " << item.id;
    }
  }
  const auto documents = ItemsOf(*regulation, "document");
  ASSERT_EQ(documents.size(), 2u);
  EXPECT_EQ(documents[0].validity.until, ParseDate("2022-01-01"));
  EXPECT_EQ(documents[1].clauses.front().clause, "art. 7 (new)");
  EXPECT_TRUE(ItemsOf(*regulation, "documents").empty());
}

TEST(RegimeOn, FollowsTheDay) {
  const auto regulation = testing::Example();
  const auto on = [&](const char* day) {
    const Regime* regime = regulation->law.RegimeOn(*ParseDate(day));
    return regime == nullptr ? std::string() : regime->id;
  };
  EXPECT_EQ(on("2019-12-31"), "");
  EXPECT_EQ(on("2020-01-01"), "old-rules");
  EXPECT_EQ(on("2023-12-31"), "old-rules");
  EXPECT_EQ(on("2024-01-01"), "new-rules");
}

}  // namespace
}  // namespace nuong::regulation
