#include "evaluator.hpp"

#include <algorithm>

#include "reckon.hpp"

namespace nuong::rules {
namespace {

const Datum kNothing = Unknown{};

Datum FromTruth(Truth truth) {
  if (truth == Truth::kUnknown) return Unknown{};
  return truth == Truth::kTrue;
}

bool Contains(const Datum& list, const Datum& text) {
  const auto& items = std::get<std::vector<std::string>>(list);
  return std::find(items.begin(), items.end(), std::get<std::string>(text)) != items.end();
}

}  // namespace

Evaluation::Evaluation(const Nodes& nodes, const Environment& environment)
    : computed_(nodes.size()), worth_(nodes.size()) {
  for (std::size_t index = 0; index < nodes.size(); ++index) {
    worth_[index] = Look(nodes[index], environment);
    if (worth_[index] != nullptr) continue;
    computed_[index] = Compute(nodes[index]);
    worth_[index] = &computed_[index];
  }
}

Truth Evaluation::TruthOf(std::size_t node) const {
  const bool* truth = std::get_if<bool>(worth_[node]);
  if (truth == nullptr) return Truth::kUnknown;
  return *truth ? Truth::kTrue : Truth::kFalse;
}

bool Evaluation::IsUnknown(std::size_t node) const { return std::holds_alternative<Unknown>(*worth_[node]); }

/// What stands ready, without copying it; null for what must be computed.
const Datum* Evaluation::Look(const Node& node, const Environment& environment) const {
  if (!std::holds_alternative<Unknown>(node.literal)) return &node.literal;
  if (node.kind != NodeKind::kName) return nullptr;
  const auto found = environment.find(node.name);
  return found != environment.end() && DatumMatches(found->second, *node.type) ? &found->second : &kNothing;
}

/// The operators that may know their answer although a part is unknown; all others are strict.
Datum Evaluation::Compute(const Node& node) const {
  if (node.kind == NodeKind::kHas) return !IsUnknown(node.children[0]);
  if (node.kind == NodeKind::kAnd) return FromTruth(Join(node, Truth::kFalse, Truth::kTrue));
  if (node.kind == NodeKind::kOr) return FromTruth(Join(node, Truth::kTrue, Truth::kFalse));
  if (node.kind == NodeKind::kChoice) {
    const Truth condition = TruthOf(node.children[0]);
    if (condition == Truth::kUnknown) return Unknown{};
    return *worth_[node.children[condition == Truth::kTrue ? 1 : 2]];
  }
  if (std::any_of(node.children.begin(), node.children.end(), [this](std::size_t child) { return IsUnknown(child); })) {
    return Unknown{};
  }
  return ComputeStrict(node);
}

Truth Evaluation::Join(const Node& node, Truth decisive, Truth neutral) const {
  Truth joined = neutral;
  for (const std::size_t child : node.children) {
    const Truth truth = TruthOf(child);
    if (truth == decisive) return decisive;
    if (truth == Truth::kUnknown) joined = Truth::kUnknown;
  }
  return joined;
}

Datum Evaluation::ComputeStrict(const Node& node) const {
  const Datum& left = *worth_[node.children.front()];
  const Datum& right = *worth_[node.children.back()];
  if (node.kind == NodeKind::kNot) return !std::get<bool>(left);
  if (node.kind == NodeKind::kNegate) return Negate(std::get<std::int64_t>(left));
  if (node.kind == NodeKind::kAdd) return Add(left, right);
  if (node.kind == NodeKind::kSubtract) return Subtract(left, right);
  if (node.kind == NodeKind::kSize) return static_cast<std::int64_t>(std::get<std::vector<std::string>>(left).size());
  if (node.kind == NodeKind::kIn) return Contains(right, left);
  return Compare(node);
}

bool Evaluation::Compare(const Node& node) const {
  const Datum& left = *worth_[node.children.front()];
  const Datum& right = *worth_[node.children.back()];
  if (node.kind == NodeKind::kEqual) return left == right;
  if (node.kind == NodeKind::kNotEqual) return left != right;
  if (node.kind == NodeKind::kLess) return left < right;
  if (node.kind == NodeKind::kLessEqual) return left <= right;
  if (node.kind == NodeKind::kGreater) return left > right;
  return left >= right;
}

}  // namespace nuong::rules
