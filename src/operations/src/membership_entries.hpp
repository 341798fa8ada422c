#pragma once
#include "membership_log.hpp"
#include "nuong/ledger/entry.hpp"

namespace nuong::operations {

/// Does this entry make, end, restore or take back a membership?
bool IsOfRoster(const ledger::Entry& entry);

/// Takes what lies beside such an entry.
Result<void> TakeEntry(Roster& roster, store::Reader& reader, const ledger::Entry& entry,
                       const vault::PublicKey& log_key);

}  // namespace nuong::operations
