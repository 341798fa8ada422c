#pragma once
#include "nuong/base/result.hpp"
#include "nuong/operations/caller.hpp"
#include "nuong/operations/security.hpp"
#include "nuong/operations/session.hpp"

/// Passkeys: a credential that verifies its user; the output of its PRF opens the member's keys. Bytes are base64url.
/// Whatever is not as it should be (forged, replayed, of another page or host, a counter that went back, an unknown
/// credential) is refused with one code: kUnauthenticated, "passkey_refused". Each refusal is an entry; kBusy while one
/// waits after several.
namespace nuong::operations {

struct PasskeyChallenge {
  std::string challenge;           ///< good for one answer within five minutes
  std::string rp_id;               ///< this host
  std::string salt;                ///< for the PRF
  std::string user_id;             ///< of the signed-in member; empty when nobody is
  std::vector<std::string> known;  ///< credentials she has already
};
BOOST_DESCRIBE_STRUCT(PasskeyChallenge, (), (challenge, rp_id, salt, user_id, known))

struct NewPasskeyRequest {
  std::string name;
  std::string client_data;
  std::string authenticator_data;
  std::string prf;  ///< 32 bytes
};
BOOST_DESCRIBE_STRUCT(NewPasskeyRequest, (), (name, client_data, authenticator_data, prf))

struct PasskeyRequest {
  std::string credential;
  std::string client_data;
  std::string authenticator_data;
  std::string signature;
  std::string prf;
};
BOOST_DESCRIBE_STRUCT(PasskeyRequest, (), (credential, client_data, authenticator_data, signature, prf))

struct PasskeyIdRequest {
  std::string id;
};
BOOST_DESCRIBE_STRUCT(PasskeyIdRequest, (), (id))

Result<PasskeyChallenge> AskForPasskey(Services& services, const Caller& caller);
/// kInvalid (name), kConflict (known already).
Result<SecurityView> AddPasskey(Services& services, const Caller& caller, const NewPasskeyRequest& request);
/// kConflict: where a second factor is asked for, the last one stays.
Result<SecurityView> RemovePasskey(Services& services, const Caller& caller, const PasskeyIdRequest& request);
Result<SignedIn> SignInWithPasskey(Services& services, const Caller& caller, const PasskeyRequest& request);
Result<SecurityView> StepUpWithPasskey(Services& services, const Caller& caller, const PasskeyRequest& request);

}  // namespace nuong::operations
