#pragma once
#include <optional>
#include <string>
#include <vector>

#include "people.hpp"
#include "second_factor.hpp"

/// Passkeys as kept. kPeople:
///   passkey/<credential, hex>            whose it is, its public key, count and host, and the lock on her keys
///   passkeys/<member>/<credential, hex>  which are hers
namespace nuong::operations {

struct PasskeyRecord {
  vault::Passkey passkey;
  MemberName member;
  std::string name;  ///< hers for it
  Instant added;
  std::string lock;  ///< vault::LockWithPrf
};
Result<std::optional<PasskeyRecord>> ReadPasskey(store::Reader& reader, const std::string& id);
Result<std::vector<PasskeyRecord>> PasskeysOf(store::Reader& reader, const MemberName& member);
bool HasPasskey(store::Reader& reader, const MemberName& member);
/// False for one whose second factor is a passkey alone: her password opens nothing without it.
bool IsEnoughWithPassword(const Services& services, store::Reader& reader, const SecondFactor& factor,
                          const MemberName& member);
void WritePasskey(store::Writer& writer, const PasskeyRecord& record);
void DropPasskey(store::Writer& writer, const PasskeyRecord& record);

}  // namespace nuong::operations
