#include "checkpoints.hpp"

#include "connection.hpp"

namespace nuong::store_sqlite {
namespace {

/// A log this many times longer than wished means that reads overlap without end: they are then held back shortly.
constexpr int kTooLong = 8;
constexpr std::chrono::milliseconds kPatience{20};

}  // namespace

Checkpoints::Checkpoints(Database& database, Readers& readers, int every_pages)
    : database_(database), readers_(readers), every_pages_(every_pages) {
  sqlite3_wal_hook(database_.handle(), &OnCommit, this);
}

int Checkpoints::OnCommit(void* self, sqlite3*, const char*, int log_pages) {
  static_cast<Checkpoints*>(self)->log_pages_ = log_pages;
  return SQLITE_OK;
}

void Checkpoints::AfterCommit() {
  if (log_pages_ < tried_at_pages_) tried_at_pages_ = 0;
  const bool is_due = log_pages_ - tried_at_pages_ >= every_pages_;
  if (!must_empty_ && !is_due) return;
  tried_at_pages_ = log_pages_;
  if (must_empty_ || log_pages_ >= kTooLong * every_pages_) {
    readers_.HoldBack(kPatience, [this] { must_empty_ = !EmptyLog() && must_empty_; });
    return;
  }
  const int code = sqlite3_wal_checkpoint_v2(database_.handle(), nullptr, SQLITE_CHECKPOINT_PASSIVE, nullptr, nullptr);
  if (code != SQLITE_OK && (code & 0xff) != SQLITE_BUSY) ThrowLast(database_.handle(), "checkpoint");
}

bool Checkpoints::EmptyLog() {
  // Waiting here would keep the queue waiting; the next commit tries again.
  sqlite3_busy_timeout(database_.handle(), 0);
  const int code = sqlite3_wal_checkpoint_v2(database_.handle(), nullptr, SQLITE_CHECKPOINT_TRUNCATE, nullptr, nullptr);
  sqlite3_busy_timeout(database_.handle(), kBusyMilliseconds);
  if (code != SQLITE_OK && (code & 0xff) != SQLITE_BUSY) ThrowLast(database_.handle(), "checkpoint");
  return code == SQLITE_OK;
}

}  // namespace nuong::store_sqlite
