#pragma once
#include <optional>
#include <string>
#include <string_view>

namespace nuong {

/// Takes one code point off the front of `rest`, or returns nothing when no well-formed one starts there.
std::optional<char32_t> TakeCodePoint(std::string_view& rest);

void AppendCodePoint(std::string& text, char32_t code_point);

/// NFC of well-formed UTF-8; control characters pass.
std::string ToNfc(std::string_view text);

}  // namespace nuong
