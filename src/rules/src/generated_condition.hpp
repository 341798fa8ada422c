#pragma once
#include <functional>
#include <optional>
#include <string>

#include "nuong/rules/rules.hpp"

/// For tests: conditions drawn at random together with what they are worth by a naive reading of language.md. The
/// reading walks closures with short circuits and 128-bit sums; it shares nothing with the evaluator.
namespace nuong::rules {

struct GeneratedCondition {
  std::string source;
  std::function<std::optional<bool>(const Environment&)> worth;  ///< nothing is unknown
};

const Signature& GeneratedSignature();

/// To be called inside a RapidCheck property or generator. `depth`: how many levels of operators at most.
GeneratedCondition GenerateCondition(int depth = 4);
Environment GenerateEnvironment();

/// Tokens of the language in any order: mostly no condition at all, sometimes no UTF-8.
std::string GenerateTokenSoup();
/// A condition with a slip or two of the pen: mostly a problem somewhere in the middle.
std::string GenerateSlip();
/// A condition close to one of the limits, on either side.
std::string GenerateBomb();

}  // namespace nuong::rules
