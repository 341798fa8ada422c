#pragma once
#include "database.hpp"

namespace nuong::store_sqlite {

/// The keyring's half of a batch (ADR 14). It begins with the first job that changes a key, and is committed before the
/// data's half; until the data's half is durable, `undo` holds what was there before.
class KeyringBatch {
 public:
  KeyringBatch(Database& data, Database& keyring);

  /// To be called before the job changes `key`.
  void Remember(std::string_view key, bool is_removal);
  /// The job is over; what it changed stays or goes.
  void EndJob(bool is_kept);
  /// Whether the batch has changed keys, so that both files must be committed. Ends the keyring's half if not.
  bool HasChanges();
  /// Writes the new stamp to both files, inside their transactions.
  void PutStamp();
  void Commit() { commit_.Run(); }
  /// Both halves are durable. True when keys were removed: they are now gone from `undo` too, but not from the log.
  bool AfterCommit();

 private:
  Statement begin_, commit_, rollback_, savepoint_, release_, take_back_;
  Statement remember_, forget_, data_stamp_, keyring_stamp_;
  std::int64_t stamp_ = 0;
  bool is_begun_ = false;
  bool is_in_job_ = false;
  bool has_changes_ = false;
  bool job_removes_ = false;
  bool removes_ = false;
};

}  // namespace nuong::store_sqlite
