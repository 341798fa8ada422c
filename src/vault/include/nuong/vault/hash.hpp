#pragma once
#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace nuong::vault {

std::array<std::uint8_t, 32> Sha256(std::string_view bytes);
std::string Hex(std::string_view bytes);     ///< lower case
std::string Base64(std::string_view bytes);  ///< RFC 4648 section 4, padded
/// Strict: one spelling per value.
std::optional<std::string> FromBase64(std::string_view text);
/// Constant time for equal lengths.
bool EqualSecrets(std::string_view a, std::string_view b);

}  // namespace nuong::vault
