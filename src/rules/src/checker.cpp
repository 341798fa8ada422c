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
  void DemandAll(const Node& node, Type type);

  void Tell(Problem problem) { problems_.push_back(std::move(problem)); }
  void Demand(const Node& node, Type type) {
    if (node.type && *node.type != type) Tell(WrongType(node.begin, TypeName(type), *node.type));
  }

  Nodes& nodes_;
  const Signature& signature_;
  std::vector<Problem> problems_;
};

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
    case NodeKind::kHas:
    case NodeKind::kSize:
    case NodeKind::kUnknownFunction:
      return CallType(node);
    case NodeKind::kNegate:
    case NodeKind::kAdd:
    case NodeKind::kSubtract:
      DemandAll(node, Type::kInt);
      return Type::kInt;
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
    case NodeKind::kChoice:
      DemandAll(node, Type::kBool);
      return Type::kBool;
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
    Tell(UnknownFunction(node.begin, node.name, NearestName(node.name, {"date", "has", "instant", "size"})));
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
  return node.kind == NodeKind::kDate ? Type::kDate : Type::kInstant;
}

void Checker::CheckMoment(Node& call, const Node& argument) {
  const auto* text = std::get_if<std::string>(&argument.literal);
  if (text == nullptr) return Tell(NeedsTextLiteral(argument.begin, call.name));
  if (call.kind == NodeKind::kDate) {
    const std::optional<CivilDate> date = ParseDate(*text);
    if (!date) return Tell(BadDate(argument.begin, *text));
    call.literal = *date;
  } else {
    const std::optional<Instant> instant = ParseInstant(*text);
    if (!instant) return Tell(BadInstant(argument.begin, *text));
    call.literal = *instant;
  }
}

void Checker::CheckOrder(const Node& left, const Node& right) {
  for (const Node* side : {&left, &right}) {
    if (!side->type || *side->type == Type::kInt || *side->type == Type::kDate || *side->type == Type::kInstant)
      continue;
    return Tell(
        WrongType(side->begin, {"số nguyên, ngày hoặc thời điểm", "an integer, a date or an instant"}, *side->type));
  }
  if (left.type) Demand(right, *left.type);
}

void Checker::DemandAll(const Node& node, Type type) {
  for (const std::size_t child : node.children) Demand(nodes_[child], type);
}

}  // namespace

std::vector<Problem> Check(Nodes& nodes, const Signature& signature) { return Checker(nodes, signature).Run(); }

}  // namespace nuong::rules
