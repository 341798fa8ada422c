#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "nuong/base/ports.hpp"
#include "nuong/base/result.hpp"
#include "nuong/vault/member_keys.hpp"

/// Passkeys: WebAuthn credentials (ES256) that verify their user and whose PRF output opens the member's keys.
namespace nuong::vault {

struct Passkey {
  std::string id;          ///< of the credential, bytes
  std::string public_key;  ///< P-256: x, y
  std::uint32_t count = 0;
  std::string rp_id;  ///< host it was made for
};

/// What the browser's clientDataJSON must say.
struct PasskeyCeremony {
  bool creates = false;   ///< webauthn.create, else webauthn.get
  std::string challenge;  ///< bytes given out for this once
  std::string origin;
};

/// A new credential from the authenticator data of a registration without attestation. Its user must have been
/// verified. One error for everything that is not as it should be: kUnauthenticated, "passkey_refused".
Result<Passkey> ReadPasskey(const PasskeyCeremony& ceremony, std::string_view rp_id, std::string_view client_data,
                            std::string_view authenticator_data);
/// Checks an assertion and gives the new count. The same one error for a forged, foreign, replayed or stale one.
Result<std::uint32_t> VerifyPasskey(const PasskeyCeremony& ceremony, const Passkey& passkey,
                                    std::string_view client_data, std::string_view authenticator_data,
                                    std::string_view signature);

/// The member's keys sealed under the credential's PRF output, 32 secret bytes.
std::string LockWithPrf(const MemberKeys& keys, std::string_view prf, std::string_view credential_id, Random& random);
/// kUnauthenticated when it is another output or the lock was altered.
Result<MemberKeys> OpenPrfLock(const MemberPublic& known, std::string_view sealed, std::string_view prf,
                               std::string_view credential_id);

/// RFC 4648 section 5 without padding; strict.
std::string Base64Url(std::string_view bytes);
std::optional<std::string> FromBase64Url(std::string_view text);

}  // namespace nuong::vault
