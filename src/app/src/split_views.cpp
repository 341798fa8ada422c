#include "split_views.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <iterator>
#include <system_error>

#include "disk_sync.hpp"
#include "nuong/vault/hash.hpp"

namespace nuong::app {
namespace {

namespace fs = std::filesystem;

constexpr std::ptrdiff_t kMost = 64;
constexpr std::size_t kLettersOfHash = 16;

Error NotKept(const fs::path& path) {
  return {ErrorCode::kBroken,
          "split_view_not_kept",
          {"Không ghi được bằng chứng vào " + path.string() + ".",
           "The evidence cannot be written to " + path.string() + "."},
          "evidence of a split view cannot be written",
          {}};
}

/// Whole under its name or not at all; one that is there already stays as it is.
bool WriteOnce(const fs::path& path, const std::string& text) {
  const fs::path draft = path.string() + ".new";
  const int file = ::open(draft.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, S_IRUSR | S_IWUSR | S_IRGRP);
  if (file < 0) return false;
  const bool is_whole =
      ::write(file, text.data(), text.size()) == static_cast<ssize_t>(text.size()) && ::fsync(file) == 0;
  ::close(file);
  const bool is_there = is_whole && (::link(draft.c_str(), path.c_str()) == 0 || errno == EEXIST);
  ::unlink(draft.c_str());
  return is_there;
}

}  // namespace

Result<KeptSplitView> KeepSplitView(const fs::path& directory, const ledger::SplitView& evidence) {
  const auto digest = vault::Sha256(evidence.shown);
  const std::string hash = vault::Hex(std::string(digest.begin(), digest.end()));
  const fs::path all = directory / "split-views";
  const fs::path folder = all / (std::to_string(evidence.size) + "-" + hash.substr(0, kLettersOfHash));
  std::error_code error;
  if (fs::exists(folder / "shown", error)) return KeptSplitView{folder.string(), false};
  fs::create_directories(all, error);
  if (error) return NotKept(folder);
  const bool is_begun = fs::exists(folder, error);
  if (!is_begun && std::distance(fs::directory_iterator(all, error), fs::directory_iterator()) >= kMost) {
    return KeptSplitView{};
  }
  fs::create_directory(folder, error);
  // What was shown comes last: it says that the other is there.
  const bool is_kept = !error && WriteOnce(folder / "cosigned", evidence.cosigned) &&
                       WriteOnce(folder / "shown", evidence.shown) && SyncToDisk(folder) && SyncToDisk(all) &&
                       SyncToDisk(directory);
  if (!is_kept) return NotKept(folder);
  return KeptSplitView{folder.string(), true};
}

}  // namespace nuong::app
