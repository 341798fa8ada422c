#pragma once
#include <fcntl.h>
#include <unistd.h>

#include <array>
#include <atomic>
#include <cstdlib>
#include <string>
#include <utility>

/// Put before every source of a tree whose checks of permits can be taken away one at a time (`./campaign permits`;
/// removed_checks.mjs writes the calls). NUONG_REMOVED: the number of the check that is taken away. NUONG_REFUSED: a
/// file that is told the number of each check that said no.
namespace nuong::removed {

inline bool Is(int number) {
  static const int removed = [] {
    const char* given = std::getenv("NUONG_REMOVED");
    return given == nullptr ? -1 : std::atoi(given);
  }();
  return number == removed;
}

/// Each number once a process. Told by number alone, in one write.
inline void Tell(int number) {
  static std::array<std::atomic<bool>, 4096> told{};
  static const char* const path = std::getenv("NUONG_REFUSED");
  if (path == nullptr || told.at(static_cast<std::size_t>(number)).exchange(true)) return;
  const int file = open(path, O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC, 0600);
  if (file < 0) return;
  const std::string line = std::to_string(number) + "\n";
  if (write(file, line.data(), line.size()) < 0) std::abort();
  close(file);
}

/// The condition of a refusal.
inline bool Refuses(int number, bool refuses) {
  if (refuses) Tell(number);
  return refuses && !Is(number);
}

/// A question of which true is the permit.
inline bool Permits(int number, bool permits) {
  if (!permits) Tell(number);
  return permits || Is(number);
}

/// A call that comes back with a refusal or with nothing.
template <class Result>
Result Passes(int number, Result result) {
  if (!result.ok()) Tell(number);
  if (Is(number)) return Result();
  return result;
}

}  // namespace nuong::removed
