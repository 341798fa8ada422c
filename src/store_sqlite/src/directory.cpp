#include "directory.hpp"

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <system_error>
#include <utility>

#include "failure.hpp"
#include "nuong/store/store.hpp"

namespace nuong::store_sqlite {
namespace {

constexpr std::string_view kRemembered = "This directory holds data of Nương.\n";

store::Broken Failed(const std::string& doing) {
  return store::Broken(doing + ": " + std::generic_category().message(errno));
}

void SyncDirectory(const std::string& path) {
  const int descriptor = open(path.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  if (descriptor < 0) throw Failed("open directory");
  const bool is_synced = fsync(descriptor) == 0;
  close(descriptor);
  if (!is_synced) throw Failed("sync directory");
}

}  // namespace

Result<Directory> Directory::Hold(const std::string& path) {
  if (mkdir(path.c_str(), S_IRWXU) == 0) {
    SyncDirectory(path + "/..");
  } else if (errno != EEXIST) {
    return ErrorOf(Failed("make directory"));
  }
  const int lock = open((path + "/nuong.lock").c_str(), O_RDWR | O_CREAT | O_CLOEXEC, S_IRUSR | S_IWUSR);
  if (lock < 0) return ErrorOf(Failed("open lock"));
  Directory held(path, lock, false);
  if (flock(lock, LOCK_EX | LOCK_NB) != 0) {
    return errno == EWOULDBLOCK ? InUse("the lock file is held") : ErrorOf(Failed("lock"));
  }
  struct stat status {};
  if (fstat(lock, &status) != 0) return ErrorOf(Failed("read lock"));
  held.has_held_data_ = status.st_size > 0;
  return held;
}

Directory::Directory(Directory&& other) noexcept
    : path_(std::move(other.path_)), lock_(std::exchange(other.lock_, -1)), has_held_data_(other.has_held_data_) {}

Directory::~Directory() {
  if (lock_ >= 0) close(lock_);
}

void Directory::RememberData() {
  if (has_held_data_) return;
  const auto size = static_cast<ssize_t>(kRemembered.size());
  if (pwrite(lock_, kRemembered.data(), kRemembered.size(), 0) != size || fsync(lock_) != 0) throw Failed("mark lock");
  SyncDirectory(path_);
  has_held_data_ = true;
}

}  // namespace nuong::store_sqlite
