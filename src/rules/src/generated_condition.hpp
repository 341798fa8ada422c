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

/// To be called inside a RapidCheck property.
GeneratedCondition GenerateCondition();
Environment GenerateEnvironment();

/// Tokens of the language in any order: mostly no condition at all.
std::string GenerateTokenSoup();

}  // namespace nuong::rules
