#pragma once
#include <algorithm>
#include <set>

#include "map_reader.hpp"

/// YAML → model, one function per group of top-level keys. What each group looks like:
/// docs/reference/regulation-data.md.
namespace nuong::regulation {

/// Reads every top-level key of one file into the draft; a `regulation:` block is left to ReadHeader.
void ReadFile(Draft& draft, const YamlNode& root);

/// The `regulation:` block of a file: its fields, and the ids it extends. The block of an extended folder only extends.
std::vector<std::string> ReadHeader(Draft& draft, const YamlNode& block, bool is_own);

void ReadCalendar(MapReader& calendar);
/// After all files are read: the days that the law fixes for years without a decision.
void ProjectCalendar(Draft& draft);
void ReadInstrument(MapReader& item);
void ReadArea(MapReader& item);
void ReadRole(MapReader& item);
void ReadUnit(MapReader& item);
void ReadCodeList(MapReader& item);
void ReadConsentText(MapReader& item);
/// After all files are read: `purposes` and `consent_texts` as lists of codes that fields may ask for.
void ListAsCodes(Draft& draft);
void ReadCaseValue(MapReader& item);
void ReadRelation(MapReader& item);
std::vector<FieldClass> ReadClasses(MapReader& item, const std::string& key);
void ReadAct(MapReader& item);
void ReadDuty(MapReader& item);
void ReadStep(MapReader& item);
void ReadPaper(MapReader& item);
void ReadTarget(MapReader& item);
void ReadAccessRule(MapReader& item);
void ReadPersonSearch(MapReader& item);
void ReadAlertRule(MapReader& item);
void ReadExportLimits(MapReader& item);
void ReadPurpose(MapReader& item);
void ReadAccessInvariant(MapReader& item);
void ReadInvariant(MapReader& item);
void ReadDemoMember(MapReader& item);

void ReadRegime(MapReader& item);
void ReadClause(MapReader& item);
void ReadCitation(MapReader& item);
void ReadPathway(MapReader& item);
void ReadGround(MapReader& item);
void ReadEvidence(MapReader& item);
void ReadDocument(MapReader& item);
void ReadMeasure(MapReader& item);
void ReadReport(MapReader& item);
void ReadRetention(MapReader& item);
void ReadNorm(MapReader& item);
void ReadRegister(MapReader& item);
void ReadParameter(MapReader& item);
void ReadPersonFact(MapReader& item);
void ReadBeneficiary(MapReader& item);
void ReadBenefit(MapReader& item);
void ReadEntitlement(MapReader& item);

/// The list under `codes` or `states`: each once.
std::vector<Code> ReadPlainCodes(MapReader& list, const std::string& key);

/// Something of this id stands already: a finding.
void RefuseDuplicate(MapReader& item, const std::string& key, const std::string& id);

/// The path of the next item of a group that is a list in the model: "/duties/3".
template <class Items>
std::string NextPath(std::string_view group, const Items& items) {
  return "/" + std::string(group) + "/" + std::to_string(items.size());
}

/// Keeps an item that may have several versions of one id; how they follow each other is checked later.
template <class Item>
void KeepVersion(std::vector<Item>& items, Item item) {
  if (!item.id.empty()) items.push_back(std::move(item));
}

/// Keeps an item whose id is used once.
template <class Item>
void KeepOnce(MapReader& reader, std::vector<Item>& items, Item item) {
  const auto same = [&](const Item& other) { return other.id == item.id; };
  if (item.id.empty()) return;
  if (std::any_of(items.begin(), items.end(), same)) RefuseDuplicate(reader, "id", item.id);
  items.push_back(std::move(item));
}

/// Texts of a list as names of another kind.
template <class NameType>
std::vector<NameType> NamesIn(MapReader& item, const std::string& key) {
  std::vector<NameType> names;
  for (std::string& text : item.Strings(key)) names.emplace_back(std::move(text));
  return names;
}

}  // namespace nuong::regulation
