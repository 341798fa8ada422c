#include "nuong/store_sqlite/store_sqlite.hpp"

#include "connection.hpp"
#include "directory.hpp"
#include "failure.hpp"
#include "nuong/store/steps.hpp"
#include "pairing.hpp"
#include "readers.hpp"
#include "schema.hpp"
#include "writer.hpp"

namespace nuong::store_sqlite {
namespace {

struct Files {
  Database data, keyring;
};

/// Ends in the order opposite to its members: jobs, readers, the files, then the hold on the directory.
class SqliteStore final : public store::Store {
 public:
  SqliteStore(Directory directory, Files files, const Options& options)
      : directory_(std::move(directory)),
        files_(std::move(files)),
        readers_(options),
        writer_(files_.data, files_.keyring, readers_, options) {}

  Result<void> Read(const std::function<Result<void>(store::Reader&)>& job) override { return readers_.Read(job); }
  Result<void> Write(const WriteJob& job) override { return writer_.Write(job); }

 private:
  Directory directory_;
  Files files_;
  Readers readers_;
  Writer writer_;
};

bool HasFile(const Options& options, FileKind kind) {
  sqlite3_vfs* vfs = sqlite3_vfs_find(options.vfs);
  int exists = 0;
  return vfs != nullptr &&
         vfs->xAccess(vfs, PathOf(options, kind).c_str(), SQLITE_ACCESS_EXISTS, &exists) == SQLITE_OK && exists != 0;
}

/// What an earlier run wrote but failed to sync may be in memory only: all of it is written anew before we build on it.
/// A file that then does not end with its last page has lost its end.
Result<void> FoldLog(Database& database) {
  const int code = sqlite3_wal_checkpoint_v2(database.handle(), nullptr, SQLITE_CHECKPOINT_TRUNCATE, nullptr, nullptr);
  if ((code & 0xff) == SQLITE_BUSY) return InUse("another program reads the file");
  if (code != SQLITE_OK) ThrowLast(database.handle(), "checkpoint");
  const std::int64_t expected = database.Number("PRAGMA page_count") * database.Number("PRAGMA page_size");
  if (database.FileSize() != expected) throw store::Broken("the file does not end with its last page", true);
  return {};
}

/// Pages that were split keep remains of rows deleted since. Once the file is written anew no destroyed key is left in
/// it.
void WriteAnew(Database& database) {
  // The engine attaches the new file to the old one.
  sqlite3_limit(database.handle(), SQLITE_LIMIT_ATTACHED, 1);
  database.Execute("VACUUM");
  sqlite3_limit(database.handle(), SQLITE_LIMIT_ATTACHED, 0);
}

Result<Database> OpenFile(const Options& options, FileKind kind, bool may_create) {
  Database database = OpenWriting(options, kind, may_create);
  NUONG_CHECK(PrepareSchema(database, kind, may_create));
  NUONG_CHECK(FoldLog(database));
  return database;
}

Result<Files> OpenChecked(const Options& options, Directory& directory) {
  const bool may_create = !directory.has_held_data();
  for (const FileKind kind : {FileKind::kData, FileKind::kKeyring}) {
    if (!may_create && !HasFile(options, kind)) return Missing(PathOf(options, kind) + " is gone");
  }
  NUONG_TRY(Database data, OpenFile(options, FileKind::kData, may_create));
  NUONG_TRY(Database keyring, OpenFile(options, FileKind::kKeyring, may_create));
  NUONG_CHECK(Pair(data, keyring, may_create));
  NUONG_CHECK(FoldLog(data));
  WriteAnew(keyring);
  store::Reached("keyring_written_anew");
  NUONG_CHECK(FoldLog(keyring));
  store::Reached("directory_not_marked");
  directory.RememberData();
  Confine(data, FileKind::kData, Rights::kReadAndWrite);
  Confine(keyring, FileKind::kKeyring, Rights::kReadAndWrite);
  return Files{std::move(data), std::move(keyring)};
}

}  // namespace

Result<std::unique_ptr<store::Store>> OpenSqlite(const Options& options) {
  try {
    NUONG_TRY(Directory directory, Directory::Hold(options.directory));
    NUONG_TRY(Files files, OpenChecked(options, directory));
    return std::unique_ptr<store::Store>(
        std::make_unique<SqliteStore>(std::move(directory), std::move(files), options));
  } catch (const store::Broken& failure) {
    return ErrorOf(failure);
  }
}

}  // namespace nuong::store_sqlite
