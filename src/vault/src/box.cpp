#include "nuong/vault/box.hpp"

#include <sodium.h>

#include <algorithm>
#include <optional>
#include <stdexcept>

#include "bytes.hpp"
#include "cipher.hpp"
#include "refusals.hpp"

namespace nuong::vault {
namespace {

Nonce BoxNonce(std::string_view ephemeral, const PublicKey& to) {
  const std::string both = std::string(ephemeral) + std::string(ViewOf(to.bytes));
  Nonce nonce;
  crypto_generichash(nonce.data(), nonce.size(), BytesOf(both).data(), both.size(), nullptr, 0);
  return nonce;
}

/// Nothing when the point is of small order: everybody would know the shared key.
std::optional<Secret> SharedKey(std::span<const std::uint8_t> their_public, const Secret& our_private) {
  Secret shared(crypto_box_BEFORENMBYTES);
  if (crypto_box_beforenm(shared.bytes().data(), their_public.data(), our_private.bytes().data()) != 0) {
    return std::nullopt;
  }
  return DeriveKey(kBoxKind, shared.bytes());
}

std::string BoundToBox(std::string_view purpose) { return ByteWriter().Header().Field(kBoxKind).Field(purpose).Take(); }

}  // namespace

std::string BoxSeal(const PublicKey& to, std::span<const std::uint8_t> secret, std::string_view purpose,
                    Random& random) {
  const KeyPair ephemeral = MakeKeyPair(random);
  const auto key = SharedKey(to.bytes, ephemeral.private_key);
  if (!key) throw std::invalid_argument("box to a public key of small order");
  const std::string_view point = ViewOf(ephemeral.public_key.bytes);
  return ByteWriter().Header().Raw(point).Raw(Encrypt(*key, BoxNonce(point, to), BoundToBox(purpose), secret)).Take();
}

Result<Secret> BoxOpen(const KeyPair& pair, std::string_view boxed, std::string_view purpose) {
  ByteReader reader(boxed);
  const auto key_version = reader.Header();
  const std::string_view point = reader.Raw(crypto_box_PUBLICKEYBYTES);
  if (key_version != 0u || !reader.ok()) return Altered("box of unknown form");
  const auto key = SharedKey(BytesOf(point), pair.private_key);
  if (!key) return Altered("box from a point of small order");
  auto secret = Decrypt(*key, BoxNonce(point, pair.public_key), BoundToBox(purpose), reader.rest());
  if (!secret) return Altered("box does not authenticate");
  return std::move(*secret);
}

}  // namespace nuong::vault
