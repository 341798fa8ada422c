#pragma once
#include <string_view>

#include "nuong/base/result.hpp"

namespace nuong::operations {

/// A password that somebody chooses: at least twelve characters, however they are spelt; not one letter or a run of
/// digits over and over; not her own name; not a common or leaked one, whatever digits and signs are put round it.
/// kInvalid with the field /password.
Result<void> CheckChosenPassword(std::string_view password, std::string_view member);

}  // namespace nuong::operations
