#pragma once
#include <condition_variable>
#include <mutex>

namespace nuong::operations {

/// At most two password checks at once (each takes 64 MiB and a core); 32 may wait, the next is told to come back.
class PasswordPool {
 public:
  /// A place at a desk; empty when the queue is full.
  class Place {
   public:
    explicit Place(PasswordPool* pool) : pool_(pool) {}
    Place(Place&& other) noexcept : pool_(other.pool_) { other.pool_ = nullptr; }
    Place& operator=(Place&&) = delete;
    ~Place() {
      if (pool_ != nullptr) pool_->Leave();
    }
    explicit operator bool() const { return pool_ != nullptr; }

   private:
    PasswordPool* pool_;
  };

  Place Enter() {
    std::unique_lock lock(mutex_);
    if (waiting_ >= kMostWaiting) return Place(nullptr);
    ++waiting_;
    free_.wait(lock, [&] { return busy_ < kDesks; });
    --waiting_;
    ++busy_;
    return Place(this);
  }

  /// Whoever comes now is told to come back.
  bool IsFull() {
    const std::lock_guard lock(mutex_);
    return waiting_ >= kMostWaiting;
  }

 private:
  static constexpr int kDesks = 2;
  static constexpr int kMostWaiting = 32;
  void Leave() {
    {
      const std::lock_guard lock(mutex_);
      --busy_;
    }
    free_.notify_one();
  }

  std::mutex mutex_;
  std::condition_variable free_;
  int busy_ = 0;
  int waiting_ = 0;
};

}  // namespace nuong::operations
