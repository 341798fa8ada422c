#pragma once
#include "database.hpp"
#include "nuong/store_sqlite/store_sqlite.hpp"

namespace nuong::store_sqlite {

inline constexpr int kBusyMilliseconds = 5000;

std::string DatabasePath(const Options& options);

/// The writing connection, set up but not yet confined. `may_create` is false where data has been before.
Database OpenWriting(const Options& options, bool may_create);
/// A confined connection that can only read.
Database OpenReading(const Options& options);

/// From here on the connection refuses all the program never does: ATTACH, PRAGMA, schema changes, functions.
void ConfineToTables(Database& database);

}  // namespace nuong::store_sqlite
