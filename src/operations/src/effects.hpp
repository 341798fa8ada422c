#pragma once
#include <optional>

#include "nuong/casework/case_file.hpp"
#include "services.hpp"

namespace nuong::operations {

/// What an act of the regulation does in this case, with its units found. `before` may be empty (the case begins).
casework::Effects ResolveEffects(const Services& services, const regulation::Act& act, const UnitName& actor,
                                 const Value::Object& fields, const std::optional<casework::CaseFile>& before,
                                 Instant now);

}  // namespace nuong::operations
