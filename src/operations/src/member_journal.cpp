#include "member_journal.hpp"

#include "people.hpp"
#include "refusals.hpp"

namespace nuong::operations {

Result<Receipt> MemberJournal::Append(const Job& job) {
  return Journal::Append(
      [&](store::Writer& writer, std::uint64_t sequence, bool* nothing_new) -> Result<ledger::Draft> {
        NUONG_TRY(ledger::Draft draft, job(writer, sequence, nothing_new));
        if (!draft.entry.member.IsEmpty() && !IsMember(writer, draft.entry.member)) return NotSignedIn();
        return draft;
      });
}

}  // namespace nuong::operations
