#pragma once
#include <functional>
#include <map>
#include <string>
#include <vector>

#include "nuong/operations/wiring.hpp"
#include "services.hpp"

namespace nuong::operations {

/// Views in memory while they are built again; the ledger's own collections are read through.
class Rebuilt : public store::Writer {
 public:
  explicit Rebuilt(store::Reader& kept) : kept_(kept) {}

  std::optional<std::string> Get(store::Collection collection, std::string_view key) override {
    const auto& table = tables_[collection];
    const auto found = table.find(key);
    if (found == table.end()) return std::nullopt;
    return found->second;
  }
  void Scan(store::Collection collection, const store::Range& range,
            const std::function<bool(std::string_view, std::string_view)>& visit) override {
    for (const auto& [key, value] : tables_[collection]) {
      if (key < range.from || (!range.to.empty() && key >= range.to)) continue;
      if (!visit(key, value)) return;
    }
  }
  void Put(store::Collection collection, std::string_view key, std::string_view value) override {
    tables_[collection].insert_or_assign(std::string(key), std::string(value));
  }
  void Delete(store::Collection collection, std::string_view key) override {
    auto& table = tables_[collection];
    if (const auto found = table.find(key); found != table.end()) table.erase(found);
  }

  /// "<collection> <key in hex>" of what is kept otherwise, at most 100 in all. Forgets the view.
  void Compare(store::Collection collection, std::vector<std::string>& differences);

 private:
  store::Reader& kept_;
  std::map<store::Collection, std::map<std::string, std::string, std::less<>>> tables_;
};

/// Services that sign and unlock nothing: enough to bring views up to date.
Result<std::unique_ptr<Services>> ServicesForViews(store::Store& store,
                                                   std::shared_ptr<const regulation::Regulation> regulation);

/// Every view again from the ledger, entry by entry. `facts` counts those of cases. `before` sees each entry while the
/// views still stand as before it.
Result<void> Rebuild(Services& services, store::Reader& reader, Rebuilt& rebuilt, std::uint64_t& facts,
                     const std::function<Result<void>(const ledger::Entry&)>& before = {});

}  // namespace nuong::operations
