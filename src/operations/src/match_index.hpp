#pragma once
#include <array>
#include <cstdint>
#include <deque>
#include <map>
#include <mutex>
#include <shared_mutex>
#include <string>
#include <vector>

#include "nuong/base/id.hpp"
#include "nuong/base/ports.hpp"

/// Who is in which case, as keyed tokens in memory: names without marks, in pieces, so that a slip of tone or spelling
/// still finds. Nothing here gives a name back, and the disk has it sealed only (match_sheet.hpp, docs/adr/0017).
namespace nuong::operations {

/// A token is a keyed hash whose last two bits say of what.
using MatchToken = std::uint64_t;
enum class MatchKind : std::uint8_t { kPair = 0, kSyllable = 1, kYear = 2, kDocument = 3 };
inline MatchKind KindOf(MatchToken token) { return static_cast<MatchKind>(token & 3); }

struct MatchSheet {
  CaseId case_id;
  std::vector<MatchToken> tokens;  ///< sorted, each once
  bool operator==(const MatchSheet&) const = default;
};

/// How like is like enough; from the regulation.
struct MatchLimits {
  int name_percent = 100;  ///< Dice's coefficient of the pairs of letters
};

/// By what a sheet answers a query.
struct MatchHit {
  CaseId case_id;
  int likeness = 0;  ///< of the names, percent
  bool by_name = false;
  bool by_year = false;
  bool by_document = false;
  bool operator==(const MatchHit&) const = default;
};

/// Thread safe. Find reads every sheet, whatever it finds. What is done with the hits afterwards does take longer the
/// more of them there are (docs/adr/0017).
class MatchIndex {
 public:
  void Add(const MatchSheet& sheet);
  void Remove(const CaseId& case_id);
  std::size_t size() const;
  /// Each case once, in order of case id. `wanted` are the tokens of the query, sorted, each once.
  std::vector<MatchHit> Find(const std::vector<MatchToken>& wanted, const MatchLimits& limits) const;

 private:
  struct Row {
    CaseId case_id;
    std::uint32_t from = 0;
    std::uint32_t count = 0;
  };
  mutable std::shared_mutex mutex_;
  std::vector<Row> rows_;
  std::vector<MatchToken> tokens_;
};

/// Somebody searched, and a case her unit may not know of answered: told to those who care for the person of that case.
struct MatchNotice {
  std::uint64_t sequence = 0;  ///< the entry of the search
  Instant at;
  UnitName unit;  ///< whose member searched
  std::string purpose;
  CaseId case_id;
};

/// The notices of the last days, newest first. Thread safe.
class MatchNotices {
 public:
  /// Those before `earliest` go.
  void Add(const MatchNotice& notice, Instant earliest) {
    const std::lock_guard lock(mutex_);
    notices_.push_front(notice);
    while (!notices_.empty() && notices_.back().at < earliest) notices_.pop_back();
  }
  std::vector<MatchNotice> Since(Instant earliest) const {
    const std::lock_guard lock(mutex_);
    std::vector<MatchNotice> found;
    for (const MatchNotice& notice : notices_) {
      if (notice.at >= earliest) found.push_back(notice);
    }
    return found;
  }

 private:
  mutable std::mutex mutex_;
  std::deque<MatchNotice> notices_;
};

}  // namespace nuong::operations
