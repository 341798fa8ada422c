#pragma once
#include <chrono>
#include <condition_variable>
#include <functional>
#include <memory>
#include <mutex>
#include <vector>

#include "nuong/store_sqlite/store_sqlite.hpp"
#include "pairing.hpp"
#include "tables.hpp"

namespace nuong::store_sqlite {

/// Read connections, a pair for the two files: one per thread that reads at this moment, kept for the next.
class Readers {
 public:
  explicit Readers(Options options) : options_(std::move(options)) {}

  Result<void> Read(const std::function<Result<void>(store::Reader&)>& job);

  /// Holds new reads back, waits up to `patience` for those under way, runs `work` even if some are still there.
  void HoldBack(std::chrono::milliseconds patience, const std::function<void()>& work);

 private:
  struct Connection {
    explicit Connection(const Options& options);
    /// Both transactions see one moment of the store, and none that came later.
    void Begin();
    void End();

    Database data, keyring;
    Tables tables;
    Stamp data_stamp, keyring_stamp;
    Statement begin_data, end_data, begin_keyring, end_keyring;
  };
  /// Counts a read as under way while it lives.
  class Visit {
   public:
    explicit Visit(Readers& readers);
    Visit(const Visit&) = delete;
    Visit& operator=(const Visit&) = delete;
    ~Visit();

   private:
    Readers& readers_;
  };
  std::unique_ptr<Connection> Take();
  void GiveBack(std::unique_ptr<Connection> connection);

  const Options options_;
  std::mutex mutex_;
  std::condition_variable changed_;
  std::vector<std::unique_ptr<Connection>> idle_;
  int under_way_ = 0;
  bool is_held_back_ = false;
};

}  // namespace nuong::store_sqlite
