#include "power_cut_vfs.hpp"

#include <sqlite3.h>

#include <array>
#include <atomic>
#include <new>
#include <vector>

namespace nuong::fault {
namespace {

/// Locks and shared memory of one file, as all its connections see them.
struct Shared {
  std::array<int, SQLITE_SHM_NLOCK> shm_readers{};
  std::array<bool, SQLITE_SHM_NLOCK> shm_is_exclusive{};
  std::vector<std::unique_ptr<char[]>> shm_regions;
  int connections = 0;
  int readers = 0;
  const void* writer = nullptr;  ///< holds RESERVED or more
  bool is_exclusive = false;     ///< the writer lets no reader in
};

struct World {
  PowerCutDisk& disk;
  std::mutex mutex;
  std::map<std::string, Shared> shared;
};

struct File {
  sqlite3_file base;  // first: SQLite sees only this
  World* world;
  Shared* shared;
  std::string* name;
  int level;
  bool is_temporary;
};

File& Of(sqlite3_file* file) { return *reinterpret_cast<File*>(file); }
World& WorldOf(sqlite3_vfs* vfs) { return *static_cast<World*>(vfs->pAppData); }
sqlite3_vfs* System() { return sqlite3_vfs_find("unix"); }

int Close(sqlite3_file* raw) {
  File& file = Of(raw);
  if (file.is_temporary) file.world->disk.Remove(*file.name, true);
  const std::lock_guard lock(file.world->mutex);
  if (--file.shared->connections == 0) file.world->shared.erase(*file.name);
  delete file.name;
  return SQLITE_OK;
}

int Read(sqlite3_file* raw, void* data, int size, sqlite3_int64 offset) {
  File& file = Of(raw);
  const auto there =
      file.world->disk.Read(*file.name, static_cast<std::uint64_t>(offset), data, static_cast<std::size_t>(size));
  if (!there) return SQLITE_IOERR_READ;
  return *there == static_cast<std::size_t>(size) ? SQLITE_OK : SQLITE_IOERR_SHORT_READ;
}

int Write(sqlite3_file* raw, const void* data, int size, sqlite3_int64 offset) {
  File& file = Of(raw);
  const bool is_written =
      file.world->disk.Write(*file.name, static_cast<std::uint64_t>(offset), data, static_cast<std::size_t>(size));
  return is_written ? SQLITE_OK : SQLITE_IOERR_WRITE;
}

int Truncate(sqlite3_file* raw, sqlite3_int64 size) {
  File& file = Of(raw);
  return file.world->disk.Truncate(*file.name, static_cast<std::uint64_t>(size)) ? SQLITE_OK : SQLITE_IOERR_TRUNCATE;
}

int Sync(sqlite3_file* raw, int) {
  File& file = Of(raw);
  return file.world->disk.Sync(*file.name) ? SQLITE_OK : SQLITE_IOERR_FSYNC;
}

int FileSize(sqlite3_file* raw, sqlite3_int64* size) {
  File& file = Of(raw);
  const auto found = file.world->disk.Size(*file.name);
  if (!found) return SQLITE_IOERR_FSTAT;
  *size = static_cast<sqlite3_int64>(*found);
  return SQLITE_OK;
}

int Lock(sqlite3_file* raw, int level) {
  File& file = Of(raw);
  const std::lock_guard lock(file.world->mutex);
  Shared& shared = *file.shared;
  if (file.level >= level) return SQLITE_OK;
  if (file.level == SQLITE_LOCK_NONE) {
    if (shared.is_exclusive) return SQLITE_BUSY;
    ++shared.readers;
    file.level = SQLITE_LOCK_SHARED;
  }
  if (level == SQLITE_LOCK_SHARED) return SQLITE_OK;
  if (shared.writer != nullptr && shared.writer != &file) return SQLITE_BUSY;
  shared.writer = &file;
  if (level == SQLITE_LOCK_EXCLUSIVE) {
    shared.is_exclusive = true;
    if (shared.readers > 1) {
      file.level = SQLITE_LOCK_PENDING;
      return SQLITE_BUSY;
    }
  }
  file.level = level;
  return SQLITE_OK;
}

int Unlock(sqlite3_file* raw, int level) {
  File& file = Of(raw);
  const std::lock_guard lock(file.world->mutex);
  Shared& shared = *file.shared;
  if (file.level <= level) return SQLITE_OK;
  if (shared.writer == &file) {
    shared.writer = nullptr;
    shared.is_exclusive = false;
  }
  if (level == SQLITE_LOCK_NONE) --shared.readers;
  file.level = level;
  return SQLITE_OK;
}

int CheckReservedLock(sqlite3_file* raw, int* is_reserved) {
  File& file = Of(raw);
  const std::lock_guard lock(file.world->mutex);
  *is_reserved = file.shared->writer == nullptr ? 0 : 1;
  return SQLITE_OK;
}

int FileControl(sqlite3_file*, int, void*) { return SQLITE_NOTFOUND; }
int SectorSize(sqlite3_file*) { return 4096; }
// As the operating system's own VFS claims: a torn write does not damage its neighbours.
int DeviceCharacteristics(sqlite3_file*) { return SQLITE_IOCAP_POWERSAFE_OVERWRITE; }

int ShmMap(sqlite3_file* raw, int region, int size, int may_extend, void volatile** memory) {
  File& file = Of(raw);
  const std::lock_guard lock(file.world->mutex);
  auto& regions = file.shared->shm_regions;
  const auto index = static_cast<std::size_t>(region);
  *memory = nullptr;
  if (index >= regions.size() && may_extend == 0) return SQLITE_OK;
  while (index >= regions.size()) regions.push_back(std::make_unique<char[]>(static_cast<std::size_t>(size)));
  *memory = regions[index].get();
  return SQLITE_OK;
}

int ShmLock(sqlite3_file* raw, int offset, int count, int flags) {
  File& file = Of(raw);
  const std::lock_guard lock(file.world->mutex);
  Shared& shared = *file.shared;
  const bool is_shared = (flags & SQLITE_SHM_SHARED) != 0;
  const auto first = static_cast<std::size_t>(offset);
  const auto end = first + static_cast<std::size_t>(count);
  if ((flags & SQLITE_SHM_LOCK) != 0) {
    for (std::size_t i = first; i < end; ++i) {
      if (shared.shm_is_exclusive.at(i) || (!is_shared && shared.shm_readers.at(i) > 0)) return SQLITE_BUSY;
    }
  }
  const bool is_taken = (flags & SQLITE_SHM_LOCK) != 0;
  for (std::size_t i = first; i < end; ++i) {
    if (is_shared) {
      shared.shm_readers.at(i) += is_taken ? 1 : -1;
    } else {
      shared.shm_is_exclusive.at(i) = is_taken;
    }
  }
  return SQLITE_OK;
}

// Taking the lock is the barrier.
void ShmBarrier(sqlite3_file* raw) { const std::lock_guard lock(Of(raw).world->mutex); }

int ShmUnmap(sqlite3_file*, int) { return SQLITE_OK; }  // the regions go with the last connection

constexpr sqlite3_io_methods kMethods = {.iVersion = 2,
                                         .xClose = &Close,
                                         .xRead = &Read,
                                         .xWrite = &Write,
                                         .xTruncate = &Truncate,
                                         .xSync = &Sync,
                                         .xFileSize = &FileSize,
                                         .xLock = &Lock,
                                         .xUnlock = &Unlock,
                                         .xCheckReservedLock = &CheckReservedLock,
                                         .xFileControl = &FileControl,
                                         .xSectorSize = &SectorSize,
                                         .xDeviceCharacteristics = &DeviceCharacteristics,
                                         .xShmMap = &ShmMap,
                                         .xShmLock = &ShmLock,
                                         .xShmBarrier = &ShmBarrier,
                                         .xShmUnmap = &ShmUnmap,
                                         .xFetch = nullptr,
                                         .xUnfetch = nullptr};

int Open(sqlite3_vfs* vfs, const char* path, sqlite3_file* raw, int flags, int* out_flags) {
  World& world = WorldOf(vfs);
  raw->pMethods = nullptr;
  static std::atomic<int> temporary = 0;
  const std::string name = path != nullptr ? path : "temporary-" + std::to_string(++temporary);
  if (world.disk.is_cut()) return SQLITE_IOERR;
  if (!world.disk.Exists(name)) {
    if ((flags & SQLITE_OPEN_CREATE) == 0) return SQLITE_CANTOPEN;
    if (!world.disk.Create(name)) return SQLITE_IOERR;
  }
  const std::lock_guard lock(world.mutex);
  File* file = new (raw) File{};
  file->world = &world;
  file->shared = &world.shared[name];
  ++file->shared->connections;
  file->name = new std::string(name);
  file->is_temporary = path == nullptr || (flags & SQLITE_OPEN_DELETEONCLOSE) != 0;
  file->base.pMethods = &kMethods;
  if (out_flags != nullptr) *out_flags = flags;
  return SQLITE_OK;
}

int Delete(sqlite3_vfs* vfs, const char* path, int is_synced) {
  PowerCutDisk& disk = WorldOf(vfs).disk;
  if (!disk.Exists(path)) return SQLITE_IOERR_DELETE_NOENT;
  return disk.Remove(path, is_synced != 0) ? SQLITE_OK : SQLITE_IOERR_DELETE;
}

int Access(sqlite3_vfs* vfs, const char* path, int, int* answer) {
  *answer = WorldOf(vfs).disk.Exists(path) ? 1 : 0;
  return SQLITE_OK;
}

int FullPathname(sqlite3_vfs*, const char* path, int size, char* full) {
  sqlite3_snprintf(size, full, "%s", path);
  return SQLITE_OK;
}

int Randomness(sqlite3_vfs*, int size, char* bytes) { return System()->xRandomness(System(), size, bytes); }
int Sleep(sqlite3_vfs*, int microseconds) { return System()->xSleep(System(), microseconds); }
int CurrentTime(sqlite3_vfs*, double* day) { return System()->xCurrentTime(System(), day); }
int LastError(sqlite3_vfs*, int, char*) { return 0; }

}  // namespace

struct PowerCutVfs::Registration {
  World world;
  std::string name;
  sqlite3_vfs vfs;
};

PowerCutVfs::PowerCutVfs(PowerCutDisk& disk)
    : registration_(new Registration{.world = {disk, {}, {}}, .name = {}, .vfs = {}}) {
  static std::atomic<int> number = 0;
  registration_->name = "power_cut_" + std::to_string(++number);
  sqlite3_vfs& vfs = registration_->vfs;
  vfs.iVersion = 1;
  vfs.szOsFile = sizeof(File);
  vfs.mxPathname = 512;
  vfs.zName = registration_->name.c_str();
  vfs.pAppData = &registration_->world;
  vfs.xOpen = &Open;
  vfs.xDelete = &Delete;
  vfs.xAccess = &Access;
  vfs.xFullPathname = &FullPathname;
  vfs.xRandomness = &Randomness;
  vfs.xSleep = &Sleep;
  vfs.xCurrentTime = &CurrentTime;
  vfs.xGetLastError = &LastError;
  sqlite3_vfs_register(&vfs, 0);
}

PowerCutVfs::~PowerCutVfs() { sqlite3_vfs_unregister(&registration_->vfs); }

const char* PowerCutVfs::name() const { return registration_->name.c_str(); }

}  // namespace nuong::fault
