#pragma once
#include <cstdint>
#include <string>
#include <string_view>

#include "nuong/base/ports.hpp"
#include "nuong/base/result.hpp"
#include "nuong/vault/member_keys.hpp"

namespace nuong::vault {

/// Cost of one password check. kInteractive is 64 MiB and three passes; kTest is for tests and scenarios only, and a
/// lock made with it says so.
enum class PasswordCost { kInteractive, kTest };

/// What is kept of a member: her public keys, and the private ones sealed under Argon2id(password, salt).
/// Passwords are taken byte for byte: give NFC, as ParseJson does.
struct PasswordLock {
  MemberPublic known;
  std::string sealed;  ///< suite, cost, salt, nonce, ciphertext
};
PasswordLock LockWithPassword(const MemberKeys& keys, std::string_view password, PasswordCost cost, Random& random);
/// kUnauthenticated when the password is wrong or the lock was altered: the two are told alike. A cost that is not one
/// of PasswordCost is refused before any work is done.
Result<MemberKeys> OpenPasswordLock(std::string_view password, const PasswordLock& lock);
/// How many passwords this process has stretched: what a test counts to see that two refusals cost the same.
std::uint64_t PasswordsStretched();
/// Does the same work as a failing OpenPasswordLock, so that an absent member takes as long as a wrong password.
void SpendPasswordWork(std::string_view password, PasswordCost cost);

}  // namespace nuong::vault
