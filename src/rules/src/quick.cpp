#include "quick.hpp"

#include <algorithm>

#include "evaluator.hpp"

namespace nuong::rules {
namespace {

Truth ToTruth(bool truth) { return truth ? Truth::kTrue : Truth::kFalse; }

class Walk {
 public:
  Walk(const Nodes& nodes, std::span<const Datum* const> worth) : nodes_(nodes), worth_(worth) {}

  bool is_beyond() const { return is_beyond_; }

  Truth TruthOf(std::size_t index) {
    const Node& node = nodes_[index];
    switch (node.kind) {
      case NodeKind::kAnd:
        return Join(node, Truth::kFalse, Truth::kTrue);
      case NodeKind::kOr:
        return Join(node, Truth::kTrue, Truth::kFalse);
      case NodeKind::kNot: {
        const Truth truth = TruthOf(node.children[0]);
        return truth == Truth::kUnknown ? truth : ToTruth(truth == Truth::kFalse);
      }
      case NodeKind::kHas:
        return ToTruth(Known(nodes_[node.children[0]]) != nullptr);
      case NodeKind::kChoice: {
        const Truth truth = TruthOf(node.children[0]);
        return truth == Truth::kUnknown ? truth : TruthOf(node.children[truth == Truth::kTrue ? 1 : 2]);
      }
      case NodeKind::kName:
      case NodeKind::kLiteral: {
        const Datum* known = Known(node);
        const bool* truth = known == nullptr ? nullptr : std::get_if<bool>(known);
        return truth == nullptr ? Truth::kUnknown : ToTruth(*truth);
      }
      default:
        return Compare(node);
    }
  }

 private:
  Truth Join(const Node& node, Truth decisive, Truth neutral) {
    Truth joined = neutral;
    for (const std::size_t child : node.children) {
      const Truth truth = TruthOf(child);
      if (truth == decisive) return decisive;
      if (truth == Truth::kUnknown) joined = truth;
    }
    return joined;
  }

  const Datum* Known(const Node& node) const {
    if (!std::holds_alternative<Unknown>(node.literal)) return &node.literal;
    if (node.kind != NodeKind::kName) return nullptr;
    const Datum* datum = worth_[node.slot];
    return datum != nullptr && DatumMatches(*datum, *node.type) ? datum : nullptr;
  }

  /// What an operand is worth; `room` holds what had to be made.
  const Datum* Operand(std::size_t index, Datum& room) {
    const Node& node = nodes_[index];
    if (node.kind == NodeKind::kName || !std::holds_alternative<Unknown>(node.literal)) return Known(node);
    if (node.kind == NodeKind::kSize) {
      const Datum* list = Known(nodes_[node.children[0]]);
      if (list == nullptr) return nullptr;
      room = static_cast<std::int64_t>(std::get<std::vector<std::string>>(*list).size());
      return &room;
    }
    is_beyond_ = true;
    return nullptr;
  }

  Truth Compare(const Node& node) {
    Datum left_room;
    Datum right_room;
    if (node.children.size() != 2) {
      is_beyond_ = true;
      return Truth::kUnknown;
    }
    const Datum* left = Operand(node.children[0], left_room);
    const Datum* right = Operand(node.children[1], right_room);
    if (left == nullptr || right == nullptr) return Truth::kUnknown;
    switch (node.kind) {
      case NodeKind::kEqual:
        return ToTruth(*left == *right);
      case NodeKind::kNotEqual:
        return ToTruth(*left != *right);
      case NodeKind::kLess:
        return ToTruth(*left < *right);
      case NodeKind::kLessEqual:
        return ToTruth(*left <= *right);
      case NodeKind::kGreater:
        return ToTruth(*left > *right);
      case NodeKind::kGreaterEqual:
        return ToTruth(*left >= *right);
      case NodeKind::kIn: {
        const auto& items = std::get<std::vector<std::string>>(*right);
        return ToTruth(std::find(items.begin(), items.end(), std::get<std::string>(*left)) != items.end());
      }
      default:
        is_beyond_ = true;
        return Truth::kUnknown;
    }
  }

  const Nodes& nodes_;
  std::span<const Datum* const> worth_;
  bool is_beyond_ = false;
};

}  // namespace

std::optional<Truth> QuickTruth(const Nodes& nodes, std::span<const Datum* const> worth) {
  Walk walk(nodes, worth);
  const Truth truth = walk.TruthOf(nodes.size() - 1);
  if (walk.is_beyond()) return std::nullopt;
  return truth;
}

}  // namespace nuong::rules
