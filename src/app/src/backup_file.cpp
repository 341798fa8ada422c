#include "backup_file.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <filesystem>
#include <fstream>
#include <system_error>

#include "disk_sync.hpp"

namespace nuong::app {
namespace {

constexpr std::size_t kLengths = 12;

void PutLength(std::string& out, std::size_t length) {
  for (int shift = 0; shift < 32; shift += 8) out += static_cast<char>(length >> shift & 0xff);
}

std::size_t LengthAt(std::string_view bytes, std::size_t at) {
  std::size_t length = 0;
  for (std::size_t i = 0; i < 4; ++i) length |= std::size_t{static_cast<unsigned char>(bytes[at + i])} << (8 * i);
  return length;
}

}  // namespace

std::string PackRecord(const BackupRecord& record) {
  std::string packed;
  for (const std::string_view part : {record.name, record.key, record.value}) PutLength(packed, part.size());
  for (const std::string_view part : {record.name, record.key, record.value}) packed += part;
  return packed;
}

Result<void> RecordReader::Take(std::string_view bytes) {
  waiting_ += bytes;
  std::size_t done = 0;
  while (waiting_.size() - done >= kLengths) {
    const std::string_view rest = std::string_view(waiting_).substr(done);
    const std::size_t name = LengthAt(rest, 0);
    const std::size_t key = LengthAt(rest, 4);
    const std::size_t value = LengthAt(rest, 8);
    if (rest.size() < kLengths + name + key + value) break;
    NUONG_CHECK(visit_(
        {rest.substr(kLengths, name), rest.substr(kLengths + name, key), rest.substr(kLengths + name + key, value)}));
    done += kLengths + name + key + value;
  }
  waiting_.erase(0, done);
  return {};
}

NewFile::NewFile(std::string path)
    : path_(std::move(path)),
      file_(::open(path_.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, S_IRUSR | S_IWUSR)) {}

NewFile::~NewFile() {
  if (file_ >= 0) ::close(file_);
}

Error NewFile::Unwritable() const {
  return {ErrorCode::kBroken,
          "backup_unwritable",
          {"Không ghi được tệp " + path_ + "; tệp có thể đã có sẵn.",
           "The file " + path_ + " cannot be written; it may exist already."},
          std::generic_category().message(errno),
          {}};
}

Result<void> NewFile::Write(std::string_view bytes) {
  if (file_ < 0) return Unwritable();
  while (!bytes.empty()) {
    const ssize_t written = ::write(file_, bytes.data(), bytes.size());
    if (written < 0 && errno == EINTR) continue;
    if (written <= 0) return Unwritable();
    bytes.remove_prefix(static_cast<std::size_t>(written));
  }
  return {};
}

Result<void> NewFile::Close() {
  if (file_ < 0 || ::fsync(file_) != 0) return Unwritable();
  if (!SyncToDisk(std::filesystem::path(path_).parent_path())) return Unwritable();
  return {};
}

Result<void> ReadParts(const std::string& path, const std::function<Result<void>(std::string_view)>& take) {
  std::ifstream file(path, std::ios::binary);
  if (!file) return BackupUnusable(path, "cannot be opened");
  std::array<char, 64 * 1024> part{};
  while (file.read(part.data(), part.size()) || file.gcount() > 0) {
    NUONG_CHECK(take({part.data(), static_cast<std::size_t>(file.gcount())}));
  }
  if (file.bad()) return BackupUnusable(path, "cannot be read");
  return {};
}

Error BackupUnusable(const std::string& path, std::string note) {
  return {ErrorCode::kCorrupt,
          "backup_unusable",
          {"Không dùng được bản sao lưu " + path + ": sai khóa, bị cắt, bị sửa hoặc không thuộc sổ cái này.",
           "The backup " + path + " cannot be used: wrong key, cut short, altered, or not of this ledger."},
          std::move(note),
          {}};
}

}  // namespace nuong::app
