#include "nuong/store/store.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <set>

namespace nuong::store {
namespace {

TEST(CollectionName, IsDifferentForEveryCollection) {
  std::set<std::string_view> names;
  for (int i = 0; i < kCollectionCount; ++i) names.insert(CollectionName(static_cast<Collection>(i)));
  EXPECT_EQ(names.size(), static_cast<std::size_t>(kCollectionCount));
  EXPECT_THROW(CollectionName(static_cast<Collection>(kCollectionCount)), std::logic_error);
}

TEST(Prefix, EndsBeforeTheNextPrefix) {
  EXPECT_EQ(Prefix("ab").from, "ab");
  EXPECT_EQ(Prefix("ab").to, "ac");
  EXPECT_EQ(Prefix("a\xff\xff").to, "b");
  EXPECT_EQ(Prefix("\xff\xff").to, "");
  EXPECT_EQ(Prefix("").to, "");
  EXPECT_EQ(Prefix("\x7f").to, "\x80");
  EXPECT_EQ(Prefix("a", 7).limit, 7U);
}

RC_GTEST_PROP(Prefix, HoldsExactlyTheKeysThatStartWithIt, (const std::string& prefix, const std::string& other)) {
  const Range range = Prefix(prefix);
  const auto holds = [&range](const std::string& key) {
    return key >= range.from && (range.to.empty() || key < range.to);
  };
  RC_ASSERT(holds(prefix + other));
  RC_ASSERT(holds(prefix + std::string(other.size(), '\xff')));
  RC_ASSERT(holds(other) == other.starts_with(prefix));
}

}  // namespace
}  // namespace nuong::store
