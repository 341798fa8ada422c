#pragma once
#include <string_view>

#include "nuong/regulation/model.hpp"

namespace nuong::operations {

/// What an action of the access rules is called by a reader; of an act, its title in this regulation.
Text NameOfAction(const regulation::Regulation& from, std::string_view action);

/// What a unit is to a case or, for the relations that every regulation knows, to what is asked about.
Text NameOfRelation(const regulation::Regulation& from, std::string_view relation);

}  // namespace nuong::operations
