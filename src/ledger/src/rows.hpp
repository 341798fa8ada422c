#pragma once
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "nuong/store/store.hpp"

/// Rows that no view can be rebuilt from and that decide who opens what: members, keys, the directory's own facts.
/// Every change of one is told by the entry of its transaction, in the payload "rows": collection → key → SHA-256 of
/// the new value, or nothing when the row went. So a row put, changed or taken behind the server's back shows.
namespace nuong::ledger {

inline constexpr std::string_view kRowsPayload = "rows";

bool IsGuarded(store::Collection collection, std::string_view key);
inline constexpr store::Collection kGuarded[] = {store::Collection::kMeta, store::Collection::kKeyring,
                                                 store::Collection::kPeople};

using RowName = std::pair<store::Collection, std::string>;
/// SHA-256 of the value, 32 bytes; empty when the row is gone.
using RowHashes = std::map<RowName, std::string>;

std::string EncodeRows(const RowHashes& rows);
/// Nothing when the bytes are not such a payload.
std::optional<RowHashes> DecodeRows(std::string_view bytes);
std::string RowHash(std::string_view value);

/// Passes everything on and remembers what became of guarded rows.
class RecordingWriter : public store::Writer {
 public:
  explicit RecordingWriter(store::Writer& writer) : writer_(writer) {}

  std::optional<std::string> Get(store::Collection collection, std::string_view key) override {
    return writer_.Get(collection, key);
  }
  void Scan(store::Collection collection, const store::Range& range,
            const std::function<bool(std::string_view key, std::string_view value)>& visit) override {
    writer_.Scan(collection, range, visit);
  }
  void Put(store::Collection collection, std::string_view key, std::string_view value) override;
  void Delete(store::Collection collection, std::string_view key) override;

  const RowHashes& rows() const { return rows_; }

 private:
  store::Writer& writer_;
  RowHashes rows_;
};

}  // namespace nuong::ledger
