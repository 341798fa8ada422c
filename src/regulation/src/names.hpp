#pragma once
#include <map>
#include <string>
#include <type_traits>
#include <vector>

#include "draft.hpp"

/// Looking names up, with a finding that tells the nearest valid one.
namespace nuong::regulation {

using Names = std::vector<std::string>;

struct NameKind {
  const char* id;  ///< of the finding
  const char* vi;
  const char* en;
  Names known;
};

template <class Map>
Names Keys(const Map& map) {
  Names names;
  for (const auto& [key, item] : map) {
    if constexpr (std::is_same_v<std::decay_t<decltype(key)>, std::string>) {
      names.push_back(key);
    } else {
      names.push_back(key.text());
    }
  }
  return names;
}

template <class Items>
Names Ids(const Items& items) {
  Names names;
  for (const auto& item : items) names.push_back(item.id);
  return names;
}

Names KindsOf(const std::vector<Act>& acts);
Names CodesOf(const std::vector<Code>& codes);

inline std::string Join(const std::string& path, std::size_t index) { return path + "/" + std::to_string(index); }

template <class Items, class F>
void EachOf(const std::string& path, const Items& items, F check) {
  for (std::size_t i = 0; i < items.size(); ++i) check(Join(path, i), items[i]);
}

class NameLookup {
 public:
  explicit NameLookup(Draft& draft);

  /// Empty names are told elsewhere.
  void Check(const NameKind& kind, const std::string& path, const std::string& name);
  void CheckAll(const NameKind& kind, const std::string& path, const Names& names);
  void CheckAll(const NameKind& kind, const std::string& path, const std::vector<RoleName>& names);
  /// The instruments exist; where an instrument's clauses are told, the clause is one of them.
  void CheckSource(const std::string& path, const Source& source);
  void CheckInstruments(const std::string& path, const Names& names) { CheckAll(instruments_, path, names); }
  void CheckInstrument(const std::string& path, const std::string& name) { Check(instruments_, path, name); }

 private:
  void CheckClause(const std::string& path, const std::string& instrument, const std::string& clause);

  Draft& draft_;
  NameKind instruments_;
  std::map<std::string, Names> clauses_;  ///< by instrument
};

}  // namespace nuong::regulation
