#include "database.hpp"

#include <stdexcept>

#include "nuong/store/store.hpp"

namespace nuong::store_sqlite {

void ThrowLast(sqlite3* database, std::string_view doing) {
  const int code = database == nullptr ? SQLITE_NOMEM : sqlite3_extended_errcode(database);
  const int kind = code & 0xff;
  // What a caller gave, not what the disk did: it must not count as a failing store.
  if (kind == SQLITE_TOOBIG) throw std::length_error("key or value is longer than the engine allows");
  std::string what = std::string(doing) + ": ";
  what += database == nullptr ? sqlite3_errstr(code) : sqlite3_errmsg(database);
  what += " (" + std::to_string(code) + ")";
  throw store::Broken(what, kind == SQLITE_CORRUPT || kind == SQLITE_NOTADB);
}

Statement::Statement(sqlite3* database, const std::string& sql) {
  sqlite3_stmt* raw = nullptr;
  if (sqlite3_prepare_v3(database, sql.c_str(), -1, SQLITE_PREPARE_PERSISTENT, &raw, nullptr) != SQLITE_OK) {
    ThrowLast(database, "prepare");
  }
  statement_.reset(raw);
}

void Statement::Bind(int index, std::string_view bytes) {
  // A null pointer would bind NULL; an empty value is a value.
  const char* data = bytes.empty() ? "" : bytes.data();
  if (sqlite3_bind_blob64(statement_.get(), index, data, bytes.size(), SQLITE_STATIC) != SQLITE_OK) {
    ThrowLast(sqlite3_db_handle(statement_.get()), "bind");
  }
}

void Statement::Bind(int index, std::int64_t number) {
  if (sqlite3_bind_int64(statement_.get(), index, number) != SQLITE_OK) {
    ThrowLast(sqlite3_db_handle(statement_.get()), "bind");
  }
}

bool Statement::Step() {
  const int code = sqlite3_step(statement_.get());
  if (code == SQLITE_ROW) return true;
  if (code == SQLITE_DONE) return false;
  ThrowLast(sqlite3_db_handle(statement_.get()), "step");
}

std::string_view Statement::Bytes(int column) const {
  const void* data = sqlite3_column_blob(statement_.get(), column);
  const int size = sqlite3_column_bytes(statement_.get(), column);
  if (data == nullptr) {
    if (sqlite3_errcode(sqlite3_db_handle(statement_.get())) == SQLITE_NOMEM) {
      ThrowLast(sqlite3_db_handle(statement_.get()), "column");
    }
    return {};
  }
  return {static_cast<const char*>(data), static_cast<std::size_t>(size)};
}

std::int64_t Statement::Number(int column) const { return sqlite3_column_int64(statement_.get(), column); }

void Statement::Reset() noexcept {
  sqlite3_reset(statement_.get());
  sqlite3_clear_bindings(statement_.get());
}

void Statement::Run() {
  const int code = sqlite3_step(statement_.get());
  if (code != SQLITE_DONE) {
    Reset();
    ThrowLast(sqlite3_db_handle(statement_.get()), "run");
  }
  Reset();
}

Database::Database(const std::string& path, int flags, const char* vfs) {
  sqlite3* raw = nullptr;
  const int code = sqlite3_open_v2(path.c_str(), &raw, flags | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE, vfs);
  handle_.reset(raw);
  if (code != SQLITE_OK) ThrowLast(raw, "open");
}

void Database::Execute(const char* sql) {
  if (sqlite3_exec(handle(), sql, nullptr, nullptr, nullptr) != SQLITE_OK) ThrowLast(handle(), sql);
}

std::int64_t Database::Number(const char* sql) {
  Statement statement(handle(), sql);
  return statement.Step() ? statement.Number(0) : 0;
}

std::string Database::Text(const char* sql) {
  Statement statement(handle(), sql);
  return statement.Step() ? std::string(statement.Bytes(0)) : std::string();
}

std::int64_t Database::FileSize() {
  sqlite3_file* file = nullptr;
  sqlite3_int64 size = 0;
  if (sqlite3_file_control(handle(), "main", SQLITE_FCNTL_FILE_POINTER, &file) != SQLITE_OK ||
      file->pMethods->xFileSize(file, &size) != SQLITE_OK) {
    throw store::Broken("file size cannot be read");
  }
  return size;
}

}  // namespace nuong::store_sqlite
