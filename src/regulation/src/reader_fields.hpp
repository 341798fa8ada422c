#pragma once
#include "map_reader.hpp"

namespace nuong::regulation {

/// The form of an act: the list under `fields`.
std::vector<Field> ReadFields(MapReader& act);

}  // namespace nuong::regulation
