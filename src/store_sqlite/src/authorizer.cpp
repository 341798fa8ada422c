#include "authorizer.hpp"

#include <algorithm>

namespace nuong::store_sqlite {
namespace {

template <FileKind kKind>
bool IsOurs(const char* table, const char* database) {
  static const std::vector<std::string> tables = TableNames(kKind);
  return database != nullptr && std::string_view(database) == "main" && table != nullptr &&
         std::find(tables.begin(), tables.end(), table) != tables.end();
}

template <FileKind kKind, Rights kRights>
int Authorize(void*, int action, const char* table, const char*, const char* database, const char*) {
  switch (action) {
    case SQLITE_SELECT:
    case SQLITE_TRANSACTION:
      return SQLITE_OK;
    case SQLITE_READ:
      return IsOurs<kKind>(table, database) ? SQLITE_OK : SQLITE_DENY;
    case SQLITE_SAVEPOINT:
      return kRights == Rights::kReadAndWrite ? SQLITE_OK : SQLITE_DENY;
    case SQLITE_INSERT:
    case SQLITE_DELETE:
      return kRights == Rights::kReadAndWrite && IsOurs<kKind>(table, database) ? SQLITE_OK : SQLITE_DENY;
    default:
      return SQLITE_DENY;
  }
}

template <FileKind kKind>
void ConfineKind(Database& database, Rights rights) {
  const bool is_reading = rights == Rights::kRead;
  sqlite3_set_authorizer(database.handle(),
                         is_reading ? &Authorize<kKind, Rights::kRead> : &Authorize<kKind, Rights::kReadAndWrite>,
                         nullptr);
}

}  // namespace

void Confine(Database& database, FileKind kind, Rights rights) {
  if (kind == FileKind::kData) return ConfineKind<FileKind::kData>(database, rights);
  ConfineKind<FileKind::kKeyring>(database, rights);
}

}  // namespace nuong::store_sqlite
