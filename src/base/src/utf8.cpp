#include "utf8.hpp"

namespace nuong {
namespace {

unsigned char ByteAt(std::string_view text, std::size_t index) { return static_cast<unsigned char>(text[index]); }

/// Length of the sequence this first byte announces; 0 for a byte that starts none.
std::size_t SequenceLength(unsigned char lead) {
  if (lead < 0x80) return 1;
  if (lead >= 0xC2 && lead <= 0xDF) return 2;
  if (lead >= 0xE0 && lead <= 0xEF) return 3;
  if (lead >= 0xF0 && lead <= 0xF4) return 4;
  return 0;
}

bool IsScalar(char32_t code_point, std::size_t length) {
  constexpr char32_t kSmallest[] = {0, 0, 0x80, 0x800, 0x10000};
  if (code_point < kSmallest[length] || code_point > 0x10FFFF) return false;
  return code_point < 0xD800 || code_point > 0xDFFF;
}

}  // namespace

std::optional<char32_t> TakeCodePoint(std::string_view& rest) {
  if (rest.empty()) return std::nullopt;
  const unsigned char lead = ByteAt(rest, 0);
  const std::size_t length = SequenceLength(lead);
  if (length == 0 || rest.size() < length) return std::nullopt;
  char32_t code_point = length == 1 ? lead : lead & (0x7Fu >> length);
  for (std::size_t index = 1; index < length; ++index) {
    const unsigned char byte = ByteAt(rest, index);
    if ((byte & 0xC0) != 0x80) return std::nullopt;
    code_point = (code_point << 6) | (byte & 0x3Fu);
  }
  if (!IsScalar(code_point, length)) return std::nullopt;
  rest.remove_prefix(length);
  return code_point;
}

void AppendCodePoint(std::string& text, char32_t code_point) {
  const auto tail = [&](int shift) { text += static_cast<char>(0x80 | ((code_point >> shift) & 0x3F)); };
  if (code_point < 0x80) {
    text += static_cast<char>(code_point);
  } else if (code_point < 0x800) {
    text += static_cast<char>(0xC0 | (code_point >> 6));
    tail(0);
  } else if (code_point < 0x10000) {
    text += static_cast<char>(0xE0 | (code_point >> 12));
    tail(6);
    tail(0);
  } else {
    text += static_cast<char>(0xF0 | (code_point >> 18));
    tail(12);
    tail(6);
    tail(0);
  }
}

}  // namespace nuong
