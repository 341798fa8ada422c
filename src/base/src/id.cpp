#include "nuong/base/id.hpp"

#include <algorithm>

namespace nuong {
namespace {

constexpr std::string_view kCrockford = "0123456789abcdefghjkmnpqrstvwxyz";
constexpr std::size_t kIdLength = 26;
constexpr std::size_t kSlugLimit = 64;

bool IsSlugLetter(char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9'); }

}  // namespace

// 26 characters hold 130 bits; the first two are always zero.
std::string EncodeId(const std::array<std::uint8_t, 16>& bytes) {
  std::string text;
  text.reserve(kIdLength);
  unsigned held = 0;
  int bits = 2;
  for (const std::uint8_t byte : bytes) {
    held = (held << 8) | byte;
    for (bits += 8; bits >= 5;) {
      bits -= 5;
      text += kCrockford[(held >> bits) & 31u];
    }
    held &= (1u << bits) - 1u;
  }
  return text;
}

std::optional<std::array<std::uint8_t, 16>> DecodeId(std::string_view text) {
  if (text.size() != kIdLength) return std::nullopt;
  std::array<std::uint8_t, 16> bytes{};
  std::size_t filled = 0;
  unsigned held = 0;
  int bits = -2;
  for (const char c : text) {
    const std::size_t digit = kCrockford.find(c);
    if (digit == std::string_view::npos) return std::nullopt;
    if (bits < 0 && digit > 7) return std::nullopt;
    held = (held << 5) | static_cast<unsigned>(digit);
    bits += 5;
    if (bits < 8) continue;
    bits -= 8;
    bytes[filled++] = static_cast<std::uint8_t>(held >> bits);
    held &= (1u << bits) - 1u;
  }
  return bytes;
}

bool IsSlug(std::string_view text) {
  if (text.empty() || text.size() > kSlugLimit) return false;
  bool after_letter = false;
  for (const char c : text) {
    if (!IsSlugLetter(c) && !(after_letter && (c == '-' || c == '_'))) return false;
    after_letter = IsSlugLetter(c);
  }
  return after_letter;
}

}  // namespace nuong
