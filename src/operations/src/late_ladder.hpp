#pragma once
#include <map>

#include "nuong/casework/case_file.hpp"
#include "services.hpp"

namespace nuong::operations {

/// Whom the regulation has told when this duty is late, each with the first moment, as the case stands at `at`. Not the
/// holder itself. Empty when the duty has no last moment.
std::map<UnitName, Instant> LateLadder(const Services& services, const casework::CaseFile& file,
                                       const regulation::OpenDuty& duty, Instant at);

}  // namespace nuong::operations
