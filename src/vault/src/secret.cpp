#include "nuong/vault/secret.hpp"

#include <sodium.h>

#include <algorithm>
#include <new>
#include <utility>

#include "nuong/vault/system_random.hpp"

namespace nuong::vault {

Secret::Secret() = default;

Secret::Secret(std::size_t size) : size_(size) {
  // Guarded memory taken before the library's start would be refused as damaged when it is given back.
  static const bool kStarted = (StartCryptography(), true);
  static_cast<void>(kStarted);
  if (size == 0) return;
  data_ = static_cast<std::uint8_t*>(sodium_malloc(size));
  if (data_ == nullptr) throw std::bad_alloc();
  std::fill_n(data_, size, std::uint8_t{0});
}

Secret Secret::CopyOf(std::span<const std::uint8_t> bytes) {
  Secret copy(bytes.size());
  std::ranges::copy(bytes, copy.data_);
  return copy;
}

Secret::Secret(Secret&& other) noexcept
    : data_(std::exchange(other.data_, nullptr)), size_(std::exchange(other.size_, 0)) {}

Secret& Secret::operator=(Secret&& other) noexcept {
  std::swap(data_, other.data_);
  std::swap(size_, other.size_);
  return *this;
}

Secret::~Secret() { sodium_free(data_); }

std::span<std::uint8_t> Secret::bytes() { return {data_, size_}; }
std::span<const std::uint8_t> Secret::bytes() const { return {data_, size_}; }

}  // namespace nuong::vault
