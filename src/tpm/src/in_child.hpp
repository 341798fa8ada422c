#pragma once
#include <chrono>
#include <cstdint>
#include <functional>

#include "nuong/vault/secret.hpp"

namespace nuong::tpm {

enum class Outcome : std::uint8_t { kDone, kAbsent, kUnfit, kRefused, kLocked, kPinWrong, kBroken };

struct Answer {
  Outcome outcome = Outcome::kBroken;
  std::uint32_t code = 0;  ///< what the library said
  vault::Secret bytes;     ///< when done
};

/// Runs it in a copy of this process that ends with it, so that nothing the library wrote into its own memory stays.
/// kBroken when the child said nothing in time. Meant for the start of a program.
Answer InChild(const std::function<Answer()>& talk, std::chrono::milliseconds patience = std::chrono::minutes(1));

}  // namespace nuong::tpm
