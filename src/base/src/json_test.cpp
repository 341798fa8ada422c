#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <cmath>
#include <limits>

#include "nuong/base/unicode.hpp"
#include "nuong/base/value.hpp"
#include "utf8.hpp"

namespace nuong {
namespace {

using std::string_literals::operator""s;

Value ParsedJson(std::string_view text) {
  auto value = ParseJson(text);
  EXPECT_TRUE(value.ok()) << text;
  return value.ok() ? std::move(value).value() : Value("refused");
}

std::string AnyJsonText() {
  std::string text;
  for (const char32_t letter : *rc::gen::container<std::vector<char32_t>>(rc::gen::inRange<char32_t>(1, 0xD800))) {
    AppendCodePoint(text, letter);
  }
  return ToNfc(text);
}

Value AnyValue(int depth) {
  switch (*rc::gen::inRange(0, depth == 0 ? 5 : 7)) {
    case 0:
      return nullptr;
    case 1:
      return *rc::gen::arbitrary<bool>();
    case 2:
      return *rc::gen::arbitrary<std::int64_t>();
    case 3: {
      const double number = *rc::gen::arbitrary<double>();
      return std::isfinite(number) ? number : 0.5;
    }
    case 4:
      return AnyJsonText();
    case 5: {
      Value::Array items;
      for (int left = *rc::gen::inRange(0, 4); left > 0; --left) items.push_back(AnyValue(depth - 1));
      return items;
    }
    default: {
      Value::Object members;
      for (int left = *rc::gen::inRange(0, 4); left > 0; --left) members[AnyJsonText()] = AnyValue(depth - 1);
      return members;
    }
  }
}

RC_GTEST_PROP(Json, IsReadBackFromItsText, ()) {
  const Value value = AnyValue(3);
  const std::string text = WriteJson(value);
  const auto again = ParseJson(text);
  RC_ASSERT(again.ok());
  RC_ASSERT(again.value() == value);
  RC_ASSERT(WriteJson(again.value()) == text);
}

RC_GTEST_PROP(Json, NeverFailsOnAnyBytes, (const std::string& bytes)) {
  const auto value = ParseJson(bytes);
  RC_ASSERT((value.ok() || !value.error().message.IsEmpty()));
}

TEST(WriteJson, IsCanonical) {
  const Value value =
      ParsedJson(" { \"b\" : [ 1 , 2.50 , -0 , true , null ] , \"a\" : { } , \"B\" : [ ], \"\u0111\":\"/\" } ");
  EXPECT_EQ(WriteJson(value), "{\"B\":[],\"a\":{},\"b\":[1,2.5,0,true,null],\"\u0111\":\"/\"}");
}

TEST(WriteJson, WritesShortestNumbersThatStayOfTheirKind) {
  const std::pair<double, const char*> pairs[] = {{1.0, "1.0"},       {0.1, "0.1"},
                                                  {-0.0, "-0.0"},     {1e300, "1e+300"},
                                                  {5e-324, "5e-324"}, {1.0 / 3, "0.3333333333333333"}};
  for (const auto& [number, text] : pairs) EXPECT_EQ(WriteJson(number), text);
  EXPECT_EQ(WriteJson(std::numeric_limits<std::int64_t>::min()), "-9223372036854775808");
}

TEST(WriteJson, EscapesOnlyWhatJsonDemands) {
  EXPECT_EQ(WriteJson("\"\\/\b\f\n\r\t\x01\x1F\x7F Nương"), "\"\\\"\\\\/\\b\\f\\n\\r\\t\\u0001\\u001f\x7F Nương\"");
}

TEST(ParseJson, KeepsIntegersExact) {
  EXPECT_EQ(*ParsedJson("9223372036854775807").AsInteger(), std::numeric_limits<std::int64_t>::max());
  EXPECT_EQ(*ParsedJson("-9223372036854775808").AsInteger(), std::numeric_limits<std::int64_t>::min());
  EXPECT_EQ(*ParsedJson("1e2").AsDouble(), 100.0);
  EXPECT_EQ(*ParsedJson("0.1").AsDouble(), 0.1);
}

TEST(ParseJson, NormalisesTextsAndKeys) {
  const Value value = ParsedJson("{\"Vie\\u0323\\u0302t\":\"Nu\u031Bo\u031Bng\"}");
  EXPECT_EQ(value.TextAt("Vi\u1EC7t"), "N\u01B0\u01A1ng");
}

TEST(ParseJson, ReadsEveryEscape) {
  EXPECT_EQ(*ParsedJson(R"("\"\\\/\b\f\n\r\t\u00e0\uD83C\uDF3E")").AsText(), "\"\\/\b\f\n\r\tà🌾");
}

struct JsonRefusal {
  std::string text;
  const char* id;
  const char* pointer;
};

TEST(ParseJson, RefusesWithPlaceAndReason) {
  const JsonRefusal refusals[] = {
      {"", "json_syntax", ""},
      {"{\"a\":1,}", "json_syntax", "/a"},
      {"{\"a\":[1,{\"b\":tru}]}", "json_syntax", "/a/1/b"},
      {"[1,2", "json_syntax", "/2"},
      {"[1] [2]", "json_trailing_data", ""},
      {"1 x", "json_trailing_data", ""},
      {"{\"a\":1,\"b\":{\"c\":1,\"c\":2}}", "json_duplicate_key", "/b/c"},
      {"{\"\u1EC7\":1,\"e\u0323\u0302\":2}", "json_duplicate_key", "/\u1EC7"},
      {"{\"a/~b\":{\"x\":1,\"x\":1}}", "json_duplicate_key", "/a~1~0b/x"},
      {"[0,9223372036854775808]", "json_number_range", "/1"},
      {"{\"n\":-9223372036854775809}", "json_number_range", "/n"},
      {"123456789012345678901234567890", "json_number_range", ""},
      {"[1e400]", "json_number_range", "/0"},
      {"[1e99999999999]", "json_number_range", "/0"},
      {"[\"a\\u0000b\"]", "json_nul_in_text", "/0"},
      {"{\"\\u0000\":1}", "json_nul_in_text", ""},
      {"[\"\\uD800\"]", "json_syntax", "/0"},
      {"[\"\\uD800x\"]", "json_syntax", "/0"},
      {"[\"\\uDC00\"]", "json_lone_surrogate", "/0"},
      {"[\"\\uD800\\u0041\"]", "json_lone_surrogate", "/0"},
      {"[\"\x80\"]", "json_not_utf8", ""},
      {"[\"\xED\xA0\x80\"]", "json_not_utf8", ""},
      {"\xEF\xBB\xBF[]", "json_byte_order_mark", ""},
      {"[\"a\nb\"]", "json_syntax", "/0"},
      {"[NaN]", "json_syntax", "/0"},
      {"[1] // note", "json_trailing_data", ""},
      {"[]\0"s, "json_trailing_data", ""},
  };
  for (const JsonRefusal& refusal : refusals) {
    const auto value = ParseJson(refusal.text);
    ASSERT_FALSE(value.ok()) << refusal.text;
    EXPECT_EQ(value.error().code, ErrorCode::kInvalid) << refusal.text;
    EXPECT_EQ(value.error().id, refusal.id) << refusal.text;
    ASSERT_EQ(value.error().fields.size(), 1u) << refusal.text;
    EXPECT_EQ(value.error().fields[0].pointer, refusal.pointer) << refusal.text;
    EXPECT_FALSE(value.error().fields[0].message.vi.empty() || value.error().fields[0].message.en.empty());
  }
}

TEST(ParseJson, HoldsItsDepthLimit) {
  const auto nested = [](std::size_t depth) { return std::string(depth, '[') + std::string(depth, ']'); };
  EXPECT_TRUE(ParseJson(nested(32)).ok());
  EXPECT_EQ(ParseJson(nested(33)).error().id, "json_too_deep");
  EXPECT_TRUE(ParseJson(nested(3), {.depth = 3}).ok());
  EXPECT_FALSE(ParseJson(nested(4), {.depth = 3}).ok());
}

TEST(ParseJson, StandsAHundredThousandBrackets) {
  std::string objects;
  for (int count = 0; count < 100'000; ++count) objects += "{\"a\":";
  EXPECT_EQ(ParseJson(std::string(100'000, '[')).error().id, "json_too_deep");
  EXPECT_EQ(ParseJson(objects).error().id, "json_too_deep");
}

TEST(ParseJson, HoldsItsSizeLimit) {
  EXPECT_TRUE(ParseJson("[1,2]", {.bytes = 5}).ok());
  const auto value = ParseJson("[1,2]", {.bytes = 4});
  ASSERT_FALSE(value.ok());
  EXPECT_EQ(value.error().code, ErrorCode::kTooLarge);
  EXPECT_EQ(value.error().id, "json_too_large");
}

TEST(Value, FindsMembersOrSaysOtherwise) {
  const Value value = ParsedJson(R"({"text":"a","number":7,"flag":true,"none":null})");
  EXPECT_EQ(value.TextAt("text"), "a");
  EXPECT_EQ(value.TextAt("number", "no"), "no");
  EXPECT_EQ(value.IntegerAt("number"), 7);
  EXPECT_EQ(value.IntegerAt("text", -1), -1);
  EXPECT_TRUE(value.BoolAt("flag"));
  EXPECT_TRUE(value.BoolAt("absent", true));
  EXPECT_TRUE(value.Find("none")->IsNull());
  EXPECT_EQ(value.Find("absent"), nullptr);
  EXPECT_EQ(Value(7).Find("text"), nullptr);
}

TEST(PointerToken, EscapesTildeAndSlash) { EXPECT_EQ(PointerToken("a/b~c"), "a~1b~0c"); }

}  // namespace
}  // namespace nuong
