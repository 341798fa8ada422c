#pragma once
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "nuong/base/yaml.hpp"

namespace nuong::regulation {

/// Where each part of the model was written, by path ("/duties/3/holder"). The model itself knows no files.
class Places {
 public:
  void AddFile(const std::string& name, std::string_view text);
  void Set(const std::string& path, const Place& place);

  /// The place of the path, or of the nearest part around it that was written.
  const Place& At(std::string path) const;
  /// The place of a byte inside a scalar; the scalar's own place when it is folded or escaped.
  Place Inside(const std::string& path, std::string_view scalar, std::size_t offset) const;

 private:
  std::map<std::string, std::vector<std::string>> lines_;  ///< by file
  std::map<std::string, Place> places_;
  Place nowhere_;
};

}  // namespace nuong::regulation
