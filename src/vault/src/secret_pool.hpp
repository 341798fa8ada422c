#pragma once
#include <cstddef>
#include <cstdint>
#include <map>
#include <mutex>
#include <vector>

namespace nuong::vault {

/// Locked memory between guard pages, kept for the next secret of the same size. Getting it from the system costs six
/// calls of the kernel, and each stops the other cores to tell them of the changed pages. Safe from several threads.
class SecretPool {
 public:
  static SecretPool& Instance();

  /// Zeroed memory of exactly `size` bytes: writing beyond its end stops the process. Throws std::bad_alloc when the
  /// machine gives no such memory.
  std::uint8_t* Take(std::size_t size);
  /// Zeroes it, and keeps it unless enough of its size are kept.
  void Give(std::uint8_t* memory, std::size_t size) noexcept;

 private:
  static constexpr std::size_t kKeptOfEachSize = 128;
  static constexpr std::size_t kLargestKept = 4096;

  SecretPool() = default;

  std::mutex mutex_;
  std::map<std::size_t, std::vector<std::uint8_t*>> kept_;  ///< each list has room for all it may hold
};

}  // namespace nuong::vault
