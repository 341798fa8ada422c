#pragma once
#include <vector>

#include "problems.hpp"
#include "syntax.hpp"

namespace nuong::rules {

/// Gives every node its type and every date(…), instant(…) and duration(…) its value. All problems at once: where one
/// was told, no second is told about what follows from it.
std::vector<Problem> Check(Nodes& nodes, const Signature& signature);

}  // namespace nuong::rules
