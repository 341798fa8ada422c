#pragma once
#include <optional>
#include <string>
#include <string_view>

namespace nuong {

/// Well-formed UTF-8 without surrogates or overlong forms.
bool IsUtf8(std::string_view text);

/// NFC, or nothing when the text is not UTF-8 or holds a control character other than tab and line feed.
std::optional<std::string> NormaliseText(std::string_view text);

/// For comparing and searching only: lower case, without tone and vowel marks, đ as d, spaces folded. Input is UTF-8.
std::string FoldVietnamese(std::string_view text);

/// Number of code points; input is UTF-8.
std::size_t CountCodePoints(std::string_view text);

}  // namespace nuong
