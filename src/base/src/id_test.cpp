#include "nuong/base/id.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

namespace nuong {
namespace {

using IdBytes = std::array<std::uint8_t, 16>;

class CountingRandom : public Random {
 public:
  void Fill(std::span<std::uint8_t> bytes) override {
    for (auto& byte : bytes) byte = next_++;
  }

 private:
  std::uint8_t next_ = 0;
};

RC_GTEST_PROP(Id, DecodesWhatItEncodes, (IdBytes bytes)) {
  const std::string text = EncodeId(bytes);
  RC_ASSERT(text.size() == 26u);
  RC_ASSERT(DecodeId(text) == bytes);
}

// One spelling per value: whatever decodes is exactly what encoding writes.
RC_GTEST_PROP(Id, HasOneSpellingPerValue, ()) {
  const auto letter = rc::gen::elementOf(std::string("0123456789abcdefghjkmnpqrstvwxyzABilou-"));
  const auto text = *rc::gen::container<std::string>(26, letter);
  const auto bytes = DecodeId(text);
  RC_ASSERT((!bytes || EncodeId(*bytes) == text));
}

TEST(Id, WritesKnownValues) {
  EXPECT_EQ(EncodeId({}), "00000000000000000000000000");
  IdBytes ones;
  ones.fill(0xFF);
  EXPECT_EQ(EncodeId(ones), "7zzzzzzzzzzzzzzzzzzzzzzzzz");
  IdBytes last{};
  last[15] = 33;
  EXPECT_EQ(EncodeId(last), "00000000000000000000000011");
}

TEST(Id, RefusesOtherSpellings) {
  for (const char* text :
       {"", "0", "0000000000000000000000000", "000000000000000000000000000", "8zzzzzzzzzzzzzzzzzzzzzzzzz",
        "7ZZZZZZZZZZZZZZZZZZZZZZZZZ", "0000000000000000000000000o", "0000000000000000000000000i",
        "0000000000000000000000000l", "0000000000000000000000000u", "0000000000000-0000000000000"}) {
    EXPECT_FALSE(DecodeId(text)) << text;
  }
}

TEST(RandomId, IsReadBackFromItsText) {
  CountingRandom random;
  const CaseId first = CaseId::Make(random);
  const CaseId second = CaseId::Make(random);
  EXPECT_NE(first, second);
  EXPECT_EQ(CaseId::Parse(first.text()), first);
  EXPECT_FALSE(CaseId::Parse("case-1"));
}

TEST(Slug, TakesWordsJoinedBySingleMarks) {
  for (const std::string& text : {std::string("a"), std::string("hcmc-police-can-gio"), std::string("border_post"),
                                  std::string("bp-canho-01"), std::string("4"), std::string(64, 'a')}) {
    EXPECT_TRUE(IsSlug(text)) << text;
  }
}

TEST(Slug, RefusesEverythingElse) {
  for (const std::string& text : {std::string(""), std::string("-a"), std::string("a-"), std::string("a--b"),
                                  std::string("a-_b"), std::string("A"), std::string("cần-giờ"), std::string("a b"),
                                  std::string("a/b"), std::string(".."), std::string(65, 'a')}) {
    EXPECT_FALSE(IsSlug(text)) << text;
  }
}

}  // namespace
}  // namespace nuong
