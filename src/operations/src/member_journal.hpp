#pragma once
#include "nuong/ledger/journal.hpp"

namespace nuong::operations {

/// The journal as the operations write to it: an entry in the name of a member is made only while she is one. Asked in
/// the transaction itself, so that nothing of hers is done after the commit that removes her.
class MemberJournal : public ledger::Journal {
 public:
  using Journal::Journal;

  using Job = std::function<Result<ledger::Draft>(store::Writer&, std::uint64_t sequence, bool* nothing_new)>;
  Result<Receipt> Append(const Job& job);
};

}  // namespace nuong::operations
