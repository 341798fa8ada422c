#pragma once
#include <string>
#include <vector>

#include "nuong/operations/show_checkpoint.hpp"
#include "services.hpp"

namespace nuong::operations {

/// The present root, signed.
Result<CheckpointView> PresentCheckpoint(Services& services);

/// Hashes of a proof in base64.
std::vector<std::string> PathText(const std::vector<std::string>& proof);

}  // namespace nuong::operations
