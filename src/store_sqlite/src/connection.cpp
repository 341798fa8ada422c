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

int Authorize(void*, int action, const char* table, const char*, const char*, const char*) {
  switch (action) {
    case SQLITE_SELECT:
    case SQLITE_TRANSACTION:
    case SQLITE_SAVEPOINT:
      return SQLITE_OK;
    case SQLITE_READ:
    case SQLITE_INSERT:
    case SQLITE_DELETE:
      return std::string_view(table).starts_with("sqlite_") ? SQLITE_DENY : SQLITE_OK;
    default:
      return SQLITE_DENY;
  }
}

}  // namespace

std::string DatabasePath(const Options& options) { return options.directory + "/" + options.file; }

Database OpenWriting(const Options& options, bool may_create) {
  Database database(DatabasePath(options), SQLITE_OPEN_READWRITE | (may_create ? SQLITE_OPEN_CREATE : 0), options.vfs);
  SetUp(database);
  database.Execute(options.synchronous == Synchronous::kFull ? "PRAGMA synchronous=FULL" : "PRAGMA synchronous=NORMAL");
  // Removed rows are overwritten: destroying a wrapped key must destroy it.
  database.Execute("PRAGMA secure_delete=ON");
  database.Execute("PRAGMA journal_size_limit=67108864");
  database.Execute("PRAGMA wal_autocheckpoint=0");
  return database;
}

Database OpenReading(const Options& options) {
  Database database(DatabasePath(options), SQLITE_OPEN_READONLY, options.vfs);
  SetUp(database);
  database.Execute("PRAGMA query_only=ON");
  ConfineToTables(database);
  return database;
}

void ConfineToTables(Database& database) { sqlite3_set_authorizer(database.handle(), &Authorize, nullptr); }

}  // namespace nuong::store_sqlite
