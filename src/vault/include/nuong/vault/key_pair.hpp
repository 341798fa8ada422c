#pragma once
#include <array>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "nuong/base/ports.hpp"
#include "nuong/vault/secret.hpp"

namespace nuong::vault {

struct PublicKey {
  std::array<std::uint8_t, 32> bytes{};
  bool operator==(const PublicKey&) const = default;
  std::string text() const;  ///< lower-case hex, 64 characters
  static std::optional<PublicKey> Parse(std::string_view text);
};

/// An X25519 pair. The private half never leaves this room unsealed.
struct KeyPair {
  PublicKey public_key;
  Secret private_key;
};
KeyPair MakeKeyPair(Random& random);
/// The same seed of 32 bytes gives the same pair.
KeyPair KeyPairFromSeed(std::span<const std::uint8_t> seed32);
bool IsPrivateHalfOf(const PublicKey& public_key, const Secret& secret);

}  // namespace nuong::vault
