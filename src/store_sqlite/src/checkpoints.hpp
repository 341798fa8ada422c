#pragma once
#include "database.hpp"
#include "readers.hpp"

namespace nuong::store_sqlite {

/// Decides when the writer copies its log into the file, so that neither long nor endless reads let the log grow.
class Checkpoints {
 public:
  Checkpoints(Database& database, Readers& readers, int every_pages);

  /// The next AfterCommit also empties the log, so that what was just removed is in no file any more.
  void EmptyLogSoon() { must_empty_ = true; }
  /// Copies what is due. Throws store::Broken when the disk fails; readers in the way are no failure.
  void AfterCommit();
  /// Copies everything and empties the log, if no reader is in the way.
  bool EmptyLog();

 private:
  static int OnCommit(void* self, sqlite3*, const char*, int log_pages);

  Database& database_;
  Readers& readers_;
  const int every_pages_;
  int log_pages_ = 0;
  int tried_at_pages_ = 0;
  bool must_empty_ = false;
};

}  // namespace nuong::store_sqlite
