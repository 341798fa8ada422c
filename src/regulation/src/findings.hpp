#pragma once
#include <string>
#include <string_view>
#include <vector>

#include "nuong/regulation/load.hpp"

namespace nuong::regulation {

/// Collects what is wrong, in any order; gives it back sorted by place, each thing once.
class Findings {
 public:
  void Add(const Place& place, std::string_view id, Text message, std::vector<StoryStep> story = {});
  /// "There is no <what> "<name>"", with the nearest of `candidates`, or the first few of them.
  void AddUnknown(const Place& place, std::string_view id, const Text& what, const std::string& name,
                  const std::vector<std::string>& candidates);
  std::vector<Finding> Sorted() &&;
  bool IsEmpty() const { return findings_.empty(); }

 private:
  std::vector<Finding> findings_;
};

}  // namespace nuong::regulation
