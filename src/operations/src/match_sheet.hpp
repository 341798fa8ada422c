#pragma once
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "match_index.hpp"
#include "nuong/base/result.hpp"
#include "nuong/base/value.hpp"
#include "nuong/regulation/model.hpp"
#include "nuong/store/store.hpp"
#include "nuong/vault/vault.hpp"

/// From what a form says about a person to keyed tokens, and to the sealed rows of kMatches:
///   sheet/<case>/<sequence><n>   the tokens of one name, padded
///   notice/<sequence>            which hidden cases a search found, padded: written by every search, so that the disk
///                                does not tell a hit from none
///   bait/<case>                  says that the sheets of this case are of an invented person: who planted it and when
namespace nuong::operations {

/// Lower case without marks, đ as d, y as i, letters and digits only, one space between.
std::string NormaliseName(std::string_view name);
/// Letters and digits only, upper case.
std::string NormaliseDocument(std::string_view document);

struct PersonWords {
  std::vector<std::string> names;
  std::vector<int> years;
  std::vector<std::string> documents;
  bool IsEmpty() const { return names.empty() && documents.empty(); }
};
/// What the fields marked `match` say.
PersonWords WordsOf(const regulation::Act& act, const Value::Object& fields);

/// Sorted, each once. Years stand for those within `year_within` of them too.
std::vector<MatchToken> TokensOf(const vault::RootKey& root, const PersonWords& words, int year_within = 0);
/// One sheet for each name, with the years and documents; one without a name when there is none.
std::vector<MatchSheet> SheetsOf(const vault::RootKey& root, const CaseId& case_id, const PersonWords& words);

std::string SealSheet(const vault::RootKey& root, const MatchSheet& sheet, Random& random);
/// Made once for all sheets.
vault::RootKey::Opener SheetOpener(const vault::RootKey& root);
Result<MatchSheet> OpenSheet(const vault::RootKey::Opener& opener, std::string_view sealed);

void WriteSheets(const vault::RootKey& root, store::Writer& writer, std::uint64_t sequence,
                 const std::vector<MatchSheet>& sheets, Random& random);

/// What is said about a person in these classes; when one of them is erased nobody finds her by it any more.
std::set<FieldClass> ClassesMatched(const regulation::Regulation& regulation);
void DeleteSheets(store::Writer& writer, const CaseId& case_id);

/// At most this many cases stand in one notice: the likest.
inline constexpr std::size_t kMostInNotice = 8;
/// All of one search: they differ in the case only. May be empty.
void WriteNotices(const vault::RootKey& root, store::Writer& writer, std::uint64_t sequence,
                  const std::vector<MatchNotice>& notices, Random& random);

/// Those that the search of this entry wrote; empty for other entries.
Result<std::vector<MatchNotice>> ReadNotices(const vault::RootKey& root, store::Reader& reader, std::uint64_t sequence);

/// An invented person. The case is one that nobody has.
struct Bait {
  std::uint64_t sequence = 0;
  Instant at;
  UnitName unit;
  CaseId case_id;
};
void WriteBait(store::Writer& writer, const Bait& bait);
void DropBait(store::Writer& writer, const CaseId& case_id);  ///< with its sheets
bool IsBait(store::Reader& reader, const CaseId& case_id);
Result<std::vector<Bait>> ReadBaits(store::Reader& reader);  ///< newest first

/// At unseal: opens all there is. Left are notices before `earliest`, and sheets of cases of which no key of `classes`
/// is left, unless they are bait: old data beside a newer keyring still has them.
Result<void> LoadMatches(const vault::RootKey& root, store::Reader& reader, const std::set<FieldClass>& classes,
                         Instant earliest, MatchIndex& index, MatchNotices& notices);

}  // namespace nuong::operations
