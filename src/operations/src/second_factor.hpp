#pragma once
#include <optional>
#include <string>
#include <vector>

#include "people.hpp"
#include "services.hpp"

/// What a member shows beside her password. kPeople:
///   factor/<member>   the secret of her one-time codes under the root key's lock, the last step used, keyed hashes of
///                     the recovery codes that are left
namespace nuong::operations {

struct SecondFactor {
  std::string secret;   ///< of one-time codes; empty when there are none
  std::string pending;  ///< made, not confirmed yet
  std::uint64_t last_step = 0;
  std::vector<std::string> recovery;

  bool is_set() const { return !secret.empty(); }
};
Result<SecondFactor> ReadSecondFactor(const Services& services, store::Reader& reader, const MemberName& name);
void WriteSecondFactor(Services& services, store::Writer& writer, const MemberName& name, const SecondFactor& factor);
void DropSecondFactor(store::Writer& writer, const MemberName& name);

/// What showing `code` leads to: the factor after it, or nothing when it is not right. Always the same work.
std::optional<SecondFactor> AfterCode(const Services& services, const SecondFactor& factor, const std::string& code,
                                      Instant now);

struct RecoveryCodes {
  std::vector<std::string> shown;   ///< to be written down
  std::vector<std::string> hashes;  ///< kept
};
RecoveryCodes MakeRecoveryCodes(Services& services);

}  // namespace nuong::operations
