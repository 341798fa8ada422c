#pragma once
#include "match_sheet.hpp"
#include "nuong/ledger/entry.hpp"
#include "nuong/operations/list_duties.hpp"
#include "services.hpp"

namespace nuong::operations {

/// Counts a search for its member and day: kDuties search/<member>/<day>/<sequence>. Other entries are none.
void ProjectSearch(store::Writer& writer, Offset offset, const ledger::Entry& entry);

/// How many searches of the member stand on the day of `at`.
std::int64_t SearchesOn(store::Reader& reader, Offset offset, const MemberName& member, Instant at);

/// The words of a question, or what is wrong with it. Neither a part of a name nor a sign for "anything" is a question.
Result<PersonWords> AskedWords(const std::string& name, const std::optional<std::int64_t>& birth_year,
                               const std::optional<std::string>& document);

/// What others searched for and may be a person in the care of `unit`.
Result<std::vector<MatchNoticeView>> MatchNoticesOf(Services& services, store::Reader& reader, const UnitName& unit);

}  // namespace nuong::operations
