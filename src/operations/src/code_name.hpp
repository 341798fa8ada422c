#pragma once
#include <string>

#include "nuong/base/ports.hpp"
#include "nuong/regulation/model.hpp"

namespace nuong::operations {

/// A neutral name for a case, "Sen 27": from the regulation's words and chance, never from the person.
std::string MakeCodeName(const regulation::Regulation& regulation, Random& random);

}  // namespace nuong::operations
