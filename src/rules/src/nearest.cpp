#include <algorithm>

#include "nuong/rules/rules.hpp"

namespace nuong::rules {
namespace {

/// Insertions, deletions, replacements and swaps of neighbours, one each (optimal string alignment).
std::size_t Distance(std::string_view left, std::string_view right) {
  std::vector<std::size_t> before_last(right.size() + 1);
  std::vector<std::size_t> last(right.size() + 1);
  std::vector<std::size_t> row(right.size() + 1);
  for (std::size_t j = 0; j <= right.size(); ++j) row[j] = j;
  for (std::size_t i = 1; i <= left.size(); ++i) {
    before_last.swap(last);
    last.swap(row);
    row[0] = i;
    for (std::size_t j = 1; j <= right.size(); ++j) {
      const std::size_t replaced = last[j - 1] + (left[i - 1] == right[j - 1] ? 0 : 1);
      row[j] = std::min({last[j] + 1, row[j - 1] + 1, replaced});
      const bool swapped = i > 1 && j > 1 && left[i - 1] == right[j - 2] && left[i - 2] == right[j - 1];
      if (swapped) row[j] = std::min(row[j], before_last[j - 2] + 1);
    }
  }
  return row[right.size()];
}

}  // namespace

std::optional<std::string> NearestName(std::string_view wrong, const std::vector<std::string>& names) {
  std::size_t most = std::max<std::size_t>(1, wrong.size() / 3);
  std::optional<std::string> nearest;
  for (const std::string& name : names) {
    if (name.size() > wrong.size() + most || wrong.size() > name.size() + most) continue;
    const std::size_t distance = Distance(wrong, name);
    if (distance > most || (nearest && distance == most)) continue;
    most = distance;
    nearest = name;
  }
  return nearest;
}

}  // namespace nuong::rules
