#pragma once
#include <memory>
#include <string>

#include "power_cut_disk.hpp"

namespace nuong::fault {

/// Makes a PowerCutDisk usable by SQLite under the name `name()`, with locks and shared memory kept in this process.
/// Registered while it lives; every connection must be closed before it goes.
class PowerCutVfs {
 public:
  explicit PowerCutVfs(PowerCutDisk& disk);
  PowerCutVfs(const PowerCutVfs&) = delete;
  PowerCutVfs& operator=(const PowerCutVfs&) = delete;
  ~PowerCutVfs();

  const char* name() const;

 private:
  struct Registration;
  std::unique_ptr<Registration> registration_;
};

}  // namespace nuong::fault
