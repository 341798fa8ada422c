#pragma once
#include "nuong/ledger/entry.hpp"
#include "nuong/operations/list_duties.hpp"
#include "services.hpp"

namespace nuong::operations {

/// Counts a search for its member and day: kDuties search/<member>/<day>/<sequence>. Other entries are none.
void ProjectSearch(store::Writer& writer, Offset offset, const ledger::Entry& entry);

/// What others searched for and may be a person in the care of `unit`.
Result<std::vector<MatchNoticeView>> MatchNoticesOf(Services& services, store::Reader& reader, const UnitName& unit);

}  // namespace nuong::operations
