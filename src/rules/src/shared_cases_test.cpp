#include <gtest/gtest.h>

#include <fstream>
#include <sstream>

#include "nuong/base/value.hpp"
#include "nuong/rules/rules.hpp"

/// Runs the cases that every evaluator of conditions must pass: tests/conditions/cases.json.
namespace nuong::rules {
namespace {

Type TypeFrom(const std::string& name) {
  static const std::map<std::string, Type> kTypes = {
      {"bool", Type::kBool},       {"int", Type::kInt},           {"text", Type::kText},         {"date", Type::kDate},
      {"instant", Type::kInstant}, {"duration", Type::kDuration}, {"text_list", Type::kTextList}};
  return kTypes.at(name);
}

Datum DatumFrom(const Value& value, Type type) {
  if (value.IsNull()) return Unknown{};
  switch (type) {
    case Type::kBool:
      return *value.AsBool();
    case Type::kInt:
      return value.AsText() == nullptr ? *value.AsInteger() : std::int64_t{std::stoll(*value.AsText())};
    case Type::kText:
      return *value.AsText();
    case Type::kDate:
      return ParseDate(*value.AsText()).value();
    case Type::kInstant:
      return ParseInstant(*value.AsText()).value();
    case Type::kDuration:
      return ParseDuration(*value.AsText()).value();
    case Type::kTextList:
      break;
  }
  std::vector<std::string> items;
  for (const Value& item : *value.AsArray()) items.push_back(*item.AsText());
  return items;
}

std::string Name(Truth truth) {
  switch (truth) {
    case Truth::kFalse:
      return "false";
    case Truth::kTrue:
      return "true";
    case Truth::kUnknown:
      break;
  }
  return "unknown";
}

std::string Show(const std::vector<Because>& because) {
  std::string shown;
  for (const Because& part : because) {
    shown += part.text + " is " + Name(part.worth) + " by";
    for (const std::string& name : part.names) shown += " " + name;
    shown += "\n";
  }
  return shown;
}

std::string Show(const std::vector<FieldProblem>& problems) {
  std::string shown;
  for (const FieldProblem& problem : problems) shown += problem.pointer + " " + problem.id + "\n";
  return shown;
}

std::vector<Because> BecauseFrom(const Value& parts) {
  std::vector<Because> because;
  for (const Value& part : *parts.AsArray()) {
    Because& next = because.emplace_back();
    next.text = part.TextAt("text");
    next.worth = part.TextAt("worth") == "true"    ? Truth::kTrue
                 : part.TextAt("worth") == "false" ? Truth::kFalse
                                                   : Truth::kUnknown;
    for (const Value& name : *part.Find("names")->AsArray()) next.names.push_back(*name.AsText());
  }
  return because;
}

void ExpectErrors(const Result<Condition>& compiled, const Value& errors) {
  std::string expected;
  for (const Value& error : *errors.AsArray()) {
    expected += std::to_string(error.IntegerAt("offset", -1)) + " " + error.TextAt("id") + "\n";
  }
  ASSERT_FALSE(compiled.ok());
  EXPECT_EQ(compiled.error().code, ErrorCode::kInvalid);
  EXPECT_EQ(Show(compiled.error().fields), expected);
  for (const FieldProblem& problem : compiled.error().fields) {
    EXPECT_FALSE(problem.message.vi.empty());
    EXPECT_FALSE(problem.message.en.empty());
  }
}

void ExpectAnswer(const Result<Condition>& compiled, const Signature& signature, const Value& one) {
  ASSERT_TRUE(compiled.ok()) << Show(compiled.error().fields) << compiled.error().fields.front().message.en;
  Environment environment;
  for (const auto& [name, value] : *one.Find("environment")->AsObject()) {
    environment[name] = DatumFrom(value, signature.at(name));
  }
  const Answer answer = compiled->Evaluate(environment);
  EXPECT_EQ(Name(answer.truth), one.TextAt("truth"));
  EXPECT_EQ(compiled->Test(environment), answer.truth);
  EXPECT_FALSE(answer.because.empty());
  if (const Value* because = one.Find("because")) {
    EXPECT_EQ(Show(answer.because), Show(BecauseFrom(*because)));
  }
}

TEST(SharedCases, AllHold) {
  std::ifstream file(NUONG_SOURCE_DIR "/tests/conditions/cases.json");
  std::stringstream bytes;
  bytes << file.rdbuf();
  const Result<Value> read = ParseJson(bytes.str());
  ASSERT_TRUE(read.ok());
  Signature signature;
  for (const auto& [name, type] : *read->Find("signature")->AsObject()) signature[name] = TypeFrom(*type.AsText());
  const Value::Array& cases = *read->Find("cases")->AsArray();
  EXPECT_GE(cases.size(), 360U);
  for (const Value& one : cases) {
    SCOPED_TRACE(one.TextAt("name") + ": " + one.TextAt("source"));
    const Result<Condition> compiled = Condition::Compile(one.TextAt("source"), signature);
    if (const Value* errors = one.Find("errors")) {
      ExpectErrors(compiled, *errors);
    } else {
      ExpectAnswer(compiled, signature, one);
    }
  }
}

}  // namespace
}  // namespace nuong::rules
