// condition_cases FILE COUNT: writes COUNT generated conditions, one JSON object a line, with what the engine makes of
// each: its answer and explanation in a drawn environment, or its refusals. The same every time. Ends with 1 when the
// engine and the naive reading differ.
#include <rapidcheck.h>

#include <charconv>
#include <cstdio>
#include <fstream>
#include <iostream>

#include "generated_condition.hpp"
#include "nuong/base/unicode.hpp"
#include "nuong/base/value.hpp"

namespace {

using namespace nuong;
using namespace nuong::rules;

struct Drawn {
  std::string source;
  std::optional<GeneratedCondition> condition;  ///< nothing when the source may be none
  Environment environment;
};

Drawn Draw(std::size_t number) {
  Drawn drawn;
  const std::size_t kind = number % 20;
  if (kind < 13) {
    drawn.condition = GenerateCondition(2 + static_cast<int>(number % 3));
    drawn.source = drawn.condition->source;
  } else if (kind < 17) {
    drawn.source = GenerateSlip();
  } else {
    drawn.source = kind == 19 ? GenerateBomb() : GenerateTokenSoup();
  }
  drawn.environment = GenerateEnvironment();
  return drawn;
}

std::string Name(const std::optional<bool>& worth) {
  if (!worth) return "unknown";
  return *worth ? "true" : "false";
}

std::optional<bool> WorthOf(Truth truth) {
  if (truth == Truth::kUnknown) return std::nullopt;
  return truth == Truth::kTrue;
}

/// As tests/conditions/cases.json has it, every integer as a text of digits.
struct ToJson {
  Value operator()(Unknown) const { return nullptr; }
  Value operator()(bool truth) const { return truth; }
  Value operator()(std::int64_t number) const { return std::to_string(number); }
  Value operator()(const std::string& text) const { return text; }
  Value operator()(CivilDate date) const { return FormatDate(date); }
  Value operator()(Instant instant) const { return FormatInstant(instant, Offset{0}); }
  Value operator()(Duration duration) const { return std::to_string(duration.us / 1'000'000) + "s"; }
  Value operator()(const std::vector<std::string>& texts) const { return Value::Array(texts.begin(), texts.end()); }
};

Value::Object AnswerOf(const Condition& condition, const Environment& environment) {
  const Answer answer = condition.Evaluate(environment);
  Value::Object names;
  for (const auto& [name, datum] : environment) names[name] = std::visit(ToJson{}, datum);
  Value::Array because;
  for (const Because& part : answer.because) {
    because.push_back(Value::Object{{"text", part.text},
                                    {"worth", Name(WorthOf(part.worth))},
                                    {"names", Value::Array(part.names.begin(), part.names.end())}});
  }
  return {{"environment", std::move(names)}, {"truth", Name(WorthOf(answer.truth))}, {"because", std::move(because)}};
}

Value::Object RefusalOf(const Error& error) {
  Value::Array errors;
  for (const FieldProblem& problem : error.fields) {
    const std::int64_t offset = std::stoll(problem.pointer);
    errors.push_back(Value::Object{{"offset", offset}, {"id", problem.id}});
  }
  return {{"errors", std::move(errors)}};
}

/// Nothing when JSON cannot hold the source, which then is no UTF-8.
std::optional<Value> CaseOf(const Drawn& drawn) {
  if (!IsUtf8(drawn.source)) return std::nullopt;
  const Result<Condition> compiled = Condition::Compile(drawn.source, GeneratedSignature());
  Value::Object one = compiled.ok() ? AnswerOf(*compiled, drawn.environment) : RefusalOf(compiled.error());
  one["source"] = drawn.source;
  // What is drawn as a condition is one, unless it is too large.
  const bool is_large = !compiled.ok() && compiled.error().fields.front().id == "too_many_nodes";
  if (drawn.condition && !is_large) one["naive"] = Name(drawn.condition->worth(drawn.environment));
  return Value(std::move(one));
}

}  // namespace

int main(int count, char** words) {
  std::size_t most = 0;
  if (count != 3 || std::from_chars(words[2], words[2] + std::string_view(words[2]).size(), most).ec != std::errc{}) {
    std::cerr << "condition_cases FILE COUNT\n";
    return 2;
  }
  std::ofstream file(words[1]);
  std::size_t differences = 0;
  std::size_t written = 0;
  for (std::size_t number = 0; written < most; ++number) {
    constexpr int kSize = 100;
    const auto draw = rc::gen::exec([number] { return Draw(number); });
    const std::optional<Value> one = CaseOf(draw(rc::Random(number), kSize).value());
    if (!one) continue;
    ++written;
    file << WriteJson(*one) << "\n";
    const std::string naive = one->TextAt("naive");
    if (naive.empty() || naive == one->TextAt("truth")) continue;
    std::cerr << "by a naive reading " << naive << ": " << WriteJson(*one) << "\n";
    ++differences;
  }
  file.close();
  return differences == 0 && file ? 0 : 1;
}
