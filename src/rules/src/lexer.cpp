#include "lexer.hpp"

#include <algorithm>
#include <array>

#include "escape.hpp"
#include "nuong/base/unicode.hpp"

namespace nuong::rules {
namespace {

bool IsDigit(char letter) { return letter >= '0' && letter <= '9'; }
bool StartsName(char letter) {
  return (letter >= 'a' && letter <= 'z') || (letter >= 'A' && letter <= 'Z') || letter == '_';
}
bool ContinuesName(char letter) { return StartsName(letter) || IsDigit(letter); }
bool IsSpace(char letter) { return letter == ' ' || letter == '\t' || letter == '\n' || letter == '\r'; }

/// Longer symbols first, so that "<=" is not read as "<".
constexpr std::array<std::string_view, 18> kSymbols = {"||", "&&", "==", "!=", "<=", ">=", "<", ">", "!",
                                                       "+",  "-",  "(",  ")",  "[",  "]",  ",", "?", ":"};

/// A character as it may be shown to a person.
std::string Shown(std::string_view character) {
  const auto lead = static_cast<unsigned char>(character.front());
  if (lead >= 0x20 && lead != 0x7F) return std::string(character);
  constexpr std::string_view kHex = "0123456789ABCDEF";
  return std::string("U+00") + kHex[lead >> 4] + kHex[lead & 0xF];
}

}  // namespace

Token Lexer::Take(TokenKind kind, std::size_t end) {
  Token token{kind, at_, end, source_.substr(at_, end - at_), {}};
  at_ = end;
  return token;
}

std::variant<Token, Problem> Lexer::Next() {
  while (at_ < source_.size() && IsSpace(source_[at_])) ++at_;
  if (at_ == source_.size()) return Take(TokenKind::kEnd, at_);
  const char letter = source_[at_];
  if (StartsName(letter)) return Name();
  if (IsDigit(letter)) return Number();
  if (letter == '\'' || letter == '"') return QuotedText();
  const std::string_view rest = source_.substr(at_);
  const auto* symbol = std::find_if(kSymbols.begin(), kSymbols.end(),
                                    [rest](std::string_view candidate) { return rest.starts_with(candidate); });
  if (symbol != kSymbols.end()) return Take(TokenKind::kSymbol, at_ + symbol->size());
  return UnexpectedCharacter(at_, Shown(rest.substr(0, CodePointLength(rest))));
}

Token Lexer::Name() {
  std::size_t end = at_;
  while (end < source_.size() && (ContinuesName(source_[end]) ||
                                  (source_[end] == '.' && end + 1 < source_.size() && StartsName(source_[end + 1])))) {
    ++end;
  }
  const bool is_operator = source_.substr(at_, end - at_) == "in";
  return Take(is_operator ? TokenKind::kSymbol : TokenKind::kName, end);
}

std::variant<Token, Problem> Lexer::Number() {
  std::size_t end = at_;
  while (end < source_.size() && IsDigit(source_[end])) ++end;
  std::size_t after = end;
  while (after < source_.size() && (ContinuesName(source_[after]) || source_[after] == '.')) ++after;
  if (after != end) return BadNumber(at_, source_.substr(at_, after - at_));
  return Take(TokenKind::kNumber, end);
}

std::variant<Token, Problem> Lexer::QuotedText() {
  const char quote = source_[at_];
  std::string value;
  std::size_t end = at_ + 1;
  while (end < source_.size() && source_[end] != quote && source_[end] != '\n' && source_[end] != '\r') {
    if (source_[end] != '\\') {
      value.push_back(source_[end++]);
      continue;
    }
    const std::string_view rest = source_.substr(end);
    const std::size_t length = ReadEscape(rest, value);
    if (length == 0) {
      const std::size_t shown = rest.size() < 2 ? 1 : 1 + CodePointLength(rest.substr(1));
      return BadEscape(end, Shown(rest.substr(0, shown)));
    }
    end += length;
  }
  if (end == source_.size() || source_[end] != quote) return UnfinishedText(at_);
  std::optional<std::string> normal = NormaliseText(value);
  if (!normal) return ControlCharacter(at_);
  Token token = Take(TokenKind::kText, end + 1);
  token.value = std::move(*normal);
  return token;
}

}  // namespace nuong::rules
