#pragma once
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "nuong/ledger/entry.hpp"
#include "services.hpp"

/// Requests to take cases out in a file, as the ledger has them: entries of deed "export" with a payload "export",
/// kinds kExportAsked, kExportConfirmed and kExportTaken. A case that leaves has an entry of its own (case_look.hpp).
/// Rows of kDuties, functions of the entries:
///   export/<unit>/<sequence>   the request, canonical JSON
namespace nuong::operations {

inline constexpr const char* kExportAsked = "export_asked";
inline constexpr const char* kExportConfirmed = "export_confirmed";
inline constexpr const char* kExportTaken = "export_taken";

enum class ExportState { kWaiting, kReady, kOver };
std::string_view ExportStateCode(ExportState state);  ///< waiting | ready | over

struct Export {
  std::uint64_t sequence = 0;
  Instant at;
  MemberName member;  ///< who asked, and who takes it
  UnitName unit;
  std::string purpose;
  std::string reason;  ///< code
  std::set<FieldClass> classes;
  std::vector<CaseId> cases;  ///< those of the moment of asking; never more
  bool takes_two = false;
  Instant until;  ///< exclusive
  std::optional<Instant> confirmed_at;
  MemberName confirmed_by;
  std::optional<Instant> taken_at;  ///< the last time
};

ExportState StateAt(const Export& request, Instant now);

std::string EncodeExport(const Export& request);
Result<Export> DecodeExport(std::string_view bytes);

/// The payload of a request, and of a step that names one.
std::string AskedPayload(const Export& request);
std::string StepPayload(std::uint64_t request);

/// The name of the payload that ProjectExport wants; empty for entries that concern no request.
std::string ExportPayloadOf(const ledger::Entry& entry);
/// Brings the rows up to date with one entry. `payload` is that of the entry.
Result<void> ProjectExport(store::Writer& writer, const ledger::Entry& entry, std::string_view payload);

/// The request that an entry of kind kExportAsked makes.
Result<Export> AskedExport(const ledger::Entry& entry, std::string_view payload);
/// The request that a later step names.
Result<std::uint64_t> NamedExport(std::string_view payload);
/// Whether this request takes two, and until when it stands: by what its member asked for alone in the hours before.
Result<void> SetLimits(const regulation::ExportLimits& limits, store::Reader& reader, Export& request);

Result<std::optional<Export>> ReadExport(store::Reader& reader, const UnitName& unit, std::uint64_t sequence);
/// Those of the unit, newest first, until `visit` has enough.
Result<void> EachExport(store::Reader& reader, const UnitName& unit, const std::function<bool(const Export&)>& visit);

/// Requests that wait for this member to confirm them.
Result<std::int64_t> ExportsWaiting(const Services& services, store::Reader& reader, const MemberName& member);

/// May she confirm what another member of her unit asks for? The regulation says who, and whether she must just have
/// shown again who she is.
access::Decision MayConfirmExport(const Services& services, const MemberRow& row, bool is_strong);

}  // namespace nuong::operations
