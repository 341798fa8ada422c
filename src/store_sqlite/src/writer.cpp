#include "writer.hpp"

#include <chrono>

#include "failure.hpp"
#include "nuong/base/wipe_stack.hpp"
#include "nuong/store/steps.hpp"
#include "write_view.hpp"

namespace nuong::store_sqlite {
namespace {

constexpr std::size_t kBatchJobs = 64;
constexpr std::chrono::milliseconds kBatchTime{4};

}  // namespace

Writer::Writer(Database& data, Database& keyring, Readers& readers, const Options& options)
    : data_(data),
      keyring_(keyring),
      order_(options.order),
      tables_(data, keyring),
      keyring_batch_(data, keyring),
      data_checkpoints_(data, readers, options.checkpoint_pages),
      keyring_checkpoints_(keyring, readers, options.checkpoint_pages),
      begin_(data.handle(), "BEGIN IMMEDIATE"),
      commit_(data.handle(), "COMMIT"),
      savepoint_(data.handle(), "SAVEPOINT job"),
      release_(data.handle(), "RELEASE job"),
      undo_(data.handle(), "ROLLBACK TO job"),
      thread_([this] { Run(); }) {}

Writer::~Writer() {
  {
    const std::lock_guard lock(mutex_);
    is_stopping_ = true;
  }
  arrived_.notify_one();
  thread_.join();
}

Result<void> Writer::Write(const WriteJob& job) {
  if (std::this_thread::get_id() == thread_.get_id()) throw std::logic_error("a job calls the store it runs in");
  Pending pending{.job = &job, .answer = {}, .outcome = {}, .thrown = nullptr};
  std::future<Result<void>> answer = pending.answer.get_future();
  {
    const std::lock_guard lock(mutex_);
    queue_.push_back(&pending);
  }
  arrived_.notify_one();
  return answer.get();
}

void Writer::Run() {
  while (true) {
    {
      std::unique_lock lock(mutex_);
      arrived_.wait(lock, [this] { return is_stopping_ || !queue_.empty(); });
      if (queue_.empty()) break;
    }
    RunBatch();
    WipeStack();
  }
  try {
    if (!failure_) data_checkpoints_.EmptyLog();
    if (!failure_) keyring_checkpoints_.EmptyLog();
  } catch (const store::Broken& failure) {
    Break(failure);
  }
}

void Writer::RunBatch() {
  std::vector<Pending*> batch;
  const auto end = std::chrono::steady_clock::now() + kBatchTime;
  try {
    store::Reached("batch_waits");
    if (!failure_) begin_.Run();
    while (batch.size() < kBatchJobs && (batch.empty() || std::chrono::steady_clock::now() < end)) {
      Pending* next = Take();
      if (next == nullptr) break;
      batch.push_back(next);
      if (!failure_) RunJob(*next);
    }
    store::Reached("jobs_ran");
    if (!failure_) Commit();
    store::Reached("answer_due");
  } catch (const store::Broken& failure) {
    Break(failure);
  }
  Answer(batch);
}

void Writer::Commit() {
  const bool has_keys = keyring_batch_.HasChanges();
  if (has_keys) {
    keyring_batch_.PutStamp();
    if (order_ == CommitOrder::kKeyringFirst) keyring_batch_.Commit();
    store::Reached("keyring_committed");
  }
  commit_.Run();
  store::Reached("data_committed");
  if (has_keys && order_ == CommitOrder::kDataFirst) keyring_batch_.Commit();
  if (has_keys && keyring_batch_.AfterCommit()) {
    store::Reached("undo_emptied");
    keyring_checkpoints_.EmptyLogSoon();
  }
  data_checkpoints_.AfterCommit();
  keyring_checkpoints_.AfterCommit();
}

void Writer::RunJob(Pending& pending) {
  savepoint_.Run();
  WriteView view(tables_, keyring_batch_);
  try {
    pending.outcome = (*pending.job)(view);
  } catch (...) {
    pending.thrown = std::current_exception();
  }
  // An engine failure may have ended the whole transaction, whatever the job made of it.
  if (view.failure()) throw *view.failure();
  const bool is_kept = pending.outcome.ok() && pending.thrown == nullptr;
  if (!is_kept) undo_.Run();
  release_.Run();
  keyring_batch_.EndJob(is_kept);
}

Writer::Pending* Writer::Take() {
  const std::lock_guard lock(mutex_);
  if (queue_.empty()) return nullptr;
  Pending* next = queue_.front();
  queue_.pop_front();
  return next;
}

void Writer::Answer(const std::vector<Pending*>& batch) {
  for (Pending* pending : batch) {
    // The caller owns `pending` and may leave as soon as it has its answer.
    std::promise<Result<void>> answer = std::move(pending->answer);
    if (failure_) {
      answer.set_value(*failure_);
    } else if (pending->thrown != nullptr) {
      answer.set_exception(std::move(pending->thrown));
    } else {
      answer.set_value(std::move(pending->outcome));
    }
  }
}

void Writer::Break(const store::Broken& failure) {
  failure_ = ErrorOf(failure);
  for (Database* database : {&data_, &keyring_}) {
    sqlite3_exec(database->handle(), "ROLLBACK", nullptr, nullptr, nullptr);
    // A second sync after a failed one may lie: the log stays as it is for the next opening.
    sqlite3_db_config(database->handle(), SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 1, nullptr);
  }
}

}  // namespace nuong::store_sqlite
