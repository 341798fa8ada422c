#pragma once
#include "authorizer.hpp"
#include "database.hpp"
#include "nuong/store_sqlite/store_sqlite.hpp"

namespace nuong::store_sqlite {

inline constexpr int kBusyMilliseconds = 5000;

std::string PathOf(const Options& options, FileKind kind);

/// The writing connection, set up but not yet confined. `may_create` is false where data has been before.
Database OpenWriting(const Options& options, FileKind kind, bool may_create);
/// A confined connection that can only read.
Database OpenReading(const Options& options, FileKind kind);

}  // namespace nuong::store_sqlite
