#pragma once
#include <cstddef>
#include <string>
#include <string_view>
#include <variant>

#include "problems.hpp"

namespace nuong::rules {

enum class TokenKind { kEnd, kNumber, kText, kName, kSymbol };

struct Token {
  TokenKind kind = TokenKind::kEnd;
  std::size_t begin = 0;
  std::size_t end = 0;
  std::string_view text;  ///< as written; `in` is a kSymbol, `true` and `false` are names to the lexer
  std::string value;      ///< of a kText: without quotes and escapes, NFC
};

/// Cuts well-formed UTF-8 into tokens, one at a time, so that the earliest mistake is the one that is told.
class Lexer {
 public:
  explicit Lexer(std::string_view source) : source_(source) {}
  std::variant<Token, Problem> Next();

 private:
  std::variant<Token, Problem> Number();
  std::variant<Token, Problem> QuotedText();
  Token Name();
  Token Take(TokenKind kind, std::size_t end);

  std::string_view source_;
  std::size_t at_ = 0;
};

}  // namespace nuong::rules
