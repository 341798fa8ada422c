#include "escape.hpp"

#include <charconv>
#include <cstdint>

namespace nuong::rules {
namespace {

void AppendUtf8(std::uint32_t point, std::string& value) {
  const auto add = [&value](std::uint32_t byte) {
    value.push_back(static_cast<char>(static_cast<unsigned char>(byte)));
  };
  if (point < 0x80) {
    add(point);
  } else if (point < 0x800) {
    add(0xC0 | (point >> 6));
    add(0x80 | (point & 0x3F));
  } else if (point < 0x10000) {
    add(0xE0 | (point >> 12));
    add(0x80 | ((point >> 6) & 0x3F));
    add(0x80 | (point & 0x3F));
  } else {
    add(0xF0 | (point >> 18));
    add(0x80 | ((point >> 12) & 0x3F));
    add(0x80 | ((point >> 6) & 0x3F));
    add(0x80 | (point & 0x3F));
  }
}

/// `skip` bytes of prefix, then exactly `digits` digits of `base`, worth at most `most`.
std::size_t ReadPoint(std::string_view rest, std::size_t skip, std::size_t digits, int base, std::uint32_t most,
                      std::string& value) {
  if (rest.size() < skip + digits) return 0;
  const char* first = rest.data() + skip;
  std::uint32_t point = 0;
  const auto read = std::from_chars(first, first + digits, point, base);
  if (read.ec != std::errc{} || read.ptr != first + digits) return 0;
  if (point > most || (point >= 0xD800 && point <= 0xDFFF)) return 0;
  AppendUtf8(point, value);
  return skip + digits;
}

}  // namespace

std::size_t ReadEscape(std::string_view rest, std::string& value) {
  constexpr std::string_view kLetters = "abfnrtv\\?\"'`";
  constexpr std::string_view kMeanings = "\a\b\f\n\r\t\v\\?\"'`";
  constexpr std::uint32_t kLastPoint = 0x10FFFF;
  if (rest.size() < 2) return 0;
  if (const auto letter = kLetters.find(rest[1]); letter != std::string_view::npos) {
    value.push_back(kMeanings[letter]);
    return 2;
  }
  if (rest[1] == 'x' || rest[1] == 'X') return ReadPoint(rest, 2, 2, 16, kLastPoint, value);
  if (rest[1] == 'u') return ReadPoint(rest, 2, 4, 16, kLastPoint, value);
  if (rest[1] == 'U') return ReadPoint(rest, 2, 8, 16, kLastPoint, value);
  return ReadPoint(rest, 1, 3, 8, 0xFF, value);
}

std::size_t CodePointLength(std::string_view rest) {
  const auto lead = static_cast<unsigned char>(rest.front());
  if (lead < 0x80) return 1;
  if (lead < 0xE0) return 2;
  return lead < 0xF0 ? 3 : 4;
}

}  // namespace nuong::rules
