#pragma once
#include <string>
#include <string_view>
#include <vector>

#include "nuong/regulation/duties.hpp"

namespace nuong::operations {

/// Duties of one case as canonical JSON, for the view.
std::string EncodeDuties(const std::vector<regulation::OpenDuty>& duties);
Result<std::vector<regulation::OpenDuty>> DecodeDuties(std::string_view bytes);

}  // namespace nuong::operations
