#pragma once
#include <memory>
#include <string>

#include "nuong/base/result.hpp"
#include "nuong/store/store.hpp"

namespace nuong::store_sqlite {

/// When a commit counts as durable. kNormal may lose acknowledged writes in a power cut; only tests use it, to prove
/// that they would notice.
enum class Synchronous { kFull, kNormal };

/// Which file's half of a commit that changes keys is made first. kDataFirst can leave a value without its key after a
/// power cut; only tests use it, to prove that they would notice.
enum class CommitOrder { kKeyringFirst, kDataFirst };

struct Options {
  std::string directory;                    ///< made when absent (one level, readable by its owner only)
  std::string file = "nuong.db";            ///< inside `directory`; beside it lie `-wal`, `-shm` and `nuong.lock`
  std::string keyring_file = "keyring.db";  ///< likewise: the collection kKeyring, and nothing else
  const char* vfs = nullptr;                ///< name of a registered SQLite VFS; null is the operating system's own
  Synchronous synchronous = Synchronous::kFull;
  CommitOrder order = CommitOrder::kKeyringFirst;
  int checkpoint_pages = 1000;  ///< log pages (4 KiB) after which the writer copies the log into the file
};

/// Opens the directory's store, making a new one only where none has been. Reads both files once to check them. A
/// commit of which only the keyring's half was made before the power went is taken back; nothing else is repaired (ADR
/// 14). Errors:
///   kBusy     store_in_use           another server has this directory open
///   kCorrupt  store_missing          the directory has held data before, but its file is gone or empty
///   kCorrupt  store_foreign          a database, but not one of Nương
///   kCorrupt  store_version_unknown  written by a version of Nương that this one does not know
///   kCorrupt  store_schema_altered   tables, indexes, triggers or views differ from what this version makes
///   kCorrupt  store_corrupt          no database, cut short or damaged; `note` says what was found first
///   kCorrupt  store_keyring_apart    data and keyring are of two stores, or of two moments of one
///   kBroken   store_broken           the disk refused
///
/// The store stops accepting writes (kBroken) after the first failed commit or sync, until it is opened again; reads go
/// on. Its destructor finishes the queued jobs and folds the log into the file. Removing a key from kKeyring also
/// empties the keyring's log before it is acknowledged, so that destroyed wraps do not linger there; when a long read
/// is in the way, every later commit tries again.
Result<std::unique_ptr<store::Store>> OpenSqlite(const Options& options);

/// Beside a running server, or on a copy: reads only, holds no lock, changes nothing; a Write is kRefused. Looks at the
/// files' headers only (store_missing, store_foreign, store_version_unknown); damage inside shows when it is read.
Result<std::unique_ptr<store::Store>> OpenSqliteForReading(const Options& options);

}  // namespace nuong::store_sqlite
