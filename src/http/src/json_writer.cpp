#include "json_writer.hpp"

#include <array>
#include <charconv>
#include <cstring>

namespace nuong::http {
namespace {

constexpr std::string_view kHexDigits = "0123456789abcdef";

void AddEscaped(JsonEnd& out, char byte) {
  switch (byte) {
    case '"':
      return out.Add("\\\"");
    case '\\':
      return out.Add("\\\\");
    case '\n':
      return out.Add("\\n");
    case '\r':
      return out.Add("\\r");
    case '\t':
      return out.Add("\\t");
    default:
      break;
  }
  const auto code = static_cast<unsigned char>(byte);
  out.Add("\\u00");
  out.Add(kHexDigits[code >> 4]);
  out.Add(kHexDigits[code & 15]);
}

bool NeedsEscape(char letter) {
  const auto code = static_cast<unsigned char>(letter);
  return code < 0x20 || code == '"' || code == '\\';
}

/// Whether any of eight bytes is below 0x20, a quote or a backslash; one that is not may be told as one, never the
/// other way round.
bool AnyNeedsEscape(const char* bytes) {
  constexpr std::uint64_t kOnes = 0x0101010101010101;
  constexpr std::uint64_t kTops = 0x8080808080808080;
  std::uint64_t word = 0;
  std::memcpy(&word, bytes, sizeof word);
  const auto any_zero = [&](std::uint64_t of) { return (of - kOnes) & ~of & kTops; };
  const std::uint64_t below = (word - kOnes * 0x20) & ~word & kTops;
  return (below | any_zero(word ^ (kOnes * '"')) | any_zero(word ^ (kOnes * '\\'))) != 0;
}

/// How many bytes may go out as they are.
std::size_t PlainLength(std::string_view text) {
  std::size_t at = 0;
  while (at + 8 <= text.size() && !AnyNeedsEscape(text.data() + at)) at += 8;
  while (at < text.size() && !NeedsEscape(text[at])) ++at;
  return at;
}

}  // namespace

void JsonEnd::AddText(std::string_view text) {
  Add('"');
  while (true) {
    const std::size_t plain = PlainLength(text);
    Add(text.substr(0, plain));
    if (plain == text.size()) break;
    AddEscaped(*this, text[plain]);
    text.remove_prefix(plain + 1);
  }
  Add('"');
}

void JsonEnd::AddInteger(std::int64_t number) {
  std::array<char, 24> digits;
  const auto end = std::to_chars(digits.data(), digits.data() + digits.size(), number).ptr;
  Add(std::string_view(digits.data(), static_cast<std::size_t>(end - digits.data())));
}

}  // namespace nuong::http
