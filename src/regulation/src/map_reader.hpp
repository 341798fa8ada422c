#pragma once
#include <array>
#include <functional>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "draft.hpp"

namespace nuong::regulation {

enum class Need { kRequired, kOptional };

template <class E>
using Codes = std::vector<std::pair<std::string_view, E>>;

/// Reads one YAML map. Each key asked for is known; a key nobody asked for is a finding when the reader goes away. A
/// value that is missing or wrong is a finding and reads as empty, so that reading goes on.
class MapReader {
 public:
  MapReader(Draft& draft, const YamlNode& node, std::string path);
  ~MapReader();
  MapReader(const MapReader&) = delete;
  MapReader& operator=(const MapReader&) = delete;

  std::string String(const std::string& key, Need need = Need::kRequired);
  std::string Slug(const std::string& key, Need need = Need::kRequired);
  std::vector<std::string> Strings(const std::string& key, Need need = Need::kOptional);
  std::vector<std::pair<std::string, std::string>> Pairs(const std::string& key);
  Text Label(const std::string& key, Need need = Need::kRequired);
  std::optional<Text> OptionalLabel(const std::string& key);
  bool Flag(const std::string& key, Need need = Need::kOptional);
  std::optional<int> Number(const std::string& key, Need need = Need::kOptional);
  std::optional<CivilDate> Date(const std::string& key, Need need = Need::kOptional);
  Validity ReadValidity();
  /// Both days may be left out: then it is as old as all law told of here.
  Validity ReadLife();
  /// "3D"; "" or absent is nothing, where it may be.
  std::optional<Duration> Time(const std::string& key, Need need = Need::kRequired);
  /// Under `name`, or under `title`.
  Text NameOrTitle();
  Certainty ReadCertainty();
  Source ReadSource();
  UnitRef Ref(const std::string& key);
  std::optional<UnitRef> OptionalRef(const std::string& key);

  template <class E>
  E Choice(const std::string& key, const Codes<E>& codes, E otherwise, Need need = Need::kOptional) {
    const std::string code = String(key, need);
    if (code.empty()) return otherwise;
    for (const auto& [name, value] : codes) {
      if (name == code) return value;
    }
    std::vector<std::string> names;
    for (const auto& [name, value] : codes) names.emplace_back(name);
    draft_.findings.AddUnknown(PlaceOf(key), "unknown_code", {"giá trị", "value"}, code, names);
    return otherwise;
  }

  /// Calls `read` with a reader of the map under the key, if there is one.
  void Inner(const std::string& key, Need need, const std::function<void(MapReader&)>& read);
  /// Calls `read` with a reader of each map in the list under the key.
  void Each(const std::string& key, Need need, const std::function<void(MapReader&)>& read);

  bool Has(const std::string& key);
  /// Written, though perhaps as null.
  bool IsWritten(const std::string& key) const { return node_.Find(key) != nullptr; }
  const Place& place() const { return node_.place; }
  Place PlaceOf(const std::string& key) const;
  const std::string& path() const { return path_; }
  /// From now on the map stands under this path too: the one the model leads to.
  void SetPath(const std::string& path);
  Draft& draft() { return draft_; }

 private:
  Validity ReadDays(Need need_of_from);
  const YamlNode* Take(const std::string& key, Need need);
  void WrongShape(const YamlNode& node, const Text& expected);
  void ReadItems(const std::string& key, const YamlNode::List& items, const std::function<void(const YamlNode&)>& read);

  Draft& draft_;
  const YamlNode& node_;
  std::string path_;
  std::set<std::string> asked_;
};

}  // namespace nuong::regulation
