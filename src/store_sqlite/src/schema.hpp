#pragma once
#include <vector>

#include "database.hpp"
#include "nuong/base/result.hpp"
#include "nuong/store/store.hpp"

namespace nuong::store_sqlite {

/// Written in the file's header; a higher or unknown one is refused, never guessed.
inline constexpr std::int64_t kFormatVersion = 3;
/// "NUNG" and "NUNK": tell Nương's files from any other SQLite file, and from each other.
inline constexpr std::int64_t kDataApplicationId = 0x4e554e47;
inline constexpr std::int64_t kKeyringApplicationId = 0x4e554e4b;

/// A store is two files, so that keys can be kept, copied and thrown away apart from what they open (ADR 14).
enum class FileKind { kData, kKeyring };

inline FileKind FileOf(store::Collection collection) {
  return collection == store::Collection::kKeyring ? FileKind::kKeyring : FileKind::kData;
}
/// Collections of the file, its `engine` table (what ties the two files together) and, of the keyring, `undo`.
std::vector<std::string> TableNames(FileKind kind);

/// Makes the tables in an empty file, when that is allowed; in any other file checks header, schema and every page.
/// Leaves the file in WAL mode. Throws store::Broken.
Result<void> PrepareSchema(Database& database, FileKind kind, bool may_create);

}  // namespace nuong::store_sqlite
