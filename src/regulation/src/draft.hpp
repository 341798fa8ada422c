#pragma once
#include "findings.hpp"
#include "nuong/regulation/model.hpp"
#include "places.hpp"

namespace nuong::regulation {

/// A regulation while it is read and checked: the model, where its parts stand, and what is wrong so far.
struct Draft {
  Regulation regulation;
  Places places;
  Findings findings;
};

}  // namespace nuong::regulation
