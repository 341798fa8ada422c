#pragma once
#include <string>
#include <vector>

#include "nuong/regulation/model.hpp"
#include "signature.hpp"

namespace nuong::regulation {

/// One condition of a regulation: where it stands, what it says, which names it may use.
struct WrittenCondition {
  std::string path;
  std::string source;
  rules::Signature names;
  rules::Signature sealed;       ///< names that would be sealed fields
  std::vector<const Act*> acts;  ///< whose fields `fact.` or `fields.` mean
};

/// All conditions that are not empty.
std::vector<WrittenCondition> ConditionsOf(const Regulation& regulation);

}  // namespace nuong::regulation
