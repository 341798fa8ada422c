#pragma once
#include <string_view>
#include <vector>

#include "evaluator.hpp"
#include "syntax.hpp"

namespace nuong::rules {

/// The smallest parts that decided the whole, in source order.
std::vector<Because> Explain(std::string_view source, const Nodes& nodes, const Evaluation& evaluation);

}  // namespace nuong::rules
