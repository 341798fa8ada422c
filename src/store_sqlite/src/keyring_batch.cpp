#include "keyring_batch.hpp"

#include <utility>

#include "pairing.hpp"

namespace nuong::store_sqlite {
namespace {

constexpr const char* kPutEngine = "REPLACE INTO engine(key,value) VALUES(?1,?2)";

}  // namespace

KeyringBatch::KeyringBatch(Database& data, Database& keyring)
    : begin_(keyring.handle(), "BEGIN IMMEDIATE"),
      commit_(keyring.handle(), "COMMIT"),
      rollback_(keyring.handle(), "ROLLBACK"),
      savepoint_(keyring.handle(), "SAVEPOINT job"),
      release_(keyring.handle(), "RELEASE job"),
      take_back_(keyring.handle(), "ROLLBACK TO job"),
      remember_(keyring.handle(),
                "INSERT OR IGNORE INTO undo(key,value) VALUES(?1,(SELECT value FROM keyring WHERE key=?1))"),
      forget_(keyring.handle(), "DELETE FROM undo"),
      data_stamp_(data.handle(), kPutEngine),
      keyring_stamp_(keyring.handle(), kPutEngine),
      stamp_(Stamp(data).Read()) {}

void KeyringBatch::Remember(std::string_view key, bool is_removal) {
  if (!is_begun_) {
    begin_.Run();
    is_begun_ = true;
    forget_.Run();
  }
  if (!is_in_job_) {
    savepoint_.Run();
    is_in_job_ = true;
  }
  remember_.Bind(1, key);
  remember_.Run();
  job_removes_ = job_removes_ || is_removal;
}

void KeyringBatch::EndJob(bool is_kept) {
  if (!std::exchange(is_in_job_, false)) return;
  if (!is_kept) take_back_.Run();
  release_.Run();
  has_changes_ = has_changes_ || is_kept;
  removes_ = removes_ || (is_kept && job_removes_);
  job_removes_ = false;
}

bool KeyringBatch::HasChanges() {
  if (is_begun_ && !has_changes_) rollback_.Run();
  is_begun_ = false;
  return std::exchange(has_changes_, false);
}

void KeyringBatch::PutStamp() {
  const std::string stamp = std::to_string(++stamp_);
  for (Statement* put : {&data_stamp_, &keyring_stamp_}) {
    put->Bind(1, "stamp");
    put->Bind(2, stamp);
    put->Run();
  }
}

bool KeyringBatch::AfterCommit() {
  if (!std::exchange(removes_, false)) return false;
  forget_.Run();
  return true;
}

}  // namespace nuong::store_sqlite
