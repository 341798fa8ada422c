#include "nuong/base/yaml.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

namespace nuong {
namespace {

using std::string_literals::operator""s;

YamlNode ParsedYaml(std::string_view text) {
  auto node = ParseYaml(text, "steps.yaml");
  EXPECT_TRUE(node.ok()) << text << (node.ok() ? "" : node.error().message.en);
  return node.ok() ? std::move(node).value() : YamlNode{};
}

std::string ProblemsOf(const Result<YamlNode>& node) {
  if (node.ok()) return "none";
  std::string problems;
  for (const FieldProblem& problem : node.error().fields) problems += problem.pointer + " " + problem.id + "; ";
  return problems;
}

TEST(ParseYaml, KeepsOrderAndPlaces) {
  const YamlNode root = ParsedYaml(
      "# steps of the house\n"
      "name: Nương\n"
      "steps:\n"
      "  - id: first\n"
      "    due: 12H\n"
      "  - {id: second, due: \"3D\"}\n");
  ASSERT_NE(root.AsMap(), nullptr);
  EXPECT_EQ(root.AsMap()->at(0).first, "name");
  EXPECT_EQ(*root.Find("name")->AsText(), "Nương");
  EXPECT_EQ(root.Find("name")->place.text(), "steps.yaml:2:7");
  EXPECT_EQ(root.Find("name")->key_place.text(), "steps.yaml:2:1");
  const YamlNode& steps = *root.Find("steps");
  ASSERT_EQ(steps.AsList()->size(), 2u);
  const YamlNode& second = steps.AsList()->at(1);
  EXPECT_EQ(second.place.text(), "steps.yaml:6:5");
  EXPECT_EQ(second.Find("due")->place.text(), "steps.yaml:6:23");
  EXPECT_EQ(second.Find("due")->key_place.text(), "steps.yaml:6:18");
  EXPECT_TRUE(second.Find("due")->quoted);
  EXPECT_EQ(root.Find("absent"), nullptr);
  EXPECT_EQ(steps.Find("name"), nullptr);
}

TEST(ParseYaml, ReadsEveryScalarAsText) {
  const YamlNode root = ParsedYaml(
      "number: 010\n"
      "flag: yes\n"
      "date: 2023-06-03\n"
      "literal: |\n  one\n  two\n"
      "folded: >-\n  one\n  two\n"
      "single: 'it''s'\n"
      "double: \"a\\tb\\u00e0\"\n");
  EXPECT_EQ(*root.Find("number")->AsText(), "010");
  EXPECT_EQ(*root.Find("flag")->AsText(), "yes");
  EXPECT_EQ(*root.Find("date")->AsText(), "2023-06-03");
  EXPECT_EQ(*root.Find("literal")->AsText(), "one\ntwo\n");
  EXPECT_EQ(*root.Find("folded")->AsText(), "one two");
  EXPECT_EQ(*root.Find("single")->AsText(), "it's");
  EXPECT_EQ(*root.Find("double")->AsText(), "a\tbà");
}

TEST(ParseYaml, TellsNullFromText) {
  const YamlNode root = ParsedYaml("a: null\nb: ~\nc:\nd: \"null\"\ne: ''\nf: none\n");
  for (const char* key : {"a", "b", "c"}) EXPECT_TRUE(root.Find(key)->IsNull()) << key;
  for (const char* key : {"d", "e", "f"}) EXPECT_FALSE(root.Find(key)->IsNull()) << key;
  EXPECT_FALSE(root.IsNull());
}

TEST(ParseYaml, NormalisesTexts) {
  const YamlNode root = ParsedYaml("te\u0302n: Vie\u0323\u0302t\n");
  EXPECT_EQ(*root.Find("t\u00EAn")->AsText(), "Vi\u1EC7t");
}

TEST(ParseYaml, ReadsWindowsLineEndsAndOneExplicitDocument) {
  EXPECT_EQ(*ParsedYaml("---\r\na: 1\r\nb: 2\r\n...\r\n").Find("b")->AsText(), "2");
}

struct YamlRefusal {
  std::string text;
  const char* problems;
};

TEST(ParseYaml, RefusesWhatIsOutsideTheSubset) {
  const YamlRefusal refusals[] = {
      {"a: &x 1\n", "f:1:4 yaml_anchor; "},
      {"a: &x 1\nb: *x\n", "f:1:4 yaml_anchor; f:2:4 yaml_alias; "},
      {"a: !!str 1\n", "f:1:4 yaml_tag; "},
      {"a: !local {b: 1}\n", "f:1:4 yaml_tag; "},
      {"a:\n  <<: {b: 1}\n", "f:2:3 yaml_merge_key; "},
      {"a: 1\nb: 2\na: 3\n", "f:3:1 yaml_duplicate_key; "},
      {"x: {a: 1, \"a\": 2}\n", "f:1:11 yaml_duplicate_key; "},
      {"a: 1\n---\nb: 2\n", "f:2:1 yaml_second_document; "},
      {"%YAML 1.1\n---\na: 1\n", "f:1:1 yaml_directive; "},
      {"? [a, b]\n: 1\n", "f:1:3 yaml_key_not_text; "},
      {": 1\n", "f:1:1 yaml_empty_key; "},
      {"a: \"x\\e[31m\"\n", "f:1:4 yaml_control_character; "},
      {"", "f:1:1 yaml_empty; "},
      {"# only a comment\n", "f:1:1 yaml_empty; "},
      {"a: \xFF\n", "f:1:4 yaml_not_utf8; "},
      {"ok: 1\nb: \xED\xA0\x80\n", "f:2:4 yaml_not_utf8; "},
      {"a: 1\nb: \0\n"s, "f:2:4 yaml_control_character; "},
      {"\xEF\xBB\xBF"
       "a: 1\n",
       "f:1:1 yaml_byte_order_mark; "},
  };
  for (const YamlRefusal& refusal : refusals) {
    const auto node = ParseYaml(refusal.text, "f");
    EXPECT_EQ(ProblemsOf(node), refusal.problems) << refusal.text;
    if (node.ok()) continue;
    EXPECT_EQ(node.error().code, ErrorCode::kInvalid);
    for (const FieldProblem& problem : node.error().fields) {
      EXPECT_FALSE(problem.message.vi.empty() || problem.message.en.empty());
    }
  }
}

TEST(ParseYaml, TellsAllProblemsAtOnce) {
  const auto node = ParseYaml("a: &x 1\nb: !t 2\na: 3\nc:\n  <<: 4\n", "f");
  EXPECT_EQ(ProblemsOf(node), "f:1:4 yaml_anchor; f:2:4 yaml_tag; f:3:1 yaml_duplicate_key; f:5:3 yaml_merge_key; ");
}

TEST(ParseYaml, NamesThePlaceOfBrokenSyntaxAndPrintsNothing) {
  testing::internal::CaptureStderr();
  testing::internal::CaptureStdout();
  const auto node = ParseYaml("a: 1\nb: [1, 2\nc: 3\n", "f");
  const auto tab = ParseYaml("a:\n\t- 1\n", "f");
  EXPECT_EQ(testing::internal::GetCapturedStderr(), "");
  EXPECT_EQ(testing::internal::GetCapturedStdout(), "");
  ASSERT_FALSE(node.ok());
  EXPECT_EQ(node.error().id, "yaml_syntax");
  EXPECT_EQ(node.error().fields[0].pointer, "f:4:1") << "the file ends before the list does";
  ASSERT_FALSE(tab.ok());
  EXPECT_EQ(tab.error().fields[0].pointer, "f:2:1");
}

TEST(ParseYaml, HoldsItsLimits) {
  const auto nested = [](std::size_t depth) { return std::string(depth, '[') + std::string(depth, ']'); };
  EXPECT_TRUE(ParseYaml(nested(24), "f").ok());
  EXPECT_EQ(ProblemsOf(ParseYaml(nested(25), "f")), "f:1:25 yaml_too_deep; ");
  EXPECT_FALSE(ParseYaml(std::string(100'000, '['), "f").ok());
  EXPECT_FALSE(ParseYaml(std::string(100'000, '{'), "f").ok());
  std::string dashes;
  for (int count = 0; count < 100'000; ++count) dashes += "- ";
  EXPECT_FALSE(ParseYaml(dashes, "f").ok());
  EXPECT_TRUE(ParseYaml("a: " + std::string((1 << 20) - 3, 'x'), "f").ok());
  EXPECT_EQ(ParseYaml("a: " + std::string((1 << 20) - 2, 'x'), "f").error().code, ErrorCode::kTooLarge);
}

TEST(ParseYaml, StandsABomb) {
  std::string bomb = "a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n";
  for (int level = 1; level < 60; ++level) {
    const std::string before = "*a" + std::to_string(level - 1);
    const std::string name = "a" + std::to_string(level);
    bomb += name + ": &" + name + " [" + before;
    for (int count = 0; count < 9; ++count) bomb += ", " + before;
    bomb += "]\n";
  }
  const auto node = ParseYaml(bomb, "f");
  ASSERT_FALSE(node.ok());
  EXPECT_EQ(node.error().id, "yaml_anchor");
  EXPECT_LE(node.error().fields.size(), 102u);
}

RC_GTEST_PROP(ParseYaml, NeverFailsOnAnyText, ()) {
  const auto piece = rc::gen::elementOf(std::vector<std::string>{
      "a",    "b: ", "- ", "? ",  ": ",   "\n", "\n  ",  "[",     "]",           "{",  "}",  ", ", "&x ",  "*x", "!t ",
      "<<: ", "\"",  "'",  "|\n", ">-\n", "#",  "---\n", "...\n", "%YAML 1.2\n", "\t", "\\", "ệ",  "\xFF", "~"});
  std::string text;
  for (const auto& next : *rc::gen::container<std::vector<std::string>>(piece)) text += next;
  const auto node = ParseYaml(text, "f");
  RC_ASSERT((node.ok() || !node.error().fields.empty()));
}

}  // namespace
}  // namespace nuong
