#pragma once
#include <string_view>

/// Fingerprints of regulations, as entries bear them: 64 hex digits. Entries of earlier builds have the first 16 only,
/// for which whoever writes two regulations can make both alike.
namespace nuong::operations {

inline constexpr std::size_t kFingerprintDigits = 64;
inline constexpr std::size_t kShortFingerprintDigits = 16;

/// `kept`, of an earlier build, is as much as it tells of `whole`.
inline bool IsShortFor(std::string_view kept, std::string_view whole) {
  return kept.size() == kShortFingerprintDigits && whole.size() == kFingerprintDigits && whole.starts_with(kept);
}

}  // namespace nuong::operations
