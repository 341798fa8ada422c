#pragma once
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "case_access.hpp"

/// Every look at a case goes this way: may she know of it, may she see this of it, and the entry that says she looked.
namespace nuong::operations {

struct AskedCase {
  Sessions::Person person;
  casework::CaseFile file;
  std::string row;  ///< as it was kept, and who had taken whose place, when it was read
  SuccessionCache::Shared successions;
};

/// Who asks, and the case when her unit may know of it. Errors: not signed in; kAbsent, the same for a case that is not
/// there and one that is not hers, and an entry of this kind.
Result<AskedCase> FindCase(Services& services, const Caller& caller, const std::string& id, const std::string& kind);

/// A look that opens what is sealed, as a durable entry. The permit is that of the moment of the entry, asked in the
/// writer's turn of the case as it then is, and `asked` becomes that: what an act has taken from the unit meanwhile, or
/// what broken glass opened until then, is not in it. Errors: kAbsent when the unit may not know of the case any more.
/// `only`: of all it covers, the one class that is opened.
struct Opening {
  Permit permit;
  std::set<FieldClass> emergency;  ///< classes that broken glass opens to her unit
  Receipt receipt;
};
Result<Opening> RecordOpening(Services& services, const Caller& caller, AskedCase& asked, const std::string& kind,
                              std::optional<FieldClass> only = std::nullopt);

/// The kind of a look at one paper or picture: of one class, under the rules of reading it.
inline constexpr const char* kAttachmentLook = "attachment";

/// The kind of such an entry when the case leaves in a file.
inline constexpr const char* kExportedCase = "exported_case";
/// As RecordOpening, of a case that leaves in a file: an entry of deed export with those classes of `wanted` that may
/// be exported, and the receipt covers no other. kAbsent also when not even its skeleton may.
Result<Opening> RecordExport(Services& services, const Caller& caller, AskedCase& asked,
                             const std::set<FieldClass>& wanted);

/// The action the access rules are asked for by a look of this kind that opens nothing sealed and still tells of the
/// case: "looks" (who looked), "readers" (who can see). Nothing for other kinds.
std::optional<std::string> ActionOfLook(const std::string& kind);

/// Such a look: asks that action too, in the writer's turn as well. The entry is durable before the case is given.
/// Errors: as FindCase; kRefused, and an entry, on a case she may know of.
Result<casework::CaseFile> LookBeside(Services& services, const Caller& caller, const std::string& id,
                                      const std::string& kind);

}  // namespace nuong::operations
