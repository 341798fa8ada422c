#pragma once
#include <cstdint>
#include <span>

#include "nuong/base/ports.hpp"

namespace nuong::vault {

/// Cryptographic randomness of the machine, for `app`.
class SystemRandom : public Random {
 public:
  void Fill(std::span<std::uint8_t> bytes) override;
};

/// Call once at the start of a process; aborts when the library cannot start.
void StartCryptography();

}  // namespace nuong::vault
