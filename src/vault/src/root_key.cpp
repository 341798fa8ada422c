#include "nuong/vault/root_key.hpp"

#include <sodium.h>

#include <cassert>
#include <utility>

#include "bytes.hpp"
#include "cipher.hpp"
#include "refusals.hpp"
#include "stretch.hpp"

namespace nuong::vault {
namespace {

/// One context of eight bytes for each thing the root key does.
constexpr char kSigningContext[crypto_kdf_CONTEXTBYTES + 1] = "nu_sign_";
constexpr char kLockContext[crypto_kdf_CONTEXTBYTES + 1] = "nu_lock_";
constexpr char kHashContext[crypto_kdf_CONTEXTBYTES + 1] = "nu_hash_";

Secret SubKey(const Secret& seed, const char* context) {
  Secret key(kKeySize);
  crypto_kdf_derive_from_key(key.bytes().data(), kKeySize, 1, context, seed.bytes().data());
  return key;
}

std::string BoundToRootLock(std::string_view purpose) {
  return ByteWriter().Header().Field(kLockKind).Field(purpose).Take();
}

}  // namespace

struct RootKey::Parts {
  PublicKey signing_public;
  Secret signing_private{crypto_sign_SECRETKEYBYTES};
  Secret locking;
  Secret hashing;

  Secret LockingFor(std::string_view purpose) const { return DeriveKey(purpose, locking.bytes()); }
};

RootKey::RootKey(Secret seed) : seed_(std::move(seed)), parts_(std::make_unique<Parts>()) {
  assert(seed_.bytes().size() == crypto_kdf_KEYBYTES);
  const Secret signing_seed = SubKey(seed_, kSigningContext);
  crypto_sign_seed_keypair(parts_->signing_public.bytes.data(), parts_->signing_private.bytes().data(),
                           signing_seed.bytes().data());
  parts_->locking = SubKey(seed_, kLockContext);
  parts_->hashing = SubKey(seed_, kHashContext);
}

RootKey::RootKey(RootKey&&) noexcept = default;
RootKey::~RootKey() = default;

RootKey RootKey::FromPassphrase(std::string_view passphrase, std::string_view salt, PasswordCost cost) {
  std::string short_salt(kSaltSize, '\0');
  crypto_generichash(reinterpret_cast<std::uint8_t*>(short_salt.data()), kSaltSize, BytesOf(salt).data(), salt.size(),
                     nullptr, 0);
  return RootKey(Stretch(passphrase, short_salt, CostOf(cost)));
}

RootKey RootKey::FromSeed(std::span<const std::uint8_t> seed32) { return RootKey(Secret::CopyOf(seed32)); }

PublicKey RootKey::signing_public_key() const { return parts_->signing_public; }

std::string RootKey::Sign(std::string_view message) const {
  std::string signature(crypto_sign_BYTES, '\0');
  crypto_sign_detached(reinterpret_cast<std::uint8_t*>(signature.data()), nullptr, BytesOf(message).data(),
                       message.size(), parts_->signing_private.bytes().data());
  return signature;
}

std::string RootKey::Lock(std::string_view purpose, std::string_view bytes, Random& random) const {
  return ByteWriter()
      .Header()
      .Raw(EncryptFresh(parts_->LockingFor(purpose), BoundToRootLock(purpose), BytesOf(bytes), random))
      .Take();
}

Result<std::string> RootKey::Unlock(std::string_view purpose, std::string_view locked) const {
  return OpenerFor(purpose).Unlock(locked);
}

RootKey::Opener RootKey::OpenerFor(std::string_view purpose) const {
  return {parts_->LockingFor(purpose), BoundToRootLock(purpose)};
}

Result<std::string> RootKey::Opener::Unlock(std::string_view locked) const {
  ByteReader reader(locked);
  if (reader.Header() != 0u) return Altered("root lock of unknown form");
  const auto bytes = DecryptFresh(key_, bound_, reader.rest());
  if (!bytes) return Altered("root lock does not authenticate");
  return std::string(ViewOf(bytes->bytes()));
}

std::string RootKey::KeyedHash(std::string_view purpose, std::string_view bytes) const {
  return KeyedBlake(parts_->hashing, ByteWriter().Field(purpose).Field(bytes).text());
}

bool VerifySignature(const PublicKey& signer, std::string_view message, std::string_view signature) {
  return signature.size() == crypto_sign_BYTES &&
         crypto_sign_verify_detached(BytesOf(signature).data(), BytesOf(message).data(), message.size(),
                                     signer.bytes.data()) == 0;
}

}  // namespace nuong::vault
