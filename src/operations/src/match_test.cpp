#include <gtest/gtest.h>

#include <algorithm>

#include "match_sheet.hpp"

namespace nuong::operations {
namespace {

constexpr MatchLimits kLimits{80};

const vault::RootKey& Root() {
  static const std::array<std::uint8_t, 32> seed{};
  static const vault::RootKey root = vault::RootKey::FromSeed(seed);
  return root;
}

class StillRandom : public Random {
 public:
  void Fill(std::span<std::uint8_t> bytes) override { std::fill(bytes.begin(), bytes.end(), std::uint8_t{7}); }
};

CaseId Case(char last) {
  std::string text(26, '0');
  text[10] = last;
  return CaseId::Parse(text).value();
}

PersonWords Person(const std::string& name, std::vector<int> years = {}, std::vector<std::string> documents = {}) {
  PersonWords words{{}, std::move(years), std::move(documents)};
  if (!name.empty()) words.names.push_back(NormaliseName(name));
  return words;
}

bool Finds(const PersonWords& kept, const PersonWords& asked) {
  MatchIndex index;
  for (const MatchSheet& sheet : SheetsOf(Root(), Case('b'), kept)) index.Add(sheet);
  return !index.Find(TokensOf(Root(), asked, 1), kLimits).empty();
}

struct Spelling {
  const char* kept;
  const char* asked;
  bool found;
};

/// Invented names. Marks, đ, y and i, one letter, order of case: found. Another person: not.
TEST(Match, ForgivesTonesAndSpellingNotAnotherName) {
  const Spelling spellings[] = {
      {"Võ Thị Lan Chi", "Vo Thi Lan Chi", true},   {"Võ Thị Lan Chi", "VÕ THỊ LAN CHI", true},
      {"Đặng Thùy Dương", "Dang Thuy Duong", true}, {"Lý Mỹ Duyên", "Lí Mĩ Duiên", true},
      {"Nguyễn Thị Hoà", "Nguyễn  Thị Hòa", true},  {"Nguyễn Thị Hương Giang", "Nguyễn Thị Hươg Giang", true},
      {"Trần Văn Biển", "Trần Văn Bền", true},      {"Võ Thị Lan Chi", "Nguyễn Văn Hùng", false},
      {"Nguyễn Thị Hoa", "Nguyễn Văn Toàn", false}, {"Nguyễn Thị Hương Giang", "Nguyễn Thị", false},
      {"Võ Thị Lan Chi", "Lan Chi", false},
  };
  for (const Spelling& one : spellings) {
    EXPECT_EQ(Finds(Person(one.kept), Person(one.asked)), one.found) << one.kept << " / " << one.asked;
  }
}

TEST(Match, AYearFarAwayIsAnotherPersonAnUnknownOneIsNot) {
  EXPECT_TRUE(Finds(Person("Võ Thị Lan Chi", {2001}), Person("Võ Thị Lan Chi", {2002})));
  EXPECT_FALSE(Finds(Person("Võ Thị Lan Chi", {2001}), Person("Võ Thị Lan Chi", {2003})));
  EXPECT_TRUE(Finds(Person("Võ Thị Lan Chi"), Person("Võ Thị Lan Chi", {2003})));
  EXPECT_TRUE(Finds(Person("Võ Thị Lan Chi", {2001}), Person("Võ Thị Lan Chi")));
}

TEST(Match, ADocumentIsEnoughWhateverTheName) {
  const PersonWords kept = Person("Võ Thị Lan Chi", {2001}, {NormaliseDocument("079-301 001234")});
  EXPECT_TRUE(Finds(kept, Person("", {}, {NormaliseDocument("079301001234")})));
  EXPECT_FALSE(Finds(kept, Person("", {}, {NormaliseDocument("079301001235")})));
}

TEST(Match, EachAliasIsANameOfItsOwn) {
  PersonWords kept = Person("Võ Thị Lan Chi", {2001});
  kept.names.push_back(NormaliseName("Bé Út Miền Tây"));
  EXPECT_TRUE(Finds(kept, Person("Be Ut Mien Tai")));
  EXPECT_TRUE(Finds(kept, Person("Vo Thi Lan Chi")));
}

TEST(Match, ASheetComesBackAndIsPaddedAndBound) {
  StillRandom random;
  const MatchSheet sheet = SheetsOf(Root(), Case('b'), Person("Võ Thị Lan Chi", {2001})).front();
  std::string sealed = SealSheet(Root(), sheet, random);
  EXPECT_EQ(OpenSheet(SheetOpener(Root()), sealed).value(), sheet);
  EXPECT_EQ(sealed.size(),
            SealSheet(Root(), SheetsOf(Root(), Case('b'), Person("Võ Thị Lan Anh")).front(), random).size());
  for (std::size_t i = 0; i < sealed.size(); i += 17) {
    sealed[i] = static_cast<char>(sealed[i] ^ 1);
    EXPECT_FALSE(OpenSheet(SheetOpener(Root()), sealed).ok());
    sealed[i] = static_cast<char>(sealed[i] ^ 1);
  }
}

TEST(Match, WhatIsRemovedIsNotFound) {
  MatchIndex index;
  for (const char last : {'b', 'c'}) {
    for (const MatchSheet& sheet : SheetsOf(Root(), Case(last), Person("Võ Thị Lan Chi"))) index.Add(sheet);
  }
  index.Remove(Case('b'));
  const auto hits = index.Find(TokensOf(Root(), Person("Võ Thị Lan Chi")), kLimits);
  ASSERT_EQ(hits.size(), 1u);
  EXPECT_EQ(hits.front().case_id, Case('c'));
  EXPECT_EQ(hits.front().likeness, 100);
}

}  // namespace
}  // namespace nuong::operations
