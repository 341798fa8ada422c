#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "generated_condition.hpp"

namespace nuong::rules {
namespace {

Truth ToTruth(const std::optional<bool>& worth) {
  if (!worth) return Truth::kUnknown;
  return *worth ? Truth::kTrue : Truth::kFalse;
}

/// Everything generated is in the language, though a rare one may be over the limit of nodes.
Condition Compiled(const std::string& source) {
  Result<Condition> compiled = Condition::Compile(source, GeneratedSignature());
  if (!compiled.ok()) {
    RC_PRE(compiled.error().fields.front().id != "too_many_nodes");
    RC_FAIL(source + ": " + compiled.error().fields.front().message.en);
  }
  return std::move(compiled).value();
}

RC_GTEST_PROP(Property, AgreesWithTheNaiveReading, ()) {
  const GeneratedCondition generated = GenerateCondition();
  const Condition condition = Compiled(generated.source);
  for (int environments = 0; environments < 5; ++environments) {
    const Environment environment = GenerateEnvironment();
    RC_LOG() << generated.source << "\n";
    RC_ASSERT(condition.Test(environment) == ToTruth(generated.worth(environment)));
    RC_ASSERT(condition.Evaluate(environment).truth == condition.Test(environment));
  }
}

RC_GTEST_PROP(Property, ToldByPlaceIsToldByName, ()) {
  const GeneratedCondition generated = GenerateCondition();
  const Condition condition = Compiled(generated.source);
  for (int environments = 0; environments < 5; ++environments) {
    const Environment environment = GenerateEnvironment();
    std::vector<const Datum*> worth;
    for (const std::string& name : condition.names()) {
      const auto found = environment.find(name);
      worth.push_back(found == environment.end() ? nullptr : &found->second);
    }
    RC_LOG() << generated.source << "\n";
    RC_ASSERT(condition.Test(worth) == condition.Test(environment));
  }
}

RC_GTEST_PROP(Property, NamesInTheExplanationAreEnoughToDecide, ()) {
  const GeneratedCondition generated = GenerateCondition();
  const Condition condition = Compiled(generated.source);
  const Environment environment = GenerateEnvironment();
  const Answer answer = condition.Evaluate(environment);
  RC_PRE(answer.truth != Truth::kUnknown);
  Environment only_decisive;
  for (const Because& part : answer.because) {
    for (const std::string& name : part.names) {
      if (const auto found = environment.find(name); found != environment.end()) only_decisive.insert(*found);
    }
  }
  RC_LOG() << generated.source << "\n";
  RC_ASSERT(condition.Test(only_decisive) == answer.truth);
}

RC_GTEST_PROP(Property, EachPartOfAnExplanationStandsForItselfInSourceOrder, ()) {
  const GeneratedCondition generated = GenerateCondition();
  const Condition condition = Compiled(generated.source);
  const Environment environment = GenerateEnvironment();
  const Answer answer = condition.Evaluate(environment);
  RC_ASSERT(!answer.because.empty());
  std::size_t from = 0;
  for (const Because& part : answer.because) {
    RC_LOG() << generated.source << "\n" << part.text << "\n";
    const std::size_t at = generated.source.find(part.text, from);
    RC_ASSERT(at != std::string::npos);
    from = at + part.text.size();
    RC_ASSERT(Compiled(part.text).Test(environment) == part.worth);
  }
}

RC_GTEST_PROP(Property, AnySourceCompilesOrIsRefusedAtAPlaceInIt, ()) {
  const int kind = *rc::gen::inRange(0, 3);
  const std::string soup = kind == 0 ? GenerateTokenSoup() : kind == 1 ? GenerateSlip() : GenerateBomb();
  RC_LOG() << soup << "\n";
  const Result<Condition> compiled = Condition::Compile(soup, GeneratedSignature());
  if (compiled.ok()) return;
  RC_ASSERT(!compiled.error().fields.empty());
  std::size_t last = 0;
  for (const FieldProblem& problem : compiled.error().fields) {
    const std::size_t offset = std::stoul(problem.pointer);
    RC_ASSERT(offset <= soup.size());
    RC_ASSERT(offset >= last);
    last = offset;
  }
}

}  // namespace
}  // namespace nuong::rules
