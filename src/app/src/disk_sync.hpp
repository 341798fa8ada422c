#pragma once
#include <filesystem>

namespace nuong::app {

/// True once it is on the disk: what a file holds, or which names a folder holds (a new or renamed file lasts only once
/// its folder is there too). An empty path is the working folder, as the parent of a bare name is.
bool SyncToDisk(const std::filesystem::path& path);

}  // namespace nuong::app
