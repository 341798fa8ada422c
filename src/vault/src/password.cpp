#include "nuong/vault/password.hpp"

#include <sodium.h>

#include <array>

#include "bytes.hpp"
#include "cipher.hpp"
#include "decoy.hpp"
#include "refusals.hpp"
#include "stretch.hpp"

namespace nuong::vault {
namespace {

/// What stands in clear before nonce and ciphertext.
std::string LockHead(const StretchCost& cost, std::string_view salt) {
  return ByteWriter().Header().U32(cost.passes).U32(cost.memory_kib).Raw(salt).Take();
}

std::string BoundToLock(std::string_view head, const PublicKey& public_key) {
  return ByteWriter().Raw(head).Field(kPasswordKind).Raw(ViewOf(public_key.bytes)).Take();
}

}  // namespace

PasswordLock MakePasswordLock(std::string_view password, PasswordCost cost, Random& random, KeyPair* made) {
  KeyPair pair = MakeKeyPair(random);
  std::array<std::uint8_t, kSaltSize> salt;
  random.Fill(salt);
  const std::string head = LockHead(CostOf(cost), ViewOf(salt));
  const Secret key = Stretch(password, ViewOf(salt), CostOf(cost));
  PasswordLock lock{
      .public_key = pair.public_key,
      .sealed = head + EncryptFresh(key, BoundToLock(head, pair.public_key), pair.private_key.bytes(), random)};
  if (made != nullptr) *made = std::move(pair);
  return lock;
}

Result<KeyPair> OpenPasswordLock(std::string_view password, const PasswordLock& lock) {
  ByteReader reader(lock.sealed);
  const auto key_version = reader.Header();
  const std::uint32_t passes = reader.U32();
  const StretchCost cost{.passes = passes, .memory_kib = reader.U32()};
  const std::string_view salt = reader.Raw(kSaltSize);
  if (key_version != 0u || !reader.ok() || !IsKnownCost(cost)) return WrongPassword();
  const Secret key = Stretch(password, salt, cost);
  auto private_key = DecryptFresh(key, BoundToLock(LockHead(cost, salt), lock.public_key), reader.rest());
  if (!private_key || private_key->bytes().size() != crypto_box_SECRETKEYBYTES) return WrongPassword();
  return KeyPair{.public_key = lock.public_key, .private_key = std::move(*private_key)};
}

PasswordLock DecoyLock(PasswordCost cost) {
  static constexpr std::size_t kCipherSize = sizeof(Nonce) + kKeySize + crypto_aead_xchacha20poly1305_ietf_ABYTES;
  return {.public_key = {},
          .sealed = LockHead(CostOf(cost), std::string(kSaltSize, '\0')) + std::string(kCipherSize, '\0')};
}

void SpendPasswordWork(std::string_view password, PasswordCost cost) {
  static_cast<void>(OpenPasswordLock(password, DecoyLock(cost)));
}

}  // namespace nuong::vault
