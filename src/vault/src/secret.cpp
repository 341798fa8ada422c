#include "nuong/vault/secret.hpp"

#include <algorithm>
#include <utility>

#include "secret_pool.hpp"

namespace nuong::vault {

Secret::Secret() = default;

Secret::Secret(std::size_t size) : size_(size) {
  if (size > 0) data_ = SecretPool::Instance().Take(size);
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

Secret::~Secret() {
  if (data_ != nullptr) SecretPool::Instance().Give(data_, size_);
}

std::span<std::uint8_t> Secret::bytes() { return {data_, size_}; }
std::span<const std::uint8_t> Secret::bytes() const { return {data_, size_}; }

}  // namespace nuong::vault
