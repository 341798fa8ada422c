#include "worker_pool.hpp"

#include "nuong/base/wipe_stack.hpp"

namespace nuong::http {

WorkerPool::WorkerPool(std::size_t threads, std::size_t longest_queue) : longest_queue_(longest_queue) {
  threads_.reserve(threads);
  for (std::size_t count = 0; count < threads; ++count) threads_.emplace_back([this] { Work(); });
}

WorkerPool::~WorkerPool() { Stop(); }

bool WorkerPool::Submit(std::shared_ptr<Job> job) {
  {
    const std::lock_guard lock(mutex_);
    if (stopping_ || queue_.size() >= longest_queue_) return false;
    queue_.push_back(std::move(job));
  }
  ready_.notify_one();
  return true;
}

void WorkerPool::Stop() {
  {
    const std::lock_guard lock(mutex_);
    stopping_ = true;
  }
  ready_.notify_all();
  for (std::thread& thread : threads_) {
    if (thread.joinable()) thread.join();
  }
}

void WorkerPool::Work() {
  while (std::shared_ptr<Job> job = Next()) {
    job->RunOnWorker();
    job.reset();
    WipeStack();
  }
}

std::shared_ptr<Job> WorkerPool::Next() {
  std::unique_lock lock(mutex_);
  ready_.wait(lock, [this] { return stopping_ || !queue_.empty(); });
  if (queue_.empty()) return nullptr;
  std::shared_ptr<Job> job = std::move(queue_.front());
  queue_.pop_front();
  return job;
}

}  // namespace nuong::http
