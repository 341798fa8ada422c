#pragma once
#include <optional>
#include <span>

#include "syntax.hpp"

namespace nuong::rules {

/// What the last node is worth, walking only what decides and copying nothing. For conditions of && || ! ?: == != < in,
/// has and size over names and literals; nothing where another operator is met, which Evaluation must answer. `worth`:
/// by slot of each name, null where unknown.
std::optional<Truth> QuickTruth(const Nodes& nodes, std::span<const Datum* const> worth);

}  // namespace nuong::rules
