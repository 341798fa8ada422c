#pragma once
#include "database.hpp"
#include "nuong/base/result.hpp"

namespace nuong::store_sqlite {

/// Written in the file's header; a higher or unknown one is refused, never guessed.
inline constexpr std::int64_t kFormatVersion = 1;
/// "NUNG": tells a Nương file from any other SQLite file.
inline constexpr std::int64_t kApplicationId = 0x4e554e47;

/// Makes the tables in an empty file, when that is allowed; in any other file checks header, schema and every page.
/// Leaves the file in WAL mode. Throws store::Broken.
Result<void> PrepareSchema(Database& database, bool may_create);

}  // namespace nuong::store_sqlite
