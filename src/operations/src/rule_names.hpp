#pragma once
#include <string_view>

#include "nuong/regulation/model.hpp"

namespace nuong::operations {

/// What an action of the access rules is called by a reader; of an act, its title in this regulation.
Text NameOfAction(const regulation::Regulation& from, std::string_view action);

}  // namespace nuong::operations
