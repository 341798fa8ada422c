#include "checker.hpp"

#include <initializer_list>

namespace nuong::rules {
namespace {

class Checker {
 public:
  Checker(Nodes& nodes, const Signature& signature) : nodes_(nodes), signature_(signature) {}

  std::vector<Problem> Run() {
    for (Node& node : nodes_) node.type = TypeOf(node);
    Demand(nodes_.back(), Type::kBool);
    return std::move(problems_);
  }

 private:
  std::optional<Type> TypeOf(Node& node);
  std::optional<Type> NameType(const Node& node);
  std::optional<Type> CallType(Node& node);
  void CheckMoment(Node& call, const Node& argument);
  void CheckOrder(const Node& left, const Node& right);
  std::optional<Type> SumType(NodeKind kind, const Node& left, const Node& right);
  std::optional<Type> ChoiceType(const Node& node);
  void DemandAll(const Node& node, Type type);

  void Tell(Problem problem) { problems_.push_back(std::move(problem)); }
  void Demand(const Node& node, Type type) {
    if (node.type && *node.type != type) Tell(WrongType(node.begin, TypeName(type), *node.type));
  }

  Nodes& nodes_;
  const Signature& signature_;
  std::vector<Problem> problems_;
};

/// What has an order and can be added.
const Text kMeasured = {"số nguyên, ngày, thời điểm hoặc khoảng thời gian",
                        "an integer, a date, an instant or a duration"};
bool IsMeasured(Type type) {
  return type == Type::kInt || type == Type::kDate || type == Type::kInstant || type == Type::kDuration;
}

std::optional<Type> LiteralType(const Datum& literal) {
  // Datum lists its alternatives in the order of Type, after Unknown; DatumMatches relies on the same.
  return static_cast<Type>(literal.index() - 1);
}

std::optional<Type> Checker::TypeOf(Node& node) {
  switch (node.kind) {
    case NodeKind::kLiteral:
      return LiteralType(node.literal);
    case NodeKind::kName:
      return NameType(node);
    case NodeKind::kDate:
    case NodeKind::kInstant:
    case NodeKind::kDuration:
    case NodeKind::kHas:
    case NodeKind::kSize:
    case NodeKind::kUnknownFunction:
      return CallType(node);
    case NodeKind::kNegate:
      DemandAll(node, Type::kInt);
      return Type::kInt;
    case NodeKind::kAdd:
    case NodeKind::kSubtract:
      return SumType(node.kind, nodes_[node.children[0]], nodes_[node.children[1]]);
    case NodeKind::kEqual:
    case NodeKind::kNotEqual:
      if (const auto& left = nodes_[node.children[0]].type) Demand(nodes_[node.children[1]], *left);
      return Type::kBool;
    case NodeKind::kLess:
    case NodeKind::kLessEqual:
    case NodeKind::kGreater:
    case NodeKind::kGreaterEqual:
      CheckOrder(nodes_[node.children[0]], nodes_[node.children[1]]);
      return Type::kBool;
    case NodeKind::kIn:
      Demand(nodes_[node.children[0]], Type::kText);
      Demand(nodes_[node.children[1]], Type::kTextList);
      return Type::kBool;
    case NodeKind::kNot:
    case NodeKind::kAnd:
    case NodeKind::kOr:
      DemandAll(node, Type::kBool);
      return Type::kBool;
    case NodeKind::kChoice:
      return ChoiceType(node);
  }
  return std::nullopt;
}

std::optional<Type> Checker::NameType(const Node& node) {
  if (const auto found = signature_.find(node.name); found != signature_.end()) return found->second;
  std::vector<std::string> names;
  for (const auto& [name, type] : signature_) names.push_back(name);
  Tell(UnknownName(node.begin, node.name, NearestName(node.name, names)));
  return std::nullopt;
}

std::optional<Type> Checker::CallType(Node& node) {
  if (node.kind == NodeKind::kUnknownFunction) {
    Tell(
        UnknownFunction(node.begin, node.name, NearestName(node.name, {"date", "duration", "has", "instant", "size"})));
    return std::nullopt;
  }
  const Node* argument = node.children.size() == 1 ? &nodes_[node.children[0]] : nullptr;
  if (argument == nullptr) Tell(NeedsOneArgument(node.begin, node.name));
  if (node.kind == NodeKind::kHas) {
    if (argument != nullptr && argument->kind != NodeKind::kName) Tell(HasNeedsName(argument->begin));
    return Type::kBool;
  }
  if (node.kind == NodeKind::kSize) {
    if (argument != nullptr) Demand(*argument, Type::kTextList);
    return Type::kInt;
  }
  if (argument != nullptr) CheckMoment(node, *argument);
  if (node.kind == NodeKind::kDuration) return Type::kDuration;
  return node.kind == NodeKind::kDate ? Type::kDate : Type::kInstant;
}

void Checker::CheckMoment(Node& call, const Node& argument) {
  const auto* text = std::get_if<std::string>(&argument.literal);
  if (text == nullptr) return Tell(NeedsTextLiteral(argument.begin, call.name));
  const auto keep = [&](const auto& value, Problem (*problem)(std::size_t, std::string_view)) {
    if (!value) return Tell(problem(argument.begin, *text));
    call.literal = *value;
  };
  if (call.kind == NodeKind::kDate) return keep(ParseDate(*text), BadDate);
  if (call.kind == NodeKind::kInstant) return keep(ParseInstant(*text), BadInstant);
  keep(ParseDuration(*text), BadDuration);
}

void Checker::CheckOrder(const Node& left, const Node& right) {
  for (const Node* side : {&left, &right}) {
    if (!side->type || IsMeasured(*side->type)) continue;
    return Tell(WrongType(side->begin, kMeasured, *side->type));
  }
  if (left.type) Demand(right, *left.type);
}

/// What may be added to (or taken from) what, and what it gives. A date moves by a number of days, an instant by a
/// duration; two dates are days apart, two instants a duration.
std::optional<Type> Checker::SumType(NodeKind kind, const Node& left, const Node& right) {
  const std::size_t told = problems_.size();
  for (const Node* side : {&left, &right}) {
    if (side->type && !IsMeasured(*side->type)) Tell(WrongType(side->begin, kMeasured, *side->type));
  }
  if (problems_.size() != told || !left.type || !right.type) return std::nullopt;
  const bool apart = kind == NodeKind::kSubtract && *left.type == *right.type;
  if (apart && *left.type == Type::kDate) return Type::kInt;
  if (apart && *left.type == Type::kInstant) return Type::kDuration;
  const bool by_days = *left.type == Type::kDate || *left.type == Type::kInt;
  const Type step = by_days ? Type::kInt : Type::kDuration;
  if (*right.type == step) return left.type;
  Tell(WrongType(right.begin, TypeName(step), *right.type));
  return std::nullopt;
}

/// The branches are of one type, which is that of the whole.
std::optional<Type> Checker::ChoiceType(const Node& node) {
  Demand(nodes_[node.children[0]], Type::kBool);
  const std::optional<Type>& then = nodes_[node.children[1]].type;
  const Node& otherwise = nodes_[node.children[2]];
  if (then && otherwise.type && *then != *otherwise.type) {
    Demand(otherwise, *then);
    return std::nullopt;
  }
  return then ? then : otherwise.type;
}

void Checker::DemandAll(const Node& node, Type type) {
  for (const std::size_t child : node.children) Demand(nodes_[child], type);
}

}  // namespace

std::vector<Problem> Check(Nodes& nodes, const Signature& signature) { return Checker(nodes, signature).Run(); }

}  // namespace nuong::rules
