#pragma once
#include <cstdint>
#include <functional>
#include <string>
#include <string_view>

#include "nuong/base/result.hpp"

namespace nuong::app {

/// One row of a backup, or one of its own: name "!head", "!file", "!end".
struct BackupRecord {
  std::string_view name;
  std::string_view key;
  std::string_view value;
};

/// Three lengths (u32, little endian), then the bytes.
std::string PackRecord(const BackupRecord& record);

/// Takes bytes as they come and calls `visit` for each whole record.
class RecordReader {
 public:
  using Visit = std::function<Result<void>(const BackupRecord&)>;
  explicit RecordReader(Visit visit) : visit_(std::move(visit)) {}
  Result<void> Take(std::string_view bytes);
  bool IsEmpty() const { return waiting_.empty(); }

 private:
  Visit visit_;
  std::string waiting_;
};

/// A new file, readable by its owner only. `Close` makes it durable.
class NewFile {
 public:
  explicit NewFile(std::string path);
  NewFile(const NewFile&) = delete;
  NewFile& operator=(const NewFile&) = delete;
  ~NewFile();
  Result<void> Write(std::string_view bytes);
  Result<void> Close();

 private:
  Error Unwritable() const;
  std::string path_;
  int file_;
};

/// Reads a file part by part.
Result<void> ReadParts(const std::string& path, const std::function<Result<void>(std::string_view)>& take);

Error BackupUnusable(const std::string& path, std::string note);

}  // namespace nuong::app
