#pragma once
#include <string>
#include <vector>

#include "nuong/base/ports.hpp"
#include "nuong/base/result.hpp"
#include "nuong/vault/member_keys.hpp"

namespace nuong::vault {

inline constexpr std::size_t kRecoveryShares = 5;
inline constexpr std::size_t kRecoveryThreshold = 3;

/// The recovery key of a directory, cut into shares that people of different agencies keep on paper. Any three give it
/// back; two tell nothing about it. Whole it exists only while it is made and while it is used.
struct Recovery {
  MemberPublic known;               ///< what the founding keeps
  std::vector<std::string> shares;  ///< each 80 hex digits in groups of four; the first two digits are its number
};
Recovery MakeRecovery(Random& random);

/// The key from three shares as they were typed: upper and lower case, blanks and hyphens make no difference. Errors:
/// kInvalid "share_mistyped" (names which), "share_foreign" (of another directory), "shares_too_few" (not three
/// different ones); kUnauthenticated "shares_wrong".
Result<MemberKeys> JoinShares(const MemberPublic& known, const std::vector<std::string>& shares);

}  // namespace nuong::vault
