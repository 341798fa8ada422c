#pragma once
#include <string_view>

namespace nuong::operations {

/// Whether this is a word that passwords are made of too often: letters a–z only, in lower case, without marks.
bool IsCommonWord(std::string_view letters);

}  // namespace nuong::operations
