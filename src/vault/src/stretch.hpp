#pragma once
#include <cstdint>
#include <optional>
#include <string_view>

#include "nuong/vault/password.hpp"
#include "nuong/vault/secret.hpp"

/// Argon2id: a password made into a key, at one of the known costs.
namespace nuong::vault {

inline constexpr std::size_t kSaltSize = 16;

struct StretchCost {
  std::uint32_t passes = 0;
  std::uint32_t memory_kib = 0;
  bool operator==(const StretchCost&) const = default;
};
StretchCost CostOf(PasswordCost cost);
bool IsKnownCost(const StretchCost& cost);

/// `salt` is kSaltSize bytes. Throws std::bad_alloc when the memory for it is not there.
Secret Stretch(std::string_view password, std::string_view salt, const StretchCost& cost);

std::uint64_t StretchesDone();

}  // namespace nuong::vault
