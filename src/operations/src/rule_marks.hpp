#pragma once
#include <string>
#include <string_view>

/// Fingerprints of regulations, as entries bear them: 64 hex digits. Entries of before have the first 16 only, for
/// which whoever writes two regulations can make both alike.
namespace nuong::operations {

inline constexpr std::size_t kWholeMark = 64;
inline constexpr std::size_t kShortMark = 16;

/// As an entry of before bears it; of what is no whole mark, itself.
inline std::string ShortMark(const std::string& mark) {
  return mark.size() == kWholeMark ? mark.substr(0, kShortMark) : mark;
}

/// `kept`, of before, is as much as it tells `whole`.
inline bool IsShortFor(std::string_view kept, std::string_view whole) {
  return kept.size() == kShortMark && whole.size() == kWholeMark && whole.starts_with(kept);
}

}  // namespace nuong::operations
