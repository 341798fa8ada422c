#pragma once
#include <sqlite3.h>

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

namespace nuong::store_sqlite {

/// A prepared statement. Whoever uses it resets it, so that no snapshot stays pinned (see Tables::Lease).
class Statement {
 public:
  Statement(sqlite3* database, const std::string& sql);

  void Bind(int index, std::string_view bytes);
  void Bind(int index, std::int64_t number);
  /// True while there is a row; throws store::Broken when the engine fails.
  bool Step();
  /// Valid until the next Step or Reset.
  std::string_view Bytes(int column) const;
  std::int64_t Number(int column) const;
  void Reset() noexcept;
  /// For a statement without answers: steps it and resets it whatever happens.
  void Run();

 private:
  struct Finalize {
    void operator()(sqlite3_stmt* statement) const { sqlite3_finalize(statement); }
  };
  std::unique_ptr<sqlite3_stmt, Finalize> statement_;
};

/// One connection, used by one thread at a time.
class Database {
 public:
  /// `flags` are SQLITE_OPEN_*. Throws store::Broken.
  Database(const std::string& path, int flags, const char* vfs);

  sqlite3* handle() const { return handle_.get(); }
  /// Runs statements that answer nothing.
  void Execute(const char* sql);
  std::int64_t Number(const char* sql);
  std::string Text(const char* sql);
  /// Of the file itself, without its log.
  std::int64_t FileSize();

 private:
  struct Close {
    void operator()(sqlite3* handle) const { sqlite3_close_v2(handle); }
  };
  std::unique_ptr<sqlite3, Close> handle_;
};

/// Throws store::Broken with the connection's last error.
[[noreturn]] void ThrowLast(sqlite3* database, std::string_view doing);

}  // namespace nuong::store_sqlite
