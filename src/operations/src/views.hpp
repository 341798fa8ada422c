#pragma once
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "case_access.hpp"
#include "nuong/ledger/entry.hpp"

/// The views: what lists, home and pages read. Each is a pure function of the ledger's entries and their plain
/// payloads; the same function keeps them up to date and rebuilds them, so both give the same bytes.
///   kCases      <case>                                     state, canonical JSON
///   kUnitCases  <unit>/<changed at, big-endian>/<case>     one row of a list; in rebuilt order of change
///   kDuties     case/<case>                                all duties of the case
///               mine/<unit>/<due>/<case>/<duty>            open duties by holder, earliest first
///               wait/<unit>/<due>/<case>/<duty>            open duties of others that concern the unit
///               done/<unit>/<day>/<case>/<duty>            duties done, by day
///               passed/…, reform/<day>                     reform days (successions.hpp, reform_record.hpp)
///               search/<member>/<day>/<sequence>           person searches, counted by day
///               export/<unit>/<sequence>                   requests for a file (export_rows.hpp)
///               glass/…                                    emergency accesses (emergency.hpp)
///   kLooks      <case>/<sequence>                          the entries that concern a case
///   kTargets    <target>/<case>                            "1" met, "0" not yet
///   kBeds       <centre>/<group>/<case>                    "held" or "occupied"
namespace nuong::operations {

/// The plain payload ("F1") of a write entry.
struct SkeletonPayload {
  casework::Fact fact;
  std::string code_name;  ///< set by the first fact of a case only
};
std::string EncodeSkeleton(const SkeletonPayload& payload);
Result<SkeletonPayload> DecodeSkeleton(std::string_view bytes);

/// As they stand now: units that have ended are replaced by those that took their place, in the case and in its open
/// duties. What lies in the store has the names of the last act.
Result<std::optional<casework::CaseFile>> ReadCase(const Services& services, store::Reader& reader,
                                                   const CaseId& case_id);
Result<std::vector<regulation::OpenDuty>> ReadDuties(const Services& services, store::Reader& reader,
                                                     const CaseId& case_id);
/// Keys of `<prefix><unit>/` without that beginning, for the unit and all whose place it has taken, in order of bytes;
/// each once. `range` is relative to that beginning too.
Result<std::vector<std::string>> ScanLine(const Services& services, store::Reader& reader, store::Collection collection,
                                          const std::string& prefix, const UnitName& unit, const store::Range& range);

/// The case after one more fact. `before` is empty for the first.
casework::CaseFile After(const Services& services, const std::optional<casework::CaseFile>& before,
                         const CaseId& case_id, const SkeletonPayload& payload);

/// Brings every view up to date with one write entry.
Result<void> ProjectWrite(const Services& services, store::Writer& writer, const CaseId& case_id,
                          const SkeletonPayload& payload);
/// Any entry that concerns a case is a look at it.
void ProjectLook(store::Writer& writer, const ledger::Entry& entry);

/// Units that may list the case.
std::set<UnitName> UnitsThatMayList(const Services& services, const casework::CaseFile& file);

}  // namespace nuong::operations
