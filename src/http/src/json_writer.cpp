#include "json_writer.hpp"

#include <array>
#include <charconv>

namespace nuong::http {
namespace {

constexpr std::string_view kHexDigits = "0123456789abcdef";

void AppendEscaped(std::string& out, char byte) {
  switch (byte) {
    case '"':
      out += "\\\"";
      return;
    case '\\':
      out += "\\\\";
      return;
    case '\n':
      out += "\\n";
      return;
    case '\r':
      out += "\\r";
      return;
    case '\t':
      out += "\\t";
      return;
    default:
      break;
  }
  const auto code = static_cast<unsigned char>(byte);
  out += "\\u00";
  out.push_back(kHexDigits[code >> 4]);
  out.push_back(kHexDigits[code & 15]);
}

}  // namespace

void AppendJsonText(std::string& out, std::string_view text) {
  out.push_back('"');
  std::size_t start = 0;
  for (std::size_t at = 0; at < text.size(); ++at) {
    const auto code = static_cast<unsigned char>(text[at]);
    if (code >= 0x20 && code != '"' && code != '\\') continue;
    out.append(text, start, at - start);
    AppendEscaped(out, text[at]);
    start = at + 1;
  }
  out.append(text, start, text.size() - start);
  out.push_back('"');
}

void AppendJsonInteger(std::string& out, std::int64_t number) {
  std::array<char, 24> digits;
  const auto end = std::to_chars(digits.data(), digits.data() + digits.size(), number).ptr;
  out.append(digits.data(), end);
}

}  // namespace nuong::http
