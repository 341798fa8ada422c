#include "nuong/vault/system_random.hpp"

#include <sodium.h>

#include <cstdlib>

namespace nuong::vault {

void SystemRandom::Fill(std::span<std::uint8_t> bytes) { randombytes_buf(bytes.data(), bytes.size()); }

void StartCryptography() {
  if (sodium_init() < 0) std::abort();
}

}  // namespace nuong::vault
