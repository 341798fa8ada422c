#include "disk_sync.hpp"

#include <fcntl.h>
#include <unistd.h>

namespace nuong::app {

bool SyncToDisk(const std::filesystem::path& path) {
  const int opened = ::open(path.empty() ? "." : path.c_str(), O_RDONLY | O_CLOEXEC);
  if (opened < 0) return false;
  const bool is_synced = ::fsync(opened) == 0;
  ::close(opened);
  return is_synced;
}

}  // namespace nuong::app
