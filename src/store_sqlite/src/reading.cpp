#include "connection.hpp"
#include "failure.hpp"
#include "nuong/store_sqlite/store_sqlite.hpp"
#include "readers.hpp"

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

}  // namespace

Result<std::unique_ptr<store::Store>> OpenSqliteForReading(const Options& options) {
  try {
    // A first read tells at once when there is no store, or not one of ours.
    const Database probe = OpenReading(options);
    return std::unique_ptr<store::Store>(std::make_unique<ReadingStore>(options));
  } catch (const store::Broken& failure) {
    return ErrorOf(failure);
  }
}

}  // namespace nuong::store_sqlite
