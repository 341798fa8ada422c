#include "nuong/vault/key_pair.hpp"

#include <sodium.h>

#include <stdexcept>

#include "bytes.hpp"
#include "cipher.hpp"
#include "nuong/vault/hash.hpp"

namespace nuong::vault {

std::string PublicKey::text() const { return Hex(ViewOf(bytes)); }

std::optional<PublicKey> PublicKey::Parse(std::string_view text) {
  PublicKey key;
  std::size_t size = 0;
  const int failed =
      sodium_hex2bin(key.bytes.data(), key.bytes.size(), text.data(), text.size(), nullptr, &size, nullptr);
  if (failed != 0 || size != key.bytes.size() || key.text() != text) return std::nullopt;
  return key;
}

KeyPair MakeKeyPair(Random& random) {
  const Secret seed = MakeSecret(crypto_box_SEEDBYTES, random);
  return KeyPairFromSeed(seed.bytes());
}

KeyPair KeyPairFromSeed(std::span<const std::uint8_t> seed32) {
  if (seed32.size() != crypto_box_SEEDBYTES) throw std::invalid_argument("a seed has 32 bytes");
  KeyPair pair{.public_key = {}, .private_key = Secret(crypto_box_SECRETKEYBYTES)};
  crypto_box_seed_keypair(pair.public_key.bytes.data(), pair.private_key.bytes().data(), seed32.data());
  return pair;
}

bool IsPrivateHalfOf(const PublicKey& public_key, const Secret& secret) {
  if (secret.bytes().size() != crypto_box_SECRETKEYBYTES) return false;
  PublicKey computed;
  crypto_scalarmult_base(computed.bytes.data(), secret.bytes().data());
  return computed == public_key;
}

}  // namespace nuong::vault
