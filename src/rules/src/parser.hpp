#pragma once
#include <string_view>
#include <variant>

#include "problems.hpp"
#include "syntax.hpp"

namespace nuong::rules {

/// The tree of a condition, or the first thing that is not in the grammar or over a limit.
std::variant<Nodes, Problem> Parse(std::string_view source);

}  // namespace nuong::rules
