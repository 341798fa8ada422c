#include "nuong/vault/member_keys.hpp"

#include <sodium.h>

#include <algorithm>
#include <cassert>

#include "bytes.hpp"
#include "cipher.hpp"
#include "nuong/vault/hash.hpp"
#include "nuong/vault/root_key.hpp"
#include "refusals.hpp"

namespace nuong::vault {
namespace {

constexpr std::string_view kMemberRestKind = "rest-member";
constexpr std::size_t kHalf = 32;
static_assert(crypto_box_SECRETKEYBYTES == kHalf && crypto_sign_SEEDBYTES == kHalf);

struct SigningPair {
  PublicKey public_key;
  Secret private_key{crypto_sign_SECRETKEYBYTES};
};

SigningPair SigningOf(std::span<const std::uint8_t> seed) {
  SigningPair pair;
  crypto_sign_seed_keypair(pair.public_key.bytes.data(), pair.private_key.bytes().data(), seed.data());
  return pair;
}

std::string Purposed(std::string_view purpose, std::string_view message) {
  return ByteWriter().Field(purpose).Raw(message).Take();
}

std::string BoundToRest(const MemberPublic& known) {
  return ByteWriter()
      .Header()
      .Field(kMemberRestKind)
      .Raw(ViewOf(known.box.bytes))
      .Raw(ViewOf(known.signing.bytes))
      .Take();
}

PublicKey KeyFrom(std::string_view bytes) {
  PublicKey key;
  std::ranges::copy(BytesOf(bytes), key.bytes.begin());
  return key;
}

}  // namespace

std::string MemberPublic::Fingerprint() const {
  const auto hash = Sha256(Purposed("member", std::string(ViewOf(box.bytes)) + std::string(ViewOf(signing.bytes))));
  const std::string hex = Hex(ViewOf(std::span(hash).first(20)));
  std::string groups;
  for (std::size_t at = 0; at < hex.size(); at += 4) groups += (at == 0 ? "" : " ") + hex.substr(at, 4);
  return groups;
}

MemberKeys MemberKeys::Make(Random& random) {
  MemberKeys keys;
  keys.box_ = MakeKeyPair(random);
  keys.signing_seed_ = MakeSecret(kHalf, random);
  keys.known_ = {keys.box_.public_key, SigningOf(keys.signing_seed_.bytes()).public_key};
  return keys;
}

MemberKeys MemberKeys::OfSecret(const Secret& secret64) {
  assert(secret64.bytes().size() == 2 * kHalf);
  MemberKeys keys;
  keys.box_.private_key = Secret::CopyOf(secret64.bytes().first(kHalf));
  keys.signing_seed_ = Secret::CopyOf(secret64.bytes().last(kHalf));
  crypto_scalarmult_base(keys.box_.public_key.bytes.data(), keys.box_.private_key.bytes().data());
  keys.known_ = {keys.box_.public_key, SigningOf(keys.signing_seed_.bytes()).public_key};
  return keys;
}

Result<MemberKeys> MemberKeys::FromSecret(const MemberPublic& known, std::span<const std::uint8_t> secret64) {
  if (secret64.size() != 2 * kHalf) return Altered("a member's keys are not 64 bytes");
  MemberKeys keys = OfSecret(Secret::CopyOf(secret64));
  if (keys.known_ != known) return Altered("a member's keys are not the private halves of the known ones");
  return keys;
}

std::string MemberKeys::Sign(std::string_view purpose, std::string_view message) const {
  const SigningPair pair = SigningOf(signing_seed_.bytes());
  const std::string purposed = Purposed(purpose, message);
  std::string signature(crypto_sign_BYTES, '\0');
  crypto_sign_detached(reinterpret_cast<std::uint8_t*>(signature.data()), nullptr, BytesOf(purposed).data(),
                       purposed.size(), pair.private_key.bytes().data());
  return signature;
}

Secret MemberKeys::SecretBytes() const {
  Secret both(2 * kHalf);
  std::ranges::copy(box_.private_key.bytes(), both.bytes().begin());
  std::ranges::copy(signing_seed_.bytes(), both.bytes().begin() + kHalf);
  return both;
}

bool IsSignedBy(const PublicKey& signer, std::string_view purpose, std::string_view message,
                std::string_view signature) {
  return VerifySignature(signer, Purposed(purpose, message), signature);
}

std::string RestMemberKeys(const MemberKeys& keys, std::span<const std::uint8_t> session_token, Random& random) {
  const MemberPublic& known = keys.known();
  return ByteWriter()
      .Header()
      .Raw(ViewOf(known.box.bytes))
      .Raw(ViewOf(known.signing.bytes))
      .Raw(EncryptFresh(DeriveKey(kMemberRestKind, session_token), BoundToRest(known), keys.SecretBytes().bytes(),
                        random))
      .Take();
}

Result<MemberKeys> WakeMemberKeys(std::string_view resting, std::span<const std::uint8_t> session_token) {
  ByteReader reader(resting);
  const auto key_version = reader.Header();
  const std::string_view box = reader.Raw(kHalf);
  const std::string_view signing = reader.Raw(kHalf);
  if (key_version != 0u || !reader.ok()) return SessionEnded();
  const MemberPublic known{KeyFrom(box), KeyFrom(signing)};
  const auto secret = DecryptFresh(DeriveKey(kMemberRestKind, session_token), BoundToRest(known), reader.rest());
  if (!secret) return SessionEnded();
  auto keys = MemberKeys::FromSecret(known, secret->bytes());
  if (!keys.ok()) return SessionEnded();
  return keys;
}

}  // namespace nuong::vault
