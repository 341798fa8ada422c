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

namespace nuong::store_sqlite {

/// The collections as seen through one connection, inside the transaction its owner has begun.
class Tables {
 public:
  explicit Tables(Database& database) : database_(database) {}

  std::optional<std::string> Get(store::Collection collection, std::string_view key);
  void Scan(store::Collection collection, const store::Range& range,
            const std::function<bool(std::string_view, std::string_view)>& visit);
  void Put(store::Collection collection, std::string_view key, std::string_view value);
  void Delete(store::Collection collection, std::string_view key);
  /// Makes the transaction see the store as it is now, and no later.
  void PinSnapshot();

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

  static std::string Sql(store::Collection collection, Query query);

  Database& database_;
  std::array<std::array<Statements, kQueryCount>, store::kCollectionCount> idle_;
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
