#include "parser.hpp"

#include <algorithm>
#include <charconv>
#include <initializer_list>
#include <utility>

#include "escape.hpp"
#include "lexer.hpp"
#include "nuong/base/unicode.hpp"

namespace nuong::rules {
namespace {

using Index = std::optional<std::size_t>;  // of a node; nothing after a problem

struct Operator {
  std::string_view symbol;
  NodeKind kind;
};

NodeKind FunctionNamed(std::string_view name) {
  if (name == "date") return NodeKind::kDate;
  if (name == "duration") return NodeKind::kDuration;
  if (name == "has") return NodeKind::kHas;
  if (name == "instant") return NodeKind::kInstant;
  if (name == "size") return NodeKind::kSize;
  return NodeKind::kUnknownFunction;
}

/// Recursive descent, one function for each line of the grammar.
class Parser {
 public:
  explicit Parser(std::string_view source) : lexer_(source) { Advance(); }

  std::variant<Nodes, Problem> Run() {
    const Index whole = ParseChoice();
    if (whole && current_.kind != TokenKind::kEnd) {
      Refuse({"một toán tử hoặc hết điều kiện", "an operator or the end of the condition"});
    }
    if (problem_) return std::move(*problem_);
    if (count_ > kMostNodes) return TooManyNodes(count_);
    return std::move(nodes_);
  }

 private:
  Index ParseChoice();
  Index ParseChain(std::string_view symbol, NodeKind kind);
  Index ParseRelation();
  Index ParseSum();
  Index ParseLeftToRight(std::initializer_list<Operator> operators, Index (Parser::*part)());
  Index ParseUnary();
  Index ParsePrimary();
  Index ParseCall(const Token& name);
  Index ParseList();
  Index ParseNumber(std::size_t begin, std::string_view sign);

  /// Runs `part` one level deeper.
  Index Nested(Index (Parser::*part)()) {
    if (depth_ == kMostDepth) return Fail(TooDeep(current_.begin));
    ++depth_;
    const Index index = (this->*part)();
    --depth_;
    return index;
  }

  bool Sees(std::string_view symbol) const { return current_.kind == TokenKind::kSymbol && current_.text == symbol; }

  void Advance() {
    last_end_ = current_.end;
    std::variant<Token, Problem> next = lexer_.Next();
    if (auto* problem = std::get_if<Problem>(&next)) {
      Fail(std::move(*problem));
      current_ = {};
    } else {
      current_ = std::move(std::get<Token>(next));
    }
  }

  bool Accept(std::string_view symbol) {
    if (problem_ || !Sees(symbol)) return false;
    Advance();
    return !problem_;
  }

  bool Expect(std::string_view symbol) {
    if (Accept(symbol)) return true;
    const std::string quoted = "“" + std::string(symbol) + "”";
    Refuse({quoted, quoted});
    return false;
  }

  Index Fail(Problem problem) {
    if (!problem_) problem_ = std::move(problem);
    return std::nullopt;
  }

  Index Refuse(const Text& expected) { return Fail(Unexpected(current_.begin, expected, current_.text)); }

  Index Add(NodeKind kind, std::size_t begin, std::vector<std::size_t> children) {
    if (problem_) return std::nullopt;
    ++count_;
    Node& node = nodes_.emplace_back();
    node.kind = kind;
    node.begin = begin;
    node.end = last_end_;
    node.children = std::move(children);
    return nodes_.size() - 1;
  }

  Index AddLiteral(std::size_t begin, Datum literal) {
    const Index index = Add(NodeKind::kLiteral, begin, {});
    if (index) nodes_.back().literal = std::move(literal);
    return index;
  }

  Lexer lexer_;
  Token current_;
  std::size_t last_end_ = 0;
  std::size_t depth_ = 0;
  std::size_t count_ = 0;  // nodes and elements of lists
  Nodes nodes_;
  std::optional<Problem> problem_;
};

Index Parser::ParseChoice() {
  const std::size_t begin = current_.begin;
  const Index condition = ParseChain("||", NodeKind::kOr);
  if (!condition || !Accept("?")) return condition;
  const Index then = ParseChain("||", NodeKind::kOr);
  if (!then || !Expect(":")) return std::nullopt;
  const Index otherwise = Nested(&Parser::ParseChoice);
  if (!otherwise) return std::nullopt;
  return Add(NodeKind::kChoice, begin, {*condition, *then, *otherwise});
}

Index Parser::ParseChain(std::string_view symbol, NodeKind kind) {
  const std::size_t begin = current_.begin;
  std::vector<std::size_t> parts;
  do {
    const Index part = kind == NodeKind::kOr ? ParseChain("&&", NodeKind::kAnd) : ParseRelation();
    if (!part) return std::nullopt;
    parts.push_back(*part);
  } while (Accept(symbol));
  if (parts.size() == 1) return parts.front();
  return Add(kind, begin, std::move(parts));
}

Index Parser::ParseRelation() {
  return ParseLeftToRight({{"==", NodeKind::kEqual},
                           {"!=", NodeKind::kNotEqual},
                           {"<=", NodeKind::kLessEqual},
                           {">=", NodeKind::kGreaterEqual},
                           {"<", NodeKind::kLess},
                           {">", NodeKind::kGreater},
                           {"in", NodeKind::kIn}},
                          &Parser::ParseSum);
}

Index Parser::ParseSum() {
  return ParseLeftToRight({{"+", NodeKind::kAdd}, {"-", NodeKind::kSubtract}}, &Parser::ParseUnary);
}

Index Parser::ParseLeftToRight(std::initializer_list<Operator> operators, Index (Parser::*part)()) {
  const std::size_t begin = current_.begin;
  Index left = (this->*part)();
  while (left) {
    const auto* next = std::find_if(operators.begin(), operators.end(),
                                    [this](const Operator& candidate) { return Sees(candidate.symbol); });
    if (next == operators.end()) break;
    Advance();
    const Index right = (this->*part)();
    if (!right) return std::nullopt;
    left = Add(next->kind, begin, {*left, *right});
  }
  return left;
}

Index Parser::ParseUnary() {
  const std::size_t begin = current_.begin;
  if (Sees("!")) {
    Advance();
    const Index operand = Nested(&Parser::ParseUnary);
    return operand ? Add(NodeKind::kNot, begin, {*operand}) : std::nullopt;
  }
  if (Sees("-")) {
    Advance();
    // A literal takes its sign at once, so that the smallest integer can be written.
    if (current_.kind == TokenKind::kNumber) return ParseNumber(begin, "-");
    const Index operand = Nested(&Parser::ParseUnary);
    return operand ? Add(NodeKind::kNegate, begin, {*operand}) : std::nullopt;
  }
  return ParsePrimary();
}

Index Parser::ParsePrimary() {
  if (current_.kind == TokenKind::kNumber) return ParseNumber(current_.begin, "");
  if (Sees("[")) return ParseList();
  if (Accept("(")) {
    const Index inner = Nested(&Parser::ParseChoice);
    return inner && Expect(")") ? inner : std::nullopt;
  }
  if (current_.kind != TokenKind::kText && current_.kind != TokenKind::kName) {
    return Refuse({"một giá trị, một tên hoặc dấu “(”", "a value, a name or “(”"});
  }
  const Token token = current_;
  Advance();
  if (token.kind == TokenKind::kText) return AddLiteral(token.begin, token.value);
  if (token.text == "true" || token.text == "false") return AddLiteral(token.begin, token.text == "true");
  if (Sees("(")) return ParseCall(token);
  const Index name = Add(NodeKind::kName, token.begin, {});
  if (name) nodes_.back().name = token.text;
  return name;
}

Index Parser::ParseCall(const Token& name) {
  Advance();
  std::vector<std::size_t> arguments;
  if (!Sees(")")) {
    do {
      const Index argument = Nested(&Parser::ParseChoice);
      if (!argument) return std::nullopt;
      arguments.push_back(*argument);
    } while (Accept(","));
  }
  if (!Expect(")")) return std::nullopt;
  const Index call = Add(FunctionNamed(name.text), name.begin, std::move(arguments));
  if (call) nodes_.back().name = name.text;
  return call;
}

Index Parser::ParseList() {
  const std::size_t begin = current_.begin;
  Advance();
  std::vector<std::string> items;
  if (!Sees("]")) {
    do {
      if (current_.kind != TokenKind::kText) return Refuse({"văn bản viết trong dấu nháy", "a text in quotes"});
      items.push_back(current_.value);
      ++count_;
      Advance();
    } while (Accept(","));
  }
  if (!Expect("]")) return std::nullopt;
  return AddLiteral(begin, std::move(items));
}

Index Parser::ParseNumber(std::size_t begin, std::string_view sign) {
  const std::string digits = std::string(sign) + std::string(current_.text);
  std::int64_t number = 0;
  if (std::from_chars(digits.data(), digits.data() + digits.size(), number).ec != std::errc{}) {
    return Fail(NumberTooLarge(begin, digits));
  }
  Advance();
  return AddLiteral(begin, number);
}

/// Where well-formed UTF-8 ends.
std::size_t FirstBadByte(std::string_view source) {
  std::size_t at = 0;
  while (at < source.size()) {
    const std::size_t length = CodePointLength(source.substr(at));
    if (!IsUtf8(source.substr(at, length))) break;
    at += length;
  }
  return at;
}

}  // namespace

std::variant<Nodes, Problem> Parse(std::string_view source) {
  if (source.size() > kMostBytes) return TooLong();
  if (!IsUtf8(source)) return NotUtf8(FirstBadByte(source));
  return Parser(source).Run();
}

}  // namespace nuong::rules
