#pragma once
#include <optional>
#include <string>

#include "nuong/operations/wiring.hpp"
#include "people.hpp"

/// The acts that make and end a membership, inside the transaction of the caller's entry.
namespace nuong::operations {

/// May this member approve for `unit`? The regulation says who (`approve_member`); what she is to it are the duties of
/// her record and "own_unit".
access::Decision MayApprove(const Services& services, const MemberRow& approver, const UnitName& unit);

/// The caller with her own record, from the ledger.
struct Asking {
  Sessions::Person person;
  MemberRow row;
};
Result<Asking> WhoAsks(Services& services, const Caller& caller);

Result<void> CheckNewRow(const Services& services, store::Reader& reader, const MemberRow& row);

/// Whoever comes first into a unit must be able to let the others in.
Result<void> CheckFirst(const Services& services, store::Reader& reader, const MemberRow& row);

Membership RecordOf(const MemberRow& row, const vault::MemberPublic& keys, bool joins, Instant from);

/// Writes the member whose record two approvers have signed, boxes the unit's keys to her and gives the entry. `keys`
/// are those of the unit; null when it has no member, then its keys are made. `kind`: kMemberAdded, or kMemberRestored
/// when the recovery key has signed instead.
Result<ledger::Draft> Admit(Services& services, store::Writer& writer, std::uint64_t sequence, std::string_view kind,
                            const Caller& caller, const MemberRow& by, const MembershipPayload& payload,
                            const vault::PasswordLock& lock, const vault::UnitKeys* keys);
/// Ends the membership: the row and every box go, and the unit gets new keys. The caller ends her sessions.
Result<ledger::Draft> Dismiss(Services& services, store::Writer& writer, std::uint64_t sequence, const Caller& caller,
                              const MemberRow& by, const MembershipPayload& payload, const vault::UnitKeys& keys);

/// The keys a newcomer to `unit` gets, from the second approver's hand; nothing when the unit has no member yet.
/// kRefused when she is of another unit.
Result<std::optional<vault::UnitKeys>> KeysToPassOn(Services& services, store::Reader& reader, const UnitName& unit,
                                                    const MemberRow& approver, const vault::MemberKeys& own);

/// True when the row says what the ledger says; else the difference is on record as an alert.
Result<bool> IsProved(Services& services, const Caller& caller, const MemberRecord& record);

}  // namespace nuong::operations
