#pragma once
#include <condition_variable>
#include <deque>
#include <exception>
#include <functional>
#include <future>
#include <mutex>
#include <optional>
#include <thread>
#include <vector>

#include "checkpoints.hpp"
#include "keyring_batch.hpp"
#include "nuong/store/store.hpp"
#include "nuong/store_sqlite/store_sqlite.hpp"
#include "tables.hpp"

namespace nuong::store_sqlite {

using WriteJob = std::function<Result<void>(store::Writer&)>;

/// The one thread that writes. Jobs that wait while a commit runs share the next one: each in a savepoint of its own,
/// one commit of each file they changed, then all are answered. A lone job is never kept waiting for company.
class Writer {
 public:
  Writer(Database& data, Database& keyring, Readers& readers, const Options& options);
  Writer(const Writer&) = delete;
  Writer& operator=(const Writer&) = delete;
  /// Finishes the queued jobs, then empties the log.
  ~Writer();

  Result<void> Write(const WriteJob& job);

 private:
  struct Pending {
    const WriteJob* job;
    std::promise<Result<void>> answer;
    Result<void> outcome;
    std::exception_ptr thrown;
  };

  void Run();
  void RunBatch();
  void RunJob(Pending& pending);
  Pending* Take();
  void Answer(const std::vector<Pending*>& batch);
  void Break(const store::Broken& failure);

  void Commit();

  Database& data_;
  Database& keyring_;
  const CommitOrder order_;
  Tables tables_;
  KeyringBatch keyring_batch_;
  Checkpoints data_checkpoints_, keyring_checkpoints_;
  Statement begin_, commit_, savepoint_, release_, undo_;
  std::optional<Error> failure_;  ///< set once, by the first failed commit or sync; seen by the writing thread only

  std::mutex mutex_;
  std::condition_variable arrived_;
  std::deque<Pending*> queue_;
  bool is_stopping_ = false;
  std::thread thread_;
};

}  // namespace nuong::store_sqlite
