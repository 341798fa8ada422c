#pragma once
#include <optional>
#include <string>

#include "services.hpp"

namespace nuong::operations {

/// The day asked about; today when none is. kInvalid with the pointer: there is no such day.
Result<CivilDate> DayAsked(Services& services, const std::optional<std::string>& on, const std::string& pointer);

}  // namespace nuong::operations
