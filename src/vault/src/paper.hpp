#pragma once
#include <optional>
#include <string>
#include <string_view>

/// Bytes as a person reads them off paper and types them: hex in groups of four, the last six digits a check.
namespace nuong::vault {

std::string OnPaper(std::string_view kind, std::string_view bytes);
/// The `size` bytes; nothing when a digit is missing, wrong or too many, or it was written for another kind. Upper and
/// lower case, blanks and hyphens make no difference.
std::optional<std::string> FromPaper(std::string_view kind, std::size_t size, std::string_view typed);

}  // namespace nuong::vault
