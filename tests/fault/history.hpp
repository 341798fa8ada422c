#pragma once
#include <mutex>
#include <string>
#include <vector>

#include "nuong/store/store.hpp"

namespace nuong::fault {

/// What was asked of a store and what it answered, to be held against what it shows later. Thread safe.
class History {
 public:
  /// What a store shows that it must not.
  struct Findings {
    int lost = 0;    ///< acknowledged, but absent
    int halves = 0;  ///< some rows of a job without the others, or wrong bytes
    int ghosts = 0;  ///< jobs that failed, or rows that nobody wrote
    int sums = 0;    ///< a shared number disagrees with the jobs that are present, or with the key it is about
    bool IsClean() const { return lost + halves + ghosts + sums == 0; }
  };

  /// Runs the next job and notes the answer; false when the store is broken. One job in eight fails on purpose after it
  /// has written everything.
  bool RunNext(store::Store& store);
  /// Compares, then forgets what was lost, so that it counts once.
  Findings Check(store::Store& store);
  int acknowledged() const;

 private:
  enum class Outcome { kUnknown, kAcknowledged, kRefused };

  mutable std::mutex mutex_;
  std::vector<Outcome> jobs_;  ///< by number
};

}  // namespace nuong::fault
