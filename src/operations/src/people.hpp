#pragma once
#include <optional>
#include <string>
#include <vector>

#include "membership_log.hpp"
#include "nuong/base/result.hpp"
#include "nuong/operations/wiring.hpp"
#include "services.hpp"

/// People as kept in the store (kPeople):
///   member/<name>    unit, title, duties, public keys and the lock on the private ones
///   joining/<name>   somebody invited, until she is a member
///   leaving/<name>   a removal that one approver has signed
namespace nuong::operations {

struct MemberRecord {
  MemberRow row;
  vault::PasswordLock lock;
};
Result<std::optional<MemberRecord>> ReadMember(store::Reader& reader, const MemberName& name);
void WriteMember(store::Writer& writer, const MemberRecord& record);
void DropMember(store::Writer& writer, const MemberName& name);
bool IsMember(store::Reader& reader, const MemberName& name);

/// Somebody on her way in.
struct Joining {
  MemberRow row;
  MemberName invited_by;
  Instant invited_at;
  std::string code_hash;                    ///< of the invitation code; empty once it was used
  std::optional<vault::PasswordLock> lock;  ///< her keys, once she has made them
  std::string record;                       ///< what the first approver signed
  std::optional<Approval> approval;
};
Result<std::optional<Joining>> ReadJoining(store::Reader& reader, const MemberName& name);
Result<std::vector<Joining>> ListJoining(store::Reader& reader);
void WriteJoining(store::Writer& writer, const Joining& joining);
void DropJoining(store::Writer& writer, const MemberName& name);

struct Leaving {
  MemberName member;
  std::string record;
  Approval approval;
};
Result<std::optional<Leaving>> ReadLeaving(store::Reader& reader, const MemberName& name);
void WriteLeaving(store::Writer& writer, const Leaving& leaving);
void DropLeaving(store::Writer& writer, const MemberName& name);

/// Opens every class key of the member's unit with her own key. Classes she holds no key of are left out. kCorrupt when
/// a box does not hold the private half of the unit's public key.
Result<vault::UnitKeys> OpenUnitKeys(store::Reader& reader, const MemberRow& member, const vault::KeyPair& own);

/// A unit's public key as the ledger proves it; kCorrupt when the keyring holds another. Ask before anything is
/// wrapped.
Result<std::optional<vault::PublicKey>> ProvedUnitKey(const Services& services, store::Reader& reader,
                                                      const UnitName& unit, FieldClass field_class);

/// The unit's keys of a signed-in member, as they are now: after a rotation they are opened anew.
Result<vault::UnitKeys> KeysInHand(Services& services, const std::string& session, const Sessions::Person& person);

/// An entry that is about a person or a session rather than a case.
ledger::Entry PlainEntry(Services& services, ledger::Deed deed, std::string kind, const Caller& caller,
                         const MemberName& member, const UnitName& unit);

}  // namespace nuong::operations
