#include "write_view.hpp"

namespace nuong::store_sqlite {
namespace {

class Counted {
 public:
  explicit Counted(int& count) : count_(count) { ++count_; }
  Counted(const Counted&) = delete;
  Counted& operator=(const Counted&) = delete;
  ~Counted() { --count_; }

 private:
  int& count_;
};

}  // namespace

std::optional<std::string> WriteView::Get(store::Collection collection, std::string_view key) {
  return Watch([&] { return tables_.Get(collection, key); });
}

void WriteView::Scan(store::Collection collection, const store::Range& range,
                     const std::function<bool(std::string_view, std::string_view)>& visit) {
  const Counted scan(Scans(collection));
  Watch([&] { tables_.Scan(collection, range, visit); });
}

void WriteView::Put(store::Collection collection, std::string_view key, std::string_view value) {
  RefuseWhileScanning(collection);
  Watch([&] {
    if (FileOf(collection) == FileKind::kKeyring) keyring_.Remember(key, false);
    tables_.Put(collection, key, value);
  });
}

void WriteView::Delete(store::Collection collection, std::string_view key) {
  RefuseWhileScanning(collection);
  Watch([&] {
    if (FileOf(collection) == FileKind::kKeyring) keyring_.Remember(key, true);
    tables_.Delete(collection, key);
  });
}

void WriteView::RefuseWhileScanning(store::Collection collection) {
  if (Scans(collection) > 0) throw std::logic_error("a visit changes the collection it scans");
}

}  // namespace nuong::store_sqlite
