#pragma once
#include <filesystem>
#include <string>

#include "nuong/base/result.hpp"
#include "nuong/ledger/witness.hpp"

namespace nuong::app {

struct KeptSplitView {
  std::string folder;   ///< beside the witness's state; empty when there are as many as are kept
  bool is_new = false;  ///< it was not there before
};

/// Keeps what proves a split view in `directory`/split-views/<size>-<start of the hash of what was shown>/: the two
/// notes, `cosigned` and `shown`, as they were signed. Never writes over what is there, and keeps the first 64. On the
/// disk before this returns. kBroken when it cannot be written.
Result<KeptSplitView> KeepSplitView(const std::filesystem::path& directory, const ledger::SplitView& evidence);

}  // namespace nuong::app
