#pragma once
#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "nuong/rules/rules.hpp"

namespace nuong::rules {

inline constexpr std::size_t kMostBytes = 4096;
inline constexpr std::size_t kMostDepth = 32;
inline constexpr std::size_t kMostNodes = 256;

enum class NodeKind {
  kLiteral,
  kName,
  kDate,
  kInstant,
  kDuration,
  kHas,
  kSize,
  kUnknownFunction,
  kNot,
  kNegate,
  kAdd,
  kSubtract,
  kEqual,
  kNotEqual,
  kLess,
  kLessEqual,
  kGreater,
  kGreaterEqual,
  kIn,
  kAnd,
  kOr,
  kChoice,
};

/// One step of a condition. A chain of && (or of ||) is one node with many children.
struct Node {
  NodeKind kind = NodeKind::kLiteral;
  std::size_t begin = 0;  ///< bytes of the source; parentheses around the whole of it are outside
  std::size_t end = 0;
  std::vector<std::size_t> children;  ///< indices of earlier nodes
  std::string name;                   ///< of kName and of the functions
  Datum literal;                      ///< of kLiteral; the checker fills it for kDate, kInstant and kDuration
  std::size_t slot = 0;               ///< of kName: its place among the names of the condition
  std::optional<Type> type;           ///< set by the checker; nothing where an error was already told
};

/// Children stand before their parents, so one pass from front to back visits each node after its parts. The last node
/// is the whole condition.
using Nodes = std::vector<Node>;

}  // namespace nuong::rules
