#pragma once
#include <array>

#include "keyring_batch.hpp"
#include "tables.hpp"

namespace nuong::store_sqlite {

/// What one job sees of the writing connection. Remembers an engine failure even if the job swallows it.
class WriteView final : public store::Writer {
 public:
  WriteView(Tables& tables, KeyringBatch& keyring) : tables_(tables), keyring_(keyring) {}

  std::optional<std::string> Get(store::Collection collection, std::string_view key) override;
  void Scan(store::Collection collection, const store::Range& range,
            const std::function<bool(std::string_view, std::string_view)>& visit) override;
  void Put(store::Collection collection, std::string_view key, std::string_view value) override;
  void Delete(store::Collection collection, std::string_view key) override;

  const std::optional<store::Broken>& failure() const { return failure_; }

 private:
  template <class Act>
  auto Watch(const Act& act) {
    try {
      return act();
    } catch (const store::Broken& failure) {
      failure_ = failure;
      throw;
    }
  }
  int& Scans(store::Collection collection) { return scans_.at(static_cast<std::size_t>(collection)); }
  void RefuseWhileScanning(store::Collection collection);

  Tables& tables_;
  KeyringBatch& keyring_;
  std::optional<store::Broken> failure_;
  std::array<int, store::kCollectionCount> scans_{};
};

}  // namespace nuong::store_sqlite
