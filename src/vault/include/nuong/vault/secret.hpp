#pragma once
#include <cstddef>
#include <cstdint>
#include <span>

namespace nuong::vault {

/// Secret bytes in locked, guarded memory; zeroed when they go. Never copied, printed or compared with ==.
/// Throws std::bad_alloc when the machine gives no such memory.
class Secret {
 public:
  Secret();
  explicit Secret(std::size_t size);
  static Secret CopyOf(std::span<const std::uint8_t> bytes);
  Secret(Secret&&) noexcept;
  Secret& operator=(Secret&&) noexcept;
  Secret(const Secret&) = delete;
  Secret& operator=(const Secret&) = delete;
  ~Secret();
  std::span<std::uint8_t> bytes();
  std::span<const std::uint8_t> bytes() const;

 private:
  std::uint8_t* data_ = nullptr;
  std::size_t size_ = 0;
};

}  // namespace nuong::vault
