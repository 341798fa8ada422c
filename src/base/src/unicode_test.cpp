#include "nuong/base/unicode.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "utf8.hpp"

namespace nuong {
namespace {

std::string AnyText() {
  const auto letters = *rc::gen::container<std::vector<char32_t>>(
      rc::gen::oneOf(rc::gen::inRange<char32_t>(0x20, 0x7F), rc::gen::inRange<char32_t>(0xA0, 0x1FFF),
                     rc::gen::inRange<char32_t>(0x1EA0, 0x1EFA), rc::gen::inRange<char32_t>(0x10000, 0x110000)));
  std::string text;
  for (const char32_t letter : letters) AppendCodePoint(text, letter);
  return text;
}

TEST(Utf8, TakesWellFormedTextOnly) {
  for (const char* text : {"", "abc", "Nương", "\xF0\x9F\x8C\xBE", "\xEF\xBF\xBF", "\xF4\x8F\xBF\xBF"}) {
    EXPECT_TRUE(IsUtf8(text)) << text;
  }
  for (const char* text :
       {"\x80", "\xC0\x80", "\xC1\xBF", "\xE0\x80\xAF", "\xED\xA0\x80", "\xED\xBF\xBF", "\xF0\x80\x80\xAF",
        "\xF4\x90\x80\x80", "\xF5\x80\x80\x80", "\xFF", "\xE1\xBB", "a\xE1", "\xE1\x28\xA1"}) {
    EXPECT_FALSE(IsUtf8(text)) << testing::PrintToString(text);
  }
}

TEST(Utf8, KeepsEveryScalarValue) {
  for (char32_t c = 0; c <= 0x10FFFF; ++c) {
    if (c >= 0xD800 && c <= 0xDFFF) continue;
    std::string text;
    AppendCodePoint(text, c);
    std::string_view rest = text;
    ASSERT_EQ(TakeCodePoint(rest), c);
    ASSERT_TRUE(rest.empty());
  }
}

TEST(NormaliseText, ComposesVietnamese) {
  EXPECT_EQ(NormaliseText("Nu\u031Bo\u031Bng"), "N\u01B0\u01A1ng");
  EXPECT_EQ(NormaliseText("Vie\u0323\u0302t"), "Vi\u1EC7t");
  EXPECT_EQ(NormaliseText("Vi\u00EA\u0323t"), "Vi\u1EC7t");
}

TEST(NormaliseText, KeepsNaughtyTexts) {
  for (const std::string text : {"", "undefined", "NULL", "' OR 1=1 --", "<script>alert(1)</script>",
                                 "../../etc/passwd", "\t\n", "田中さん", "\u202Etest\u202C", "\u200B", "\uFEFF",
                                 "👩🏽‍🌾", "ﺍﻟﻌﺮﺒﻴﺔ", "1;DROP TABLE cases", "$HOME", "%s%n", "\U000E0001"}) {
    const auto normal = NormaliseText(text);
    ASSERT_TRUE(normal) << text;
    EXPECT_EQ(*normal, text);
  }
}

TEST(NormaliseText, RefusesControlCharactersAndBrokenText) {
  using std::string_view_literals::operator""sv;
  for (const std::string_view text : {"\0"sv, "a\0b"sv, "\r\n"sv, "\x1B[31m"sv, "\x7F"sv, "\u0080"sv, "\u0085"sv,
                                      "\u009F"sv, "\uFFFE"sv, "\uFFFF"sv, "\x80"sv, "\xED\xA0\x80"sv}) {
    EXPECT_FALSE(NormaliseText(text)) << testing::PrintToString(text);
  }
}

RC_GTEST_PROP(NormaliseText, ChangesNothingTheSecondTime, ()) {
  const auto once = NormaliseText(AnyText());
  RC_PRE(once.has_value());
  RC_ASSERT(NormaliseText(*once) == once);
}

TEST(FoldVietnamese, IsReadWithoutMarksCaseOrExtraSpace) {
  const std::pair<const char*, const char*> pairs[] = {
      {"Nguyễn Thị Đào", "nguyen thi dao"},
      {"ĐẶNG  \t Thị\u00A0Hường ", "dang thi huong"},
      {"  Ưu Ơn ăn ấm", "uu on an am"},
      {"ẤẦẨẪẬẮẰẲẴẶ", "aaaaaaaaaa"},
      {"ỳýỷỹỵ ứừửữự ớờởỡợ", "yyyyy uuuuu ooooo"},
      {"Nguye\u0302\u0303n", "nguyen"},
      {"Çelik Ünal Ñ", "celik unal n"},
      {"", ""},
      {" \n ", ""},
      {"Thửa 12/4", "thua 12/4"},
  };
  for (const auto& [text, folded] : pairs) EXPECT_EQ(FoldVietnamese(text), folded);
}

TEST(FoldVietnamese, KeepsMarksThatAreLettersOfOtherScripts) {
  EXPECT_NE(FoldVietnamese("ស្រី"), FoldVietnamese("ស្រ"));
  EXPECT_EQ(FoldVietnamese("李小龙"), "李小龙");
}

RC_GTEST_PROP(FoldVietnamese, ChangesNothingTheSecondTime, ()) {
  const std::string once = FoldVietnamese(AnyText());
  RC_ASSERT(FoldVietnamese(once) == once);
}

TEST(FoldVietnamese, FoldsEachCodePointOnce) {
  for (char32_t c = 0x20; c <= 0x2FFFF; ++c) {
    if (c >= 0xD800 && c <= 0xDFFF) continue;
    std::string text;
    AppendCodePoint(text, c);
    const std::string once = FoldVietnamese(text);
    ASSERT_EQ(FoldVietnamese(once), once) << static_cast<std::uint32_t>(c);
  }
}

TEST(CountCodePoints, CountsLettersNotBytes) {
  EXPECT_EQ(CountCodePoints(""), 0u);
  EXPECT_EQ(CountCodePoints("Nương"), 5u);
  EXPECT_EQ(CountCodePoints("👩🏽‍🌾"), 4u);
}

}  // namespace
}  // namespace nuong
