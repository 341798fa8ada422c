#pragma once
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
void ReadInstrument(MapReader& item);
void ReadArea(MapReader& item);
void ReadRole(MapReader& item);
void ReadUnit(MapReader& item);
void ReadCodeList(MapReader& item);
void ReadCaseValue(MapReader& item);
void ReadRelation(MapReader& item);
void ReadAct(MapReader& item);
void ReadDuty(MapReader& item);
void ReadStep(MapReader& item);
void ReadPaper(MapReader& item);
void ReadTarget(MapReader& item);
void ReadAccessRule(MapReader& item);
void ReadDemoMember(MapReader& item);

/// Something of this id stands already: a finding.
void RefuseDuplicate(MapReader& item, const std::string& key, const std::string& id);

/// The path of the next item of a group that is a list in the model: "/duties/3".
template <class Items>
std::string NextPath(std::string_view group, const Items& items) {
  return "/" + std::string(group) + "/" + std::to_string(items.size());
}

/// Texts of a list as names of another kind.
template <class NameType>
std::vector<NameType> NamesIn(MapReader& item, const std::string& key) {
  std::vector<NameType> names;
  for (std::string& text : item.Strings(key)) names.emplace_back(std::move(text));
  return names;
}

}  // namespace nuong::regulation
