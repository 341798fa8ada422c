#include <algorithm>
#include <map>
#include <random>

#include "store_contract.hpp"

// Values, order and ranges.
namespace nuong::store {
namespace {

using std::string_literals::operator""s;
using Strings = std::vector<std::string>;

TEST_P(StoreContract, StartsEmptyInEveryCollection) {
  for (int i = 0; i < kCollectionCount; ++i) EXPECT_TRUE(Keys(static_cast<Collection>(i)).empty());
  EXPECT_EQ(Get(Collection::kMeta, "absent"), std::nullopt);
}

TEST_P(StoreContract, KeepsCollectionsApart) {
  for (int i = 0; i < kCollectionCount; ++i) Put(static_cast<Collection>(i), "key", std::to_string(i));
  for (int i = 0; i < kCollectionCount; ++i) EXPECT_EQ(Get(static_cast<Collection>(i), "key"), std::to_string(i));
}

TEST_P(StoreContract, GivesBackEveryValueByteForByte) {
  std::string every_byte;
  for (int byte = 0; byte < 256; ++byte) every_byte.push_back(static_cast<char>(byte));
  std::string large(3 << 20, 'x');
  large[1 << 20] = '\0';
  const Strings values = {""s, "\0"s, "a\0b"s, every_byte, "Nguyễn Thị Hương, Đồng Đăng"s, large};
  for (std::size_t i = 0; i < values.size(); ++i) Put(Collection::kPayloads, std::to_string(i), values[i]);
  Reopen();
  for (std::size_t i = 0; i < values.size(); ++i)
    EXPECT_TRUE(Get(Collection::kPayloads, std::to_string(i)) == values[i]);
}

TEST_P(StoreContract, TellsAnEmptyValueFromNone) {
  Put(Collection::kCases, "empty", "");
  EXPECT_EQ(Get(Collection::kCases, "empty"), "");
  EXPECT_EQ(Scan(Collection::kCases), (Rows{{"empty", ""}}));
}

TEST_P(StoreContract, OrdersKeysByteByByte) {
  Strings keys = {"\xff\xff"s, "b"s,    "\0"s,   "đ"s, "a\0"s, "ab"s,    "a"s,    "z"s,
                  "\0\0"s,     "\x7f"s, "\x80"s, "Z"s, "ă"s,   "a\xff"s, "\xff"s, ""s};
  for (const auto& key : keys) Put(Collection::kTree, key, key + "!");
  std::sort(keys.begin(), keys.end());  // std::string compares as unsigned bytes
  EXPECT_EQ(Keys(Collection::kTree), keys);
  for (const auto& [key, value] : Scan(Collection::kTree)) EXPECT_EQ(value, key + "!");
  std::reverse(keys.begin(), keys.end());
  EXPECT_EQ(Keys(Collection::kTree, {.from = {}, .to = {}, .limit = 0, .descending = true}), keys);
}

TEST_P(StoreContract, ScansLikeASortedMapForAnyRange) {
  std::mt19937 random(1);
  const auto key = [&random] {
    static constexpr char kBytes[] = {'\0', 'a', 'b', '\x7f', '\x80', '\xff'};
    std::string made(random() % 4, ' ');
    for (auto& byte : made) byte = kBytes[random() % sizeof kBytes];
    return made;
  };
  std::map<std::string, std::string> expected;
  for (int i = 0; i < 60; ++i) expected[key()] = std::to_string(i);
  for (const auto& [made, value] : expected) Put(Collection::kDuties, made, value);
  for (int i = 0; i < 400; ++i) {
    const Range range{.from = key(), .to = key(), .limit = random() % 5, .descending = random() % 2 == 0};
    Rows rows;
    for (const auto& row : expected) {
      if (row.first >= range.from && (range.to.empty() || row.first < range.to)) rows.emplace_back(row);
    }
    if (range.descending) std::reverse(rows.begin(), rows.end());
    if (range.limit != 0 && rows.size() > range.limit) rows.resize(range.limit);
    EXPECT_EQ(Scan(Collection::kDuties, range), rows);
  }
}

TEST_P(StoreContract, ReadsRangesHalfOpen) {
  for (const auto* key : {"a", "b", "c", "d"}) Put(Collection::kCases, key, "");
  const auto keys = [this](const std::string& from, const std::string& to, std::size_t limit, bool descending) {
    return Keys(Collection::kCases, {.from = from, .to = to, .limit = limit, .descending = descending});
  };
  EXPECT_EQ(keys("b", "d", 0, false), (Strings{"b", "c"}));
  EXPECT_EQ(keys("b", "", 0, false), (Strings{"b", "c", "d"}));
  EXPECT_EQ(keys("", "c", 0, false), (Strings{"a", "b"}));
  EXPECT_EQ(keys("b", "d", 0, true), (Strings{"c", "b"}));
  EXPECT_EQ(keys("b", "", 2, false), (Strings{"b", "c"}));
  EXPECT_EQ(keys("b", "", 2, true), (Strings{"d", "c"}));
  EXPECT_EQ(keys("b", "b", 0, false), Strings{});
  EXPECT_EQ(keys("d", "b", 0, false), Strings{});
  EXPECT_EQ(keys("aa", "az", 0, false), Strings{});
}

TEST_P(StoreContract, FindsExactlyThePrefix) {
  for (const auto& key : {"u"s, "u\x01"s, "u\xff"s, "u\xff\xff"s, "u\xff\xff\x01"s, "v"s, "\xff"s, "\xff\xff\x01"s}) {
    Put(Collection::kUnitCases, key, "");
  }
  const auto keys = [this](const std::string& prefix) { return Keys(Collection::kUnitCases, Prefix(prefix)); };
  EXPECT_EQ(keys("u"), (Strings{"u", "u\x01", "u\xff", "u\xff\xff", "u\xff\xff\x01"}));
  EXPECT_EQ(keys("u\xff"), (Strings{"u\xff", "u\xff\xff", "u\xff\xff\x01"}));
  EXPECT_EQ(keys("\xff"), (Strings{"\xff", "\xff\xff\x01"}));
  EXPECT_EQ(keys("\xff\xff"), (Strings{"\xff\xff\x01"}));
  EXPECT_EQ(keys("").size(), 8U);
}

TEST_P(StoreContract, StopsAScanWhenTheVisitSaysSo) {
  for (const auto* key : {"a", "b", "c"}) Put(Collection::kCases, key, "");
  int visits = 0;
  const auto read = store().Read([&](Reader& reader) -> Result<void> {
    reader.Scan(Collection::kCases, {}, [&](std::string_view, std::string_view) { return ++visits < 2; });
    return {};
  });
  EXPECT_TRUE(read.ok());
  EXPECT_EQ(visits, 2);
  EXPECT_EQ(Keys(Collection::kCases).size(), 3U);
}

TEST_P(StoreContract, AllowsReadsInsideAVisit) {
  for (const auto* key : {"a", "b"}) Put(Collection::kCases, key, key);
  Strings seen;
  const auto read = store().Read([&](Reader& reader) -> Result<void> {
    reader.Scan(Collection::kCases, {}, [&](std::string_view outer, std::string_view) {
      reader.Scan(Collection::kCases, {}, [&](std::string_view inner, std::string_view value) {
        seen.push_back(std::string(outer) + std::string(inner) + *reader.Get(Collection::kCases, value));
        return true;
      });
      return true;
    });
    return {};
  });
  EXPECT_TRUE(read.ok());
  EXPECT_EQ(seen, (Strings{"aaa", "abb", "baa", "bbb"}));
}

}  // namespace
}  // namespace nuong::store
