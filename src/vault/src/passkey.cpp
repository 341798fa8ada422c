#include "nuong/vault/passkey.hpp"

#include <fido.h>
#include <fido/es256.h>

#include <algorithm>
#include <memory>

#include "bytes.hpp"
#include "cipher.hpp"
#include "nuong/base/value.hpp"
#include "nuong/vault/hash.hpp"
#include "refusals.hpp"

namespace nuong::vault {
namespace {

constexpr std::string_view kPrfKind = "member-passkey";
constexpr std::size_t kPrfSize = 32;
constexpr std::size_t kHashSize = 32;
constexpr std::size_t kPointSize = 64;
constexpr std::size_t kMostIdBytes = 1023;
constexpr std::uint8_t kUserPresent = 0x01;
constexpr std::uint8_t kUserVerified = 0x04;
constexpr std::uint8_t kHasExtensions = 0x80;

Error PasskeyRefused(std::string note) {
  return {.code = ErrorCode::kUnauthenticated,
          .id = "passkey_refused",
          .message = {.vi = "Khóa đăng nhập này không được chấp nhận.", .en = "This passkey is not accepted."},
          .note = std::move(note),
          .fields = {}};
}

struct FreeCredential {
  void operator()(fido_cred_t* credential) const { fido_cred_free(&credential); }
};
struct FreeAssertion {
  void operator()(fido_assert_t* assertion) const { fido_assert_free(&assertion); }
};
struct FreeKey {
  void operator()(es256_pk_t* key) const { es256_pk_free(&key); }
};

/// What the browser says of itself: kind of ceremony, our challenge, the page's origin.
bool SaysRight(const PasskeyCeremony& ceremony, std::string_view client_data) {
  const auto value = ParseJson(client_data, {.depth = 8, .bytes = 8192});
  if (!value.ok() || value->AsObject() == nullptr) return false;
  if (const Value* cross = value->Find("crossOrigin"); cross != nullptr && cross->AsBool() != nullptr) {
    if (*cross->AsBool()) return false;
  }
  return value->TextAt("type") == (ceremony.creates ? "webauthn.create" : "webauthn.get") &&
         EqualSecrets(value->TextAt("challenge"), Base64Url(ceremony.challenge)) &&
         value->TextAt("origin") == ceremony.origin;
}

std::string HashOf(std::string_view bytes) {
  const auto hash = Sha256(bytes);
  return std::string(ViewOf(hash));
}

/// rpIdHash 32 | flags | count …: made for this host, with a verified user?
bool IsForUserOf(std::string_view rp_id, std::string_view authenticator_data) {
  if (authenticator_data.size() < kHashSize + 5) return false;
  const auto flags = static_cast<std::uint8_t>(authenticator_data[kHashSize]);
  return authenticator_data.substr(0, kHashSize) == HashOf(rp_id) && (flags & kUserPresent) != 0 &&
         (flags & kUserVerified) != 0;
}

bool HasExtensions(std::string_view authenticator_data) {
  return (static_cast<std::uint8_t>(authenticator_data[kHashSize]) & kHasExtensions) != 0;
}

std::string BoundToPrf(const MemberPublic& known, std::string_view credential_id) {
  return ByteWriter()
      .Header()
      .Field(kPrfKind)
      .Field(credential_id)
      .Raw(ViewOf(known.box.bytes))
      .Raw(ViewOf(known.signing.bytes))
      .Take();
}

}  // namespace

Result<Passkey> ReadPasskey(const PasskeyCeremony& ceremony, std::string_view rp_id, std::string_view client_data,
                            std::string_view authenticator_data) {
  if (!SaysRight(ceremony, client_data)) return PasskeyRefused("client data of another ceremony");
  if (!IsForUserOf(rp_id, authenticator_data)) return PasskeyRefused("not for this host, or the user not verified");
  const std::unique_ptr<fido_cred_t, FreeCredential> credential(fido_cred_new());
  if (!credential) throw std::bad_alloc();
  const auto bytes = BytesOf(authenticator_data);
  if (fido_cred_set_type(credential.get(), COSE_ES256) != FIDO_OK ||
      fido_cred_set_authdata_raw(credential.get(), bytes.data(), bytes.size()) != FIDO_OK ||
      fido_cred_pubkey_len(credential.get()) != kPointSize || fido_cred_id_len(credential.get()) == 0 ||
      fido_cred_id_len(credential.get()) > kMostIdBytes) {
    return PasskeyRefused("no credential of the asked kind");
  }
  return Passkey{.id = std::string(ViewOf({fido_cred_id_ptr(credential.get()), fido_cred_id_len(credential.get())})),
                 .public_key = std::string(ViewOf({fido_cred_pubkey_ptr(credential.get()), kPointSize})),
                 .count = fido_cred_sigcount(credential.get()),
                 .rp_id = std::string(rp_id)};
}

Result<std::uint32_t> VerifyPasskey(const PasskeyCeremony& ceremony, const Passkey& passkey,
                                    std::string_view client_data, std::string_view authenticator_data,
                                    std::string_view signature) {
  if (!SaysRight(ceremony, client_data)) return PasskeyRefused("client data of another ceremony");
  if (!IsForUserOf(passkey.rp_id, authenticator_data)) {
    return PasskeyRefused("not for this host, or the user not verified");
  }
  const std::unique_ptr<es256_pk_t, FreeKey> key(es256_pk_new());
  const std::unique_ptr<fido_assert_t, FreeAssertion> assertion(fido_assert_new());
  if (!key || !assertion) throw std::bad_alloc();
  const std::string hash = HashOf(client_data);
  const auto data = BytesOf(authenticator_data);
  const int extensions = HasExtensions(authenticator_data) ? FIDO_EXT_HMAC_SECRET : 0;
  const bool accepted =
      es256_pk_from_ptr(key.get(), passkey.public_key.data(), passkey.public_key.size()) == FIDO_OK &&
      fido_assert_set_clientdata_hash(assertion.get(), BytesOf(hash).data(), hash.size()) == FIDO_OK &&
      fido_assert_set_rp(assertion.get(), passkey.rp_id.c_str()) == FIDO_OK &&
      fido_assert_set_up(assertion.get(), FIDO_OPT_TRUE) == FIDO_OK &&
      fido_assert_set_uv(assertion.get(), FIDO_OPT_TRUE) == FIDO_OK &&
      fido_assert_set_extensions(assertion.get(), extensions) == FIDO_OK &&
      fido_assert_set_count(assertion.get(), 1) == FIDO_OK &&
      fido_assert_set_authdata_raw(assertion.get(), 0, data.data(), data.size()) == FIDO_OK &&
      fido_assert_set_sig(assertion.get(), 0, BytesOf(signature).data(), signature.size()) == FIDO_OK &&
      fido_assert_verify(assertion.get(), 0, COSE_ES256, key.get()) == FIDO_OK;
  if (!accepted) return PasskeyRefused("the assertion does not verify");
  const std::uint32_t count = fido_assert_sigcount(assertion.get(), 0);
  // An authenticator that counts never goes back; one that does not count says 0 always.
  if ((count != 0 || passkey.count != 0) && count <= passkey.count) return PasskeyRefused("the counter went back");
  return count;
}

std::string LockWithPrf(const MemberKeys& keys, std::string_view prf, std::string_view credential_id, Random& random) {
  return ByteWriter()
      .Header()
      .Raw(EncryptFresh(DeriveKey(kPrfKind, BytesOf(prf)), BoundToPrf(keys.known(), credential_id),
                        keys.SecretBytes().bytes(), random))
      .Take();
}

Result<MemberKeys> OpenPrfLock(const MemberPublic& known, std::string_view sealed, std::string_view prf,
                               std::string_view credential_id) {
  ByteReader reader(sealed);
  if (reader.Header() != 0u || prf.size() != kPrfSize) return PasskeyRefused("a lock of unknown form");
  const auto secret = DecryptFresh(DeriveKey(kPrfKind, BytesOf(prf)), BoundToPrf(known, credential_id), reader.rest());
  if (!secret) return PasskeyRefused("the lock does not open");
  auto keys = MemberKeys::FromSecret(known, secret->bytes());
  if (!keys.ok()) return PasskeyRefused("the lock holds other keys");
  return keys;
}

std::string Base64Url(std::string_view bytes) {
  std::string text = Base64(bytes);
  std::replace(text.begin(), text.end(), '+', '-');
  std::replace(text.begin(), text.end(), '/', '_');
  text.erase(std::find(text.begin(), text.end(), '='), text.end());
  return text;
}

std::optional<std::string> FromBase64Url(std::string_view text) {
  if (text.find_first_of("+/=") != std::string_view::npos) return std::nullopt;
  std::string padded(text);
  std::replace(padded.begin(), padded.end(), '-', '+');
  std::replace(padded.begin(), padded.end(), '_', '/');
  while (padded.size() % 4 != 0) padded.push_back('=');
  return FromBase64(padded);
}

}  // namespace nuong::vault
