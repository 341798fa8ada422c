#include "paper.hpp"

#include <span>

#include "bytes.hpp"
#include "nuong/vault/hash.hpp"

namespace nuong::vault {
namespace {

constexpr std::size_t kCheckSize = 3;
constexpr std::size_t kGroup = 4;

std::string CheckOf(std::string_view kind, std::string_view bytes) {
  const auto hash = Sha256(ByteWriter().Field(kind).Raw(bytes).Take());
  return std::string(ViewOf(std::span(hash).first(kCheckSize)));
}

}  // namespace

std::string OnPaper(std::string_view kind, std::string_view bytes) {
  const std::string hex = Hex(std::string(bytes) + CheckOf(kind, bytes));
  std::string groups;
  for (std::size_t at = 0; at < hex.size(); at += kGroup) {
    groups += (at == 0 ? "" : " ");
    groups += hex.substr(at, kGroup);
  }
  return groups;
}

std::optional<std::string> FromPaper(std::string_view kind, std::size_t size, std::string_view typed) {
  std::string bytes;
  int half = -1;
  for (const char letter : typed) {
    if (letter == ' ' || letter == '-' || letter == '\t' || letter == '\r') continue;
    const char lower = letter >= 'A' && letter <= 'F' ? static_cast<char>(letter - 'A' + 'a') : letter;
    const std::size_t digit = std::string_view("0123456789abcdef").find(lower);
    if (digit == std::string_view::npos) return std::nullopt;
    if (half < 0) {
      half = static_cast<int>(digit);
    } else {
      bytes.push_back(static_cast<char>(half << 4 | static_cast<int>(digit)));
      half = -1;
    }
  }
  if (half >= 0 || bytes.size() != size + kCheckSize) return std::nullopt;
  const std::string check = bytes.substr(size);
  bytes.resize(size);
  if (CheckOf(kind, bytes) != check) return std::nullopt;
  return bytes;
}

}  // namespace nuong::vault
