#pragma once
#include <condition_variable>
#include <cstddef>
#include <deque>
#include <memory>
#include <mutex>
#include <thread>
#include <vector>

namespace nuong::http {

/// Something to do on a worker thread. Must not throw.
class Job {
 public:
  virtual ~Job() = default;
  virtual void RunOnWorker() = 0;
};

/// A fixed number of threads that take jobs in order.
class WorkerPool {
 public:
  WorkerPool(std::size_t threads, std::size_t longest_queue);
  ~WorkerPool();

  /// False when too much is waiting already, or the pool has stopped.
  bool Submit(std::shared_ptr<Job> job);
  /// Takes no more, finishes all that was taken, ends the threads.
  void Stop();

 private:
  void Work();
  std::shared_ptr<Job> Next();  ///< null when the pool has stopped and nothing is left

  const std::size_t longest_queue_;
  std::mutex mutex_;
  std::condition_variable ready_;
  std::deque<std::shared_ptr<Job>> queue_;
  bool stopping_ = false;
  std::vector<std::thread> threads_;
};

}  // namespace nuong::http
