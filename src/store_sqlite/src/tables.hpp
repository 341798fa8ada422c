#pragma once
#include <array>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "database.hpp"
#include "nuong/store/store.hpp"
#include "schema.hpp"

namespace nuong::store_sqlite {

/// The collections as seen through one connection to each file, inside the transactions their owner has begun.
class Tables {
 public:
  Tables(Database& data, Database& keyring) : data_(data), keyring_(keyring) {}

  std::optional<std::string> Get(store::Collection collection, std::string_view key);
  void Scan(store::Collection collection, const store::Range& range,
            const std::function<bool(std::string_view, std::string_view)>& visit);
  void Put(store::Collection collection, std::string_view key, std::string_view value);
  void Delete(store::Collection collection, std::string_view key);
  /// From here on the keyring is seen with its last commit, or without it.
  void SeeLastKeyringCommit(bool is_seen) { is_last_commit_seen_ = is_seen; }

 private:
  enum class Query { kGet, kScan, kScanTo, kScanDown, kScanDownTo, kPut, kDelete };
  static constexpr std::size_t kQueryCount = 7;
  using Statements = std::vector<std::unique_ptr<Statement>>;

  /// A statement lent for one use; reset and given back whatever happens. A nested use gets a second one.
  class Lease {
   public:
    Lease(Tables& tables, store::Collection collection, Query query);
    Lease(const Lease&) = delete;
    Lease& operator=(const Lease&) = delete;
    ~Lease();
    Statement* operator->() { return statement_.get(); }

   private:
    Statements& home_;
    std::unique_ptr<Statement> statement_;
  };

  static std::string Sql(const std::string& table, Query query);
  Database& DatabaseOf(store::Collection collection) {
    return FileOf(collection) == FileKind::kData ? data_ : keyring_;
  }
  bool IsKeyringBefore(store::Collection collection) const {
    return !is_last_commit_seen_ && FileOf(collection) == FileKind::kKeyring;
  }

  Database& data_;
  Database& keyring_;
  bool is_last_commit_seen_ = true;
  std::array<std::array<Statements, kQueryCount>, store::kCollectionCount> idle_;
  std::array<Statements, kQueryCount> idle_before_;  ///< of the keyring without its last commit
};

class ReadView final : public store::Reader {
 public:
  explicit ReadView(Tables& tables) : tables_(tables) {}
  std::optional<std::string> Get(store::Collection collection, std::string_view key) override {
    return tables_.Get(collection, key);
  }
  void Scan(store::Collection collection, const store::Range& range,
            const std::function<bool(std::string_view, std::string_view)>& visit) override {
    tables_.Scan(collection, range, visit);
  }

 private:
  Tables& tables_;
};

}  // namespace nuong::store_sqlite
