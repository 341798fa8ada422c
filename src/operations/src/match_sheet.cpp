#include "match_sheet.hpp"

#include <algorithm>
#include <cctype>
#include <set>

#include "keyring.hpp"
#include "nuong/base/unicode.hpp"
#include "nuong/ledger/entry.hpp"
#include "refusals.hpp"

namespace nuong::operations {
namespace {

using store::Collection;

constexpr const char* kSheetLock = "match sheet";
constexpr const char* kNoticeLock = "match notice";
constexpr const char* kTokenHash = "match token";
constexpr std::string_view kSheets = "sheet/";
constexpr std::string_view kNotices = "notice/";
constexpr std::string_view kBaits = "bait/";
constexpr std::size_t kPadSheet = 128;
constexpr std::size_t kCaseLength = 26;

MatchToken TokenOf(const vault::RootKey& root, MatchKind kind, std::string_view text) {
  const std::string hash = root.KeyedHash(kTokenHash, std::to_string(static_cast<int>(kind)) + std::string(text));
  MatchToken token = 0;
  for (int i = 0; i < 8; ++i) token = token << 8 | static_cast<std::uint8_t>(hash[static_cast<std::size_t>(i)]);
  return (token & ~MatchToken{3}) | static_cast<MatchToken>(kind);
}

void AddName(const vault::RootKey& root, const std::string& name, std::set<MatchToken>& tokens) {
  const std::string edged = " " + name + " ";
  for (std::size_t i = 0; i + 1 < edged.size(); ++i) {
    tokens.insert(TokenOf(root, MatchKind::kPair, std::string_view(edged).substr(i, 2)));
  }
  for (std::size_t at = 0; at < name.size();) {
    const std::size_t end = std::min(name.find(' ', at), name.size());
    tokens.insert(TokenOf(root, MatchKind::kSyllable, std::string_view(name).substr(at, end - at)));
    at = end + 1;
  }
}

void AddYears(const Value& value, std::vector<int>& years) {
  if (const std::int64_t* year = value.AsInteger()) years.push_back(static_cast<int>(*year));
  const std::string* text = value.AsText();
  if (const auto day = text == nullptr ? std::nullopt : ParseDate(*text))
    years.push_back(std::stoi(text->substr(0, 4)));
}

std::string WithLength(std::string text, std::size_t length) {
  text.resize(length, '\0');
  return text;
}

std::vector<std::string> ValuesUnder(store::Reader& reader, std::string_view prefix) {
  std::vector<std::string> values;
  reader.Scan(Collection::kMatches, store::Prefix(prefix), [&](std::string_view, std::string_view value) {
    values.emplace_back(value);
    return true;
  });
  return values;
}

bool HasKeyOf(store::Reader& reader, const CaseId& case_id, const std::set<FieldClass>& classes) {
  return std::any_of(classes.begin(), classes.end(), [&](FieldClass field_class) {
    bool has_one = false;
    const std::string prefix = WrapPrefix(case_id, field_class);
    reader.Scan(Collection::kKeyring, store::Prefix(prefix, 1), [&](std::string_view, std::string_view) {
      has_one = true;
      return false;
    });
    return has_one;
  });
}

Result<std::vector<MatchNotice>> OpenNotices(const vault::RootKey& root, const std::string& sealed) {
  NUONG_TRY(std::string bytes, root.Unlock(kNoticeLock, sealed));
  bytes.erase(std::find(bytes.begin(), bytes.end(), '\0'), bytes.end());
  auto value = ParseJson(bytes);
  const Value* cases = value.ok() ? value->Find("cases") : nullptr;
  if (cases == nullptr || cases->AsArray() == nullptr) return CorruptDirectory("a kept notice is ill-formed");
  std::vector<MatchNotice> notices;
  for (const Value& item : *cases->AsArray()) {
    const auto case_id = item.AsText() == nullptr ? std::nullopt : CaseId::Parse(*item.AsText());
    if (!case_id) return CorruptDirectory("a kept notice names no case");
    notices.push_back({static_cast<std::uint64_t>(value->IntegerAt("sequence")), Instant{value->IntegerAt("at")},
                       UnitName(value->TextAt("unit")), value->TextAt("purpose"), *case_id});
  }
  return notices;
}

}  // namespace

std::string NormaliseName(std::string_view name) {
  std::string normal;
  for (const char letter : FoldVietnamese(name)) {
    const bool counts = std::isalnum(static_cast<unsigned char>(letter)) != 0 || (letter & 0x80) != 0;
    if (counts) normal += letter == 'y' ? 'i' : letter;
    if (!counts && !normal.empty() && normal.back() != ' ') normal += ' ';
  }
  while (!normal.empty() && normal.back() == ' ') normal.pop_back();
  return normal;
}

std::string NormaliseDocument(std::string_view document) {
  std::string normal;
  for (const char letter : FoldVietnamese(document)) {
    if (std::isalnum(static_cast<unsigned char>(letter)) != 0) normal += letter;
  }
  return normal;
}

PersonWords WordsOf(const regulation::Act& act, const Value::Object& fields) {
  PersonWords words;
  for (const regulation::Field& field : act.fields) {
    const auto given = fields.find(field.name);
    if (field.match == regulation::FieldMatch::kNothing || given == fields.end()) continue;
    const std::string* text = given->second.AsText();
    if (field.match == regulation::FieldMatch::kYear) AddYears(given->second, words.years);
    if (field.match == regulation::FieldMatch::kName && text != nullptr) {
      if (std::string name = NormaliseName(*text); !name.empty()) words.names.push_back(std::move(name));
    }
    if (field.match == regulation::FieldMatch::kDocument && text != nullptr) {
      if (std::string document = NormaliseDocument(*text); !document.empty()) words.documents.push_back(document);
    }
  }
  return words;
}

std::vector<MatchToken> TokensOf(const vault::RootKey& root, const PersonWords& words, int year_within) {
  std::set<MatchToken> tokens;
  for (const std::string& name : words.names) AddName(root, name, tokens);
  for (const int year : words.years) {
    for (int near = year - year_within; near <= year + year_within; ++near) {
      tokens.insert(TokenOf(root, MatchKind::kYear, std::to_string(near)));
    }
  }
  for (const std::string& document : words.documents) {
    tokens.insert(TokenOf(root, MatchKind::kDocument, document));
  }
  return {tokens.begin(), tokens.end()};
}

std::vector<MatchSheet> SheetsOf(const vault::RootKey& root, const CaseId& case_id, const PersonWords& words) {
  std::vector<MatchSheet> sheets;
  if (words.IsEmpty()) return sheets;
  for (std::size_t i = 0; i < std::max<std::size_t>(1, words.names.size()); ++i) {
    PersonWords one{{}, words.years, words.documents};
    if (i < words.names.size()) one.names.push_back(words.names[i]);
    sheets.push_back({case_id, TokensOf(root, one)});
  }
  return sheets;
}

vault::RootKey::Opener SheetOpener(const vault::RootKey& root) { return root.OpenerFor(kSheetLock); }

std::string SealSheet(const vault::RootKey& root, const MatchSheet& sheet, Random& random) {
  std::string bytes = sheet.case_id.text();
  for (const MatchToken token : sheet.tokens) bytes += ledger::SequenceKey(token);
  const std::size_t padded = (bytes.size() + kPadSheet - 1) / kPadSheet * kPadSheet;
  return root.Lock(kSheetLock, WithLength(std::move(bytes), padded), random);
}

Result<MatchSheet> OpenSheet(const vault::RootKey::Opener& opener, std::string_view sealed) {
  NUONG_TRY(const std::string bytes, opener.Unlock(sealed));
  const auto case_id = CaseId::Parse(std::string_view(bytes).substr(0, kCaseLength));
  if (!case_id) return CorruptDirectory("a match sheet names no case");
  MatchSheet sheet{*case_id, {}};
  for (std::size_t at = kCaseLength; at + 8 <= bytes.size(); at += 8) {
    MatchToken token = 0;
    for (std::size_t i = 0; i < 8; ++i) token = token << 8 | static_cast<std::uint8_t>(bytes[at + i]);
    if (token == 0) break;
    sheet.tokens.push_back(token);
  }
  return sheet;
}

void WriteSheets(const vault::RootKey& root, store::Writer& writer, std::uint64_t sequence,
                 const std::vector<MatchSheet>& sheets, Random& random) {
  for (std::size_t i = 0; i < sheets.size(); ++i) {
    const std::string key = std::string(kSheets) + sheets[i].case_id.text() + "/" + ledger::SequenceKey(sequence) +
                            static_cast<char>('0' + i % 10);
    writer.Put(Collection::kMatches, key, SealSheet(root, sheets[i], random));
  }
}

std::set<FieldClass> ClassesMatched(const regulation::Regulation& regulation) {
  std::set<FieldClass> classes;
  for (const regulation::Act& act : regulation.acts) {
    for (const regulation::Field& field : act.fields) {
      if (field.match != regulation::FieldMatch::kNothing) classes.insert(field.field_class);
    }
  }
  return classes;
}

void DeleteSheets(store::Writer& writer, const CaseId& case_id) {
  std::vector<std::string> names;
  writer.Scan(Collection::kMatches, store::Prefix(std::string(kSheets) + case_id.text() + "/"),
              [&](std::string_view name, std::string_view) {
                names.emplace_back(name);
                return true;
              });
  for (const std::string& name : names) writer.Delete(Collection::kMatches, name);
}

void WriteNotices(const vault::RootKey& root, store::Writer& writer, std::uint64_t sequence,
                  const std::vector<MatchNotice>& notices, Random& random) {
  constexpr std::size_t kPadNotice = 512;
  Value::Array cases;
  Value::Object row{{"sequence", static_cast<std::int64_t>(sequence)}};
  for (std::size_t i = 0; i < std::min(notices.size(), kMostInNotice); ++i) {
    cases.emplace_back(notices[i].case_id.text());
    row.insert_or_assign("at", notices[i].at.us);
    row.insert_or_assign("unit", notices[i].unit.text());
    row.insert_or_assign("purpose", notices[i].purpose);
  }
  row.emplace("cases", std::move(cases));
  std::string bytes = WriteJson(row);
  const std::size_t padded = (bytes.size() + kPadNotice - 1) / kPadNotice * kPadNotice;
  writer.Put(Collection::kMatches, std::string(kNotices) + ledger::SequenceKey(sequence),
             root.Lock(kNoticeLock, WithLength(std::move(bytes), padded), random));
}

Result<std::vector<MatchNotice>> ReadNotices(const vault::RootKey& root, store::Reader& reader,
                                             std::uint64_t sequence) {
  const auto sealed = reader.Get(Collection::kMatches, std::string(kNotices) + ledger::SequenceKey(sequence));
  if (!sealed) return std::vector<MatchNotice>();
  return OpenNotices(root, *sealed);
}

void WriteBait(store::Writer& writer, const Bait& bait) {
  writer.Put(
      Collection::kMatches, std::string(kBaits) + bait.case_id.text(),
      WriteJson(Value::Object{
          {"sequence", static_cast<std::int64_t>(bait.sequence)}, {"at", bait.at.us}, {"unit", bait.unit.text()}}));
}

void DropBait(store::Writer& writer, const CaseId& case_id) {
  std::vector<std::string> names{std::string(kBaits) + case_id.text()};
  const std::string sheets = std::string(kSheets) + case_id.text() + "/";
  writer.Scan(Collection::kMatches, store::Prefix(sheets), [&](std::string_view name, std::string_view) {
    names.emplace_back(name);
    return true;
  });
  for (const std::string& name : names) writer.Delete(Collection::kMatches, name);
}

bool IsBait(store::Reader& reader, const CaseId& case_id) {
  return reader.Get(Collection::kMatches, std::string(kBaits) + case_id.text()).has_value();
}

Result<std::vector<Bait>> ReadBaits(store::Reader& reader) {
  std::vector<Bait> baits;
  Result<void> outcome;
  reader.Scan(Collection::kMatches, store::Prefix(kBaits), [&](std::string_view name, std::string_view bytes) {
    const auto row = ParseJson(bytes);
    const auto case_id = CaseId::Parse(name.substr(kBaits.size()));
    if (!row.ok() || !case_id) {
      outcome = CorruptDirectory("a kept bait is ill-formed");
      return false;
    }
    baits.push_back({static_cast<std::uint64_t>(row->IntegerAt("sequence")), Instant{row->IntegerAt("at")},
                     UnitName(row->TextAt("unit")), *case_id});
    return true;
  });
  NUONG_CHECK(std::move(outcome));
  std::sort(baits.begin(), baits.end(), [](const Bait& a, const Bait& b) { return a.sequence > b.sequence; });
  return baits;
}

Result<void> LoadMatches(const vault::RootKey& root, store::Reader& reader, const std::set<FieldClass>& classes,
                         Instant earliest, MatchIndex& index, MatchNotices& notices) {
  std::set<CaseId> bait;
  reader.Scan(Collection::kMatches, store::Prefix(kBaits), [&](std::string_view name, std::string_view) {
    if (const auto case_id = CaseId::Parse(name.substr(kBaits.size()))) bait.insert(*case_id);
    return true;
  });
  const vault::RootKey::Opener opener = SheetOpener(root);
  Result<void> outcome;
  reader.Scan(Collection::kMatches, store::Prefix(kSheets), [&](std::string_view, std::string_view sealed) {
    const auto sheet = OpenSheet(opener, sealed);
    if (!sheet.ok()) outcome = sheet.error();
    if (sheet.ok() && (bait.contains(sheet->case_id) || HasKeyOf(reader, sheet->case_id, classes))) index.Add(*sheet);
    return outcome.ok();
  });
  NUONG_CHECK(std::move(outcome));
  for (const std::string& sealed : ValuesUnder(reader, kNotices)) {
    NUONG_TRY(const auto opened, OpenNotices(root, sealed));
    for (const MatchNotice& notice : opened) {
      notices.Add(notice, earliest);
    }
  }
  return {};
}

}  // namespace nuong::operations
