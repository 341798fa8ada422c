#pragma once
#include <cstddef>
#include <string>
#include <string_view>

namespace nuong::rules {

/// Reads one CEL escape at the front of `rest` (which starts with a backslash), appends what it means to `value` as
/// UTF-8, and gives its length in bytes; 0 when it is no escape (unknown letter, missing digits, no Unicode scalar).
std::size_t ReadEscape(std::string_view rest, std::string& value);

/// Bytes of the code point at the front of well-formed UTF-8.
std::size_t CodePointLength(std::string_view rest);

}  // namespace nuong::rules
