#pragma once
#include <cstdint>
#include <string>
#include <vector>

#include "nuong/operations/monitor.hpp"
#include "regulation_files.hpp"

namespace nuong::app {

struct MonitorRun {
  std::uint64_t size = 0;
  std::string root;          ///< hex
  std::uint64_t before = 0;  ///< size at the last run; 0 when there was none
  std::uint64_t decisions = 0;
  std::vector<operations::MonitorFinding> findings;
};

/// Proves the ledger, compares it with what the file `state` remembers of the last run, and takes the decisions again
/// by the regulations of the folders (the present one first, then older states of it). Then writes size and root into
/// `state`, but only when the ledger is whole and begins with what was there.
Result<MonitorRun> RunMonitor(const std::string& directory, const std::vector<std::string>& regulation_folders,
                              const std::string& state, const std::string& signer);

}  // namespace nuong::app
