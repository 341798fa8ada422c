#pragma once
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include "nuong/base/result.hpp"

namespace nuong {

/// Where something stands in a file; line and column count from 1.
struct Place {
  std::string file;
  int line = 0;
  int column = 0;
  std::string text() const { return file + ":" + std::to_string(line) + ":" + std::to_string(column); }
};

/// A node of the strict YAML 1.2 subset: every scalar is text, maps keep their order, keys are texts.
/// No anchors, aliases, tags or merge keys; duplicate keys are refused.
struct YamlNode {
  using Map = std::vector<std::pair<std::string, YamlNode>>;
  using List = std::vector<YamlNode>;
  Place place;      ///< where the value starts
  Place key_place;  ///< where its key starts, for members of a map
  std::variant<std::string, List, Map> held;
  bool quoted = false;  ///< "null", 'true' in quotes are texts; plain `null` or `~` is null

  const std::string* AsText() const { return std::get_if<std::string>(&held); }
  const List* AsList() const { return std::get_if<List>(&held); }
  const Map* AsMap() const { return std::get_if<Map>(&held); }
  bool IsNull() const;
  const YamlNode* Find(std::string_view key) const;
};

/// All problems at once, each with file, line and column in `pointer`. Limits: 1 MiB, depth 24.
Result<YamlNode> ParseYaml(std::string_view text, const std::string& file_name);

}  // namespace nuong
