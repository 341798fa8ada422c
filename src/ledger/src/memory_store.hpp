#pragma once
#include <array>
#include <map>
#include <string>

#include "nuong/store/store.hpp"

/// A Store in memory, for tests of one thread: a writing job works on a copy that takes the rows' place when it
/// succeeds.
namespace nuong::ledger {

class MemoryStore : public store::Store {
 public:
  using Rows = std::map<std::string, std::string, std::less<>>;
  using Collections = std::array<Rows, store::kCollectionCount>;

  Result<void> Read(const std::function<Result<void>(store::Reader&)>& job) override { return Run(collections_, job); }

  Result<void> Write(const std::function<Result<void>(store::Writer&)>& job) override {
    Collections copy = collections_;
    Result<void> outcome = Run(copy, job);
    if (outcome.ok()) collections_ = std::move(copy);
    return outcome;
  }

  /// The rows themselves, to look at or to tamper with.
  Rows& rows(store::Collection collection) { return collections_[static_cast<std::size_t>(collection)]; }
  const Collections& collections() const { return collections_; }

 private:
  class View : public store::Writer {
   public:
    explicit View(Collections& collections) : collections_(collections) {}

    std::optional<std::string> Get(store::Collection collection, std::string_view key) override {
      const auto found = Of(collection).find(key);
      return found == Of(collection).end() ? std::nullopt : std::optional(found->second);
    }
    void Scan(store::Collection collection, const store::Range& range,
              const std::function<bool(std::string_view key, std::string_view value)>& visit) override {
      const Rows& rows = Of(collection);
      const auto first = rows.lower_bound(range.from);
      const auto last = range.to.empty() ? rows.end() : rows.lower_bound(range.to);
      std::size_t left = range.limit == 0 ? rows.size() : range.limit;
      if (range.descending) {
        for (auto row = last; row != first && left > 0; --left) {
          --row;
          if (!visit(row->first, row->second)) return;
        }
        return;
      }
      for (auto row = first; row != last && left > 0; ++row, --left) {
        if (!visit(row->first, row->second)) return;
      }
    }
    void Put(store::Collection collection, std::string_view key, std::string_view value) override {
      Of(collection).insert_or_assign(std::string(key), std::string(value));
    }
    void Delete(store::Collection collection, std::string_view key) override { Of(collection).erase(std::string(key)); }

   private:
    Rows& Of(store::Collection collection) { return collections_[static_cast<std::size_t>(collection)]; }
    Collections& collections_;
  };

  static Result<void> Run(Collections& collections, const auto& job) {
    View view(collections);
    try {
      return job(view);
    } catch (const store::Broken& broken) {
      const ErrorCode code = broken.corrupt ? ErrorCode::kCorrupt : ErrorCode::kBroken;
      return Error{code, "store_broken", {"Kho dữ liệu hỏng.", "The store is broken."}, broken.what(), {}};
    }
  }

  Collections collections_;
};

}  // namespace nuong::ledger
