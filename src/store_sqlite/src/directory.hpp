#pragma once
#include <string>

#include "nuong/base/result.hpp"

namespace nuong::store_sqlite {

/// Exclusive hold on a data directory while it lives. The lock file also remembers that the directory has held data, so
/// that a lost file is not taken for a new beginning.
class Directory {
 public:
  /// Makes the directory when absent. kBusy when another server holds it, kBroken when the disk refuses.
  static Result<Directory> Hold(const std::string& path);
  Directory(Directory&& other) noexcept;
  Directory& operator=(Directory&&) = delete;
  ~Directory();

  bool has_held_data() const { return has_held_data_; }
  /// To be called once the data is durable. Throws store::Broken.
  void RememberData();

 private:
  Directory(std::string path, int lock, bool has_held_data)
      : path_(std::move(path)), lock_(lock), has_held_data_(has_held_data) {}
  std::string path_;
  int lock_;
  bool has_held_data_;
};

}  // namespace nuong::store_sqlite
