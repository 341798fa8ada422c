#include <array>
#include <fstream>

#include "connection.hpp"
#include "failure.hpp"
#include "nuong/store_sqlite/store_sqlite.hpp"
#include "readers.hpp"
#include "schema.hpp"

namespace nuong::store_sqlite {
namespace {

class ReadingStore final : public store::Store {
 public:
  explicit ReadingStore(const Options& options) : readers_(options) {}
  Result<void> Read(const std::function<Result<void>(store::Reader&)>& job) override { return readers_.Read(job); }
  Result<void> Write(const std::function<Result<void>(store::Writer&)>&) override {
    return Error{ErrorCode::kRefused,
                 "store_reading_only",
                 {"Thư mục dữ liệu được mở chỉ để đọc.", "The data directory was opened for reading only."},
                 "store opened for reading",
                 {}};
  }

 private:
  Readers readers_;
};

/// Big-endian number in the first 100 bytes of a SQLite file (its format, section 1.3).
std::int64_t HeaderNumber(const std::array<char, 100>& header, std::size_t offset) {
  std::int64_t number = 0;
  for (std::size_t i = 0; i < 4; ++i) number = number << 8 | static_cast<unsigned char>(header[offset + i]);
  return number;
}

Result<void> CheckHeader(const std::string& path, std::int64_t application) {
  constexpr std::size_t kUserVersion = 60;
  constexpr std::size_t kApplication = 68;
  std::array<char, 100> header{};
  std::ifstream file(path, std::ios::binary);
  if (!file) return Missing("there is no file to read");
  if (!file.read(header.data(), header.size())) return Foreign("the file is too short for a database");
  if (HeaderNumber(header, kApplication) != application) return Foreign("the file has another application id");
  if (HeaderNumber(header, kUserVersion) != kFormatVersion)
    return VersionUnknown("the file has another format version");
  return {};
}

}  // namespace

Result<std::unique_ptr<store::Store>> OpenSqliteForReading(const Options& options) {
  NUONG_CHECK(CheckHeader(PathOf(options, FileKind::kData), kDataApplicationId));
  NUONG_CHECK(CheckHeader(PathOf(options, FileKind::kKeyring), kKeyringApplicationId));
  return std::unique_ptr<store::Store>(std::make_unique<ReadingStore>(options));
}

}  // namespace nuong::store_sqlite
