#include "connection.hpp"

namespace nuong::store_sqlite {
namespace {

void SetUp(Database& database) {
  sqlite3* handle = database.handle();
  sqlite3_busy_timeout(handle, kBusyMilliseconds);
  sqlite3_db_config(handle, SQLITE_DBCONFIG_DEFENSIVE, 1, nullptr);
  for (const int off : {SQLITE_DBCONFIG_TRUSTED_SCHEMA, SQLITE_DBCONFIG_ENABLE_TRIGGER, SQLITE_DBCONFIG_ENABLE_VIEW,
                        SQLITE_DBCONFIG_DQS_DDL, SQLITE_DBCONFIG_DQS_DML, SQLITE_DBCONFIG_ENABLE_LOAD_EXTENSION}) {
    sqlite3_db_config(handle, off, 0, nullptr);
  }
  sqlite3_limit(handle, SQLITE_LIMIT_ATTACHED, 0);
  database.Execute("PRAGMA cell_size_check=ON");
  database.Execute("PRAGMA mmap_size=0");
  // Savepoint journals stay in memory: nothing is written outside the file and its log.
  database.Execute("PRAGMA temp_store=MEMORY");
}

}  // namespace

std::string PathOf(const Options& options, FileKind kind) {
  return options.directory + "/" + (kind == FileKind::kData ? options.file : options.keyring_file);
}

Database OpenWriting(const Options& options, FileKind kind, bool may_create) {
  Database database(PathOf(options, kind), SQLITE_OPEN_READWRITE | (may_create ? SQLITE_OPEN_CREATE : 0), options.vfs);
  SetUp(database);
  database.Execute(options.synchronous == Synchronous::kFull ? "PRAGMA synchronous=FULL" : "PRAGMA synchronous=NORMAL");
  // Removed rows are overwritten: destroying a wrapped key must destroy it.
  database.Execute("PRAGMA secure_delete=ON");
  database.Execute("PRAGMA journal_size_limit=67108864");
  database.Execute("PRAGMA wal_autocheckpoint=0");
  return database;
}

Database OpenReading(const Options& options, FileKind kind) {
  Database database(PathOf(options, kind), SQLITE_OPEN_READONLY, options.vfs);
  SetUp(database);
  database.Execute("PRAGMA query_only=ON");
  Confine(database, kind, Rights::kRead);
  return database;
}

}  // namespace nuong::store_sqlite
