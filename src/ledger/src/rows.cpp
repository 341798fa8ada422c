#include "rows.hpp"

#include <algorithm>

#include "nuong/base/value.hpp"
#include "nuong/vault/vault.hpp"

namespace nuong::ledger {
namespace {

using store::Collection;

/// The directory's own facts that change without an entry: the tree's size, and how far a demo's clock was moved.
constexpr std::string_view kUntoldMeta[] = {"ledger_size", "demo_clock"};

std::optional<Collection> GuardedOf(std::string_view name) {
  for (const Collection collection : kGuarded) {
    if (store::CollectionName(collection) == name) return collection;
  }
  return std::nullopt;
}

}  // namespace

bool IsGuarded(Collection collection, std::string_view key) {
  if (std::find(std::begin(kGuarded), std::end(kGuarded), collection) == std::end(kGuarded)) return false;
  return collection != Collection::kMeta ||
         std::find(std::begin(kUntoldMeta), std::end(kUntoldMeta), key) == std::end(kUntoldMeta);
}

std::string RowHash(std::string_view value) {
  const auto hash = vault::Sha256(value);
  return {hash.begin(), hash.end()};
}

std::string EncodeRows(const RowHashes& rows) {
  std::map<std::string, Value::Object> by_collection;
  for (const auto& [name, hash] : rows) {
    by_collection[std::string(store::CollectionName(name.first))].emplace(vault::Base64(name.second),
                                                                          vault::Base64(hash));
  }
  Value::Object object;
  for (auto& [collection, changed] : by_collection) object.emplace(collection, std::move(changed));
  return WriteJson(object);
}

std::optional<RowHashes> DecodeRows(std::string_view bytes) {
  const auto value = ParseJson(bytes);
  if (!value.ok() || value->AsObject() == nullptr) return std::nullopt;
  RowHashes rows;
  for (const auto& [name, changed] : *value->AsObject()) {
    const auto collection = GuardedOf(name);
    if (!collection || changed.AsObject() == nullptr) return std::nullopt;
    for (const auto& [key, hash] : *changed.AsObject()) {
      const auto key_bytes = vault::FromBase64(key);
      const auto hash_bytes = hash.AsText() == nullptr ? std::nullopt : vault::FromBase64(*hash.AsText());
      if (!key_bytes || !hash_bytes) return std::nullopt;
      rows.emplace(RowName{*collection, *key_bytes}, *hash_bytes);
    }
  }
  return rows;
}

void RecordingWriter::Put(Collection collection, std::string_view key, std::string_view value) {
  writer_.Put(collection, key, value);
  if (IsGuarded(collection, key)) rows_.insert_or_assign(RowName{collection, std::string(key)}, RowHash(value));
}

void RecordingWriter::Delete(Collection collection, std::string_view key) {
  writer_.Delete(collection, key);
  if (IsGuarded(collection, key)) rows_.insert_or_assign(RowName{collection, std::string(key)}, "");
}

}  // namespace nuong::ledger
