#pragma once
#include <cstdint>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <random>
#include <string>
#include <vector>

namespace nuong::fault {

/// A disk in memory that loses power. Each file has a durable image and a current one; what was written since its last
/// sync is remembered. Once the power is cut every call fails; PowerOn decides what survived: each unsynced write is
/// kept (one half), lost (one quarter) or torn into 512-byte sectors each kept or lost. Thread safe.
class PowerCutDisk {
 public:
  static constexpr std::uint64_t kNever = UINT64_MAX;

  /// Changes to the disk are counted from 0: the one with this number and all later calls fail.
  void CutAt(std::uint64_t change);
  /// Only the change with this number fails, as on a disk with one bad moment. After a failed sync the current image
  /// still shows what was written, but no later sync makes it durable: this is how operating systems forget it.
  void FailOnceAt(std::uint64_t change);
  std::uint64_t changes() const;
  bool is_cut() const;

  /// After a cut: the disk as the machine finds it again, chosen by `seed`.
  void PowerOn(std::uint64_t seed);

  // What the file layer calls. False means an input/output error.
  bool Exists(const std::string& name) const;
  bool Create(const std::string& name);
  bool Remove(const std::string& name, bool is_synced);
  bool Write(const std::string& name, std::uint64_t offset, const void* data, std::size_t size);
  bool Truncate(const std::string& name, std::uint64_t size);
  bool Sync(const std::string& name);
  /// Fills what lies beyond the end with zeros and says how much was there; nothing when the power is out.
  std::optional<std::size_t> Read(const std::string& name, std::uint64_t offset, void* data, std::size_t size) const;
  std::optional<std::uint64_t> Size(const std::string& name) const;

 private:
  struct Change {
    std::uint64_t offset = 0;
    std::string data;
    bool is_truncation = false;  ///< to `offset` bytes
  };
  struct File {
    std::string durable;
    std::string current;
    std::vector<Change> unsynced;
    bool is_entry_durable = false;
  };

  enum class Fate { kDone, kRefused, kCut, kOut };
  Fate NextChange();
  static void Apply(std::string& image, const Change& change);
  static void ApplyTorn(std::string& image, const Change& change, std::mt19937_64& random);

  mutable std::mutex mutex_;
  std::map<std::string, File> files_;
  std::map<std::string, std::string> unsynced_removals_;  ///< name to durable image: may come back
  std::uint64_t changes_ = 0;
  std::uint64_t cut_at_ = kNever;
  std::uint64_t fail_once_at_ = kNever;
  bool is_cut_ = false;
};

}  // namespace nuong::fault
