#pragma once
#include "nuong/base/result.hpp"
#include "nuong/operations/caller.hpp"
#include "nuong/operations/session.hpp"
#include "nuong/operations/wire.hpp"

/// What a member does about her own signing in: password, one-time codes, where she is signed in, stepping up.
namespace nuong::operations {

struct SessionRow {
  std::string id;
  std::string began_at;
  std::string used_at;
  bool is_here = false;
};
BOOST_DESCRIBE_STRUCT(SessionRow, (), (id, began_at, used_at, is_here))

struct PasskeyRow {
  std::string id;
  std::string name;
  std::string added_at;
};
BOOST_DESCRIBE_STRUCT(PasskeyRow, (), (id, name, added_at))

struct SecurityView {
  bool has_codes = false;          ///< one-time codes are asked for beside her password
  std::int64_t recovery_left = 0;  ///< recovery codes not used yet
  std::vector<PasskeyRow> passkeys;
  std::vector<SessionRow> sessions;          ///< newest first
  std::optional<std::string> strong_until;   ///< stepped up, or signed in so, until then
  std::optional<std::string> passkey_until;  ///< … with a passkey
};
BOOST_DESCRIBE_STRUCT(SecurityView, (), (has_codes, recovery_left, passkeys, sessions, strong_until, passkey_until))

struct StartedCodes {
  std::string secret;  ///< base32, to be typed into an app
  std::string uri;     ///< otpauth://…, to be shown as a picture
};
BOOST_DESCRIBE_STRUCT(StartedCodes, (), (secret, uri))

struct CodeRequest {
  std::string code;
};
BOOST_DESCRIBE_STRUCT(CodeRequest, (), (code))

struct RecoveryView {
  std::vector<std::string> codes;  ///< shown once; each opens once in place of a one-time code
};
BOOST_DESCRIBE_STRUCT(RecoveryView, (), (codes))

struct PasswordRequest {
  std::string old_password;
  std::string password;
};
BOOST_DESCRIBE_STRUCT(PasswordRequest, (), (old_password, password))

struct StepUpRequest {
  std::string password;
  std::optional<std::string> code;
};
BOOST_DESCRIBE_STRUCT(StepUpRequest, (), (password, code))

struct SessionRequest {
  std::string id;
};
BOOST_DESCRIBE_STRUCT(SessionRequest, (), (id))

/// These answer also to a session that is let in only to set up a second factor. kUnauthenticated.
Result<SecurityView> ShowSecurity(Services& services, const Caller& caller);
/// Makes a new secret; the present one, if any, holds until the new one is confirmed. kRefused: codes are set up and
/// the caller has not stepped up.
Result<StartedCodes> StartCodes(Services& services, const Caller& caller);
/// kInvalid: not the code of the new secret.
Result<RecoveryView> ConfirmCodes(Services& services, const Caller& caller, const CodeRequest& request);
/// Seals her keys under the new password and ends her other sessions. kInvalid (too short), kRefused (the old one is
/// not right), kBusy.
Result<void> ChangePassword(Services& services, const Caller& caller, const PasswordRequest& request);

/// Shows once more who sits there: password and, when set up, a code. Holds for ten minutes. kRefused, kBusy.
Result<SecurityView> StepUp(Services& services, const Caller& caller, const StepUpRequest& request);
/// Ends one of her other sessions. kAbsent.
Result<void> EndSession(Services& services, const Caller& caller, const SessionRequest& request);

}  // namespace nuong::operations
