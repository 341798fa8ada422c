#include "membership_entries.hpp"

namespace nuong::operations {

bool IsOfRoster(const ledger::Entry& entry) {
  if (entry.deed != ledger::Deed::kMembership) return false;
  // What one has signed and nobody yet is taken back without a record.
  if (entry.kind == kMemberWithdrawn) return entry.payloads.contains(std::string(kMembershipPayload));
  return entry.kind == kFounded || entry.kind == kMemberAdded || entry.kind == kMemberRemoved ||
         entry.kind == kMemberRestored;
}

Result<void> TakeEntry(Roster& roster, store::Reader& reader, const ledger::Entry& entry,
                       const vault::PublicKey& log_key) {
  const auto bytes = reader.Get(store::Collection::kPayloads, ledger::PayloadKey(entry.sequence, kMembershipPayload));
  NUONG_TRY(const MembershipPayload payload, DecodePayload(bytes.value_or("")));
  return roster.Take(entry.sequence, entry.kind, payload, log_key);
}

}  // namespace nuong::operations
