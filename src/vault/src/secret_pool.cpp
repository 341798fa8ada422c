#include "secret_pool.hpp"

#include <sodium.h>

#include <algorithm>
#include <new>

#include "nuong/vault/system_random.hpp"

namespace nuong::vault {

SecretPool& SecretPool::Instance() {
  // Guarded memory taken before the library's start would be refused as damaged when it is given back. Never destroyed:
  // a secret may outlive everything else.
  static SecretPool& pool = (StartCryptography(), *new SecretPool);
  return pool;
}

std::uint8_t* SecretPool::Take(std::size_t size) {
  if (size <= kLargestKept) {
    const std::lock_guard lock(mutex_);
    auto& kept = kept_[size];
    kept.reserve(kKeptOfEachSize);
    if (!kept.empty()) {
      std::uint8_t* memory = kept.back();
      kept.pop_back();
      return memory;
    }
  }
  auto* memory = static_cast<std::uint8_t*>(sodium_malloc(size));
  if (memory == nullptr) throw std::bad_alloc();
  std::fill_n(memory, size, std::uint8_t{0});
  return memory;
}

void SecretPool::Give(std::uint8_t* memory, std::size_t size) noexcept {
  if (size <= kLargestKept) {
    sodium_memzero(memory, size);
    const std::lock_guard lock(mutex_);
    auto& kept = kept_.find(size)->second;
    if (kept.size() < kKeptOfEachSize) {
      kept.push_back(memory);
      return;
    }
  }
  sodium_free(memory);
}

}  // namespace nuong::vault
