#include <gtest/gtest.h>

#include "nuong/rules/rules.hpp"

namespace nuong::rules {
namespace {

const Signature kSignature = {{"fact.age", Type::kInt},
                              {"fact.stage", Type::kText},
                              {"fact.needs", Type::kTextList},
                              {"fact.found_on", Type::kDate}};

FieldProblem OnlyProblem(std::string_view source) {
  const Result<Condition> compiled = Condition::Compile(source, kSignature);
  EXPECT_FALSE(compiled.ok()) << source;
  if (compiled.ok()) return {};
  EXPECT_EQ(compiled.error().fields.size(), 1U) << source;
  return compiled.error().fields.front();
}

TEST(Compile, SaysExpectedAndFoundTypeInBothLanguages) {
  const FieldProblem problem = OnlyProblem("fact.age == 'x'");
  EXPECT_EQ(problem.message.en, "Expected an integer here, found a text.");
  EXPECT_EQ(problem.message.vi, "Ở đây cần số nguyên, nhưng gặp văn bản.");
}

TEST(Compile, SuggestsTheNearestName) {
  EXPECT_EQ(OnlyProblem("fact.sage == 'x'").message.en, "There is no name “fact.sage”. Did you mean “fact.age”?");
  EXPECT_EQ(OnlyProblem("fact.satge == 'x'").message.vi, "Không có tên “fact.satge”. Có phải ý bạn là “fact.stage”?");
}

TEST(Compile, SuggestsTheNearestFunctionAndOperator) {
  EXPECT_NE(OnlyProblem("hsa(fact.age)").message.en.find("Did you mean “has”?"), std::string::npos);
  EXPECT_NE(OnlyProblem("fact.age = 3").message.en.find("Did you mean “==”?"), std::string::npos);
}

TEST(Compile, SaysNothingOfANameThatIsFarFromAll) {
  EXPECT_EQ(OnlyProblem("completely_else").message.en, "There is no name “completely_else”.");
}

TEST(Compile, RefusesBytesThatAreNotUtf8AtTheFirstBadOne) {
  EXPECT_EQ(OnlyProblem("'ế' == '\xC3'").id, "not_utf8");
  EXPECT_EQ(OnlyProblem("'ế' == '\xC3'").pointer, "10");
  EXPECT_EQ(OnlyProblem("true\xFF").pointer, "4");
  EXPECT_EQ(OnlyProblem("true \xE1\xBA").pointer, "5");
}

TEST(Compile, ShowsAControlCharacterByItsNumber) {
  EXPECT_EQ(OnlyProblem(std::string_view("true\0", 5)).message.en, "The character “U+0000” cannot stand here.");
}

TEST(Compile, RefusesExpressionBombs) {
  EXPECT_EQ(OnlyProblem(std::string(4096, '(')).id, "too_deep");
  EXPECT_EQ(OnlyProblem(std::string(4096, '!')).id, "too_deep");
  EXPECT_EQ(OnlyProblem(std::string(4096, '-')).id, "too_deep");
  EXPECT_EQ(OnlyProblem(std::string(1 << 24, '!')).id, "too_long");
  std::string calls;
  for (int i = 0; i < 800; ++i) calls += "size(";
  EXPECT_EQ(OnlyProblem(calls).id, "too_deep");
  std::string sums = "1";
  for (int i = 0; i < 2000; ++i) sums += "+1";
  EXPECT_EQ(OnlyProblem(sums + "==1").id, "too_many_nodes");
}

TEST(Names, AreEachOnceAndSorted) {
  const auto condition =
      Condition::Compile("fact.stage in fact.needs || fact.age < 3 && fact.stage == 'a'", kSignature);
  ASSERT_TRUE(condition.ok());
  EXPECT_EQ(condition->names(), (std::vector<std::string>{"fact.age", "fact.needs", "fact.stage"}));
}

TEST(Test, TakesAValueOfAnotherTypeAsUnknown) {
  const auto condition = Condition::Compile("fact.age < 18", kSignature);
  ASSERT_TRUE(condition.ok());
  EXPECT_EQ(condition->Test({{"fact.age", std::string("17")}}), Truth::kUnknown);
  EXPECT_EQ(condition->Test({{"fact.age", std::int64_t{17}}}), Truth::kTrue);
}

TEST(Condition, OutlivesTheSourceItWasCompiledFrom) {
  std::string source = "fact.age < 18";
  Result<Condition> compiled = Condition::Compile(source, kSignature);
  ASSERT_TRUE(compiled.ok());
  const Condition copy = *compiled;
  source.assign(source.size(), 'x');
  EXPECT_EQ(copy.source(), "fact.age < 18");
  EXPECT_EQ(copy.Evaluate({}).because.front().text, "fact.age < 18");
}

TEST(NearestName, CountsASwapOfNeighboursOnce) {
  EXPECT_EQ(NearestName("stgae", {"stone", "stage"}), "stage");
  EXPECT_EQ(NearestName("sgtae", {"stage"}), std::nullopt);
}

TEST(NearestName, TakesTheFirstOfEquals) { EXPECT_EQ(NearestName("bat", {"cat", "rat"}), "cat"); }

TEST(NearestName, FindsNothingAmongNoneOrFarNames) {
  EXPECT_EQ(NearestName("stage", {}), std::nullopt);
  EXPECT_EQ(NearestName("stage", {"unrelated", "s"}), std::nullopt);
  EXPECT_EQ(NearestName("", {"ab"}), std::nullopt);
}

}  // namespace
}  // namespace nuong::rules
