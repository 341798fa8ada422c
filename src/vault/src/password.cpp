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

std::string BoundToLock(std::string_view head, const MemberPublic& known) {
  return ByteWriter()
      .Raw(head)
      .Field(kPasswordKind)
      .Raw(ViewOf(known.box.bytes))
      .Raw(ViewOf(known.signing.bytes))
      .Take();
}

}  // namespace

PasswordLock LockWithPassword(const MemberKeys& keys, std::string_view password, PasswordCost cost, Random& random) {
  std::array<std::uint8_t, kSaltSize> salt;
  random.Fill(salt);
  const std::string head = LockHead(CostOf(cost), ViewOf(salt));
  const Secret key = Stretch(password, ViewOf(salt), CostOf(cost));
  return {.known = keys.known(),
          .sealed = head + EncryptFresh(key, BoundToLock(head, keys.known()), keys.SecretBytes().bytes(), random)};
}

Result<MemberKeys> OpenPasswordLock(std::string_view password, const PasswordLock& lock) {
  ByteReader reader(lock.sealed);
  const auto key_version = reader.Header();
  const std::uint32_t passes = reader.U32();
  const StretchCost cost{.passes = passes, .memory_kib = reader.U32()};
  const std::string_view salt = reader.Raw(kSaltSize);
  if (key_version != 0u || !reader.ok() || !IsKnownCost(cost)) return WrongPassword();
  const Secret key = Stretch(password, salt, cost);
  const auto secret = DecryptFresh(key, BoundToLock(LockHead(cost, salt), lock.known), reader.rest());
  if (!secret) return WrongPassword();
  auto keys = MemberKeys::FromSecret(lock.known, secret->bytes());
  if (!keys.ok()) return WrongPassword();
  return keys;
}

PasswordLock DecoyLock(PasswordCost cost) {
  static constexpr std::size_t kCipherSize = sizeof(Nonce) + 2 * kKeySize + crypto_aead_xchacha20poly1305_ietf_ABYTES;
  return {.known = {}, .sealed = LockHead(CostOf(cost), std::string(kSaltSize, '\0')) + std::string(kCipherSize, '\0')};
}

std::uint64_t PasswordsStretched() { return StretchesDone(); }

void SpendPasswordWork(std::string_view password, PasswordCost cost) {
  static_cast<void>(OpenPasswordLock(password, DecoyLock(cost)));
}

}  // namespace nuong::vault
