#pragma once
#include <optional>
#include <string>
#include <vector>

#include "nuong/regulation/load.hpp"

/// Two states of one regulation beside each other: what was written, and what it moves.
namespace nuong::regulation {

struct Difference {
  std::string key;     ///< "deadline", "late/0/after", "says/vi", "days_off/2023-09-04/name/vi"
  std::string before;  ///< as written; empty: was not there
  std::string after;
};

/// One version of one thing, as the files have it.
struct ItemChange {
  enum class What { kAdded, kRemoved, kChanged };
  What what = What::kChanged;
  std::string group;                    ///< top-level key: "duties"
  std::string id;                       ///< id, or kind of an act; empty for blocks that are no list
  Place place;                          ///< where it is now, or was
  std::vector<Difference> differences;  ///< of what was changed
};

/// Over the files that make up the regulation, in the order of their names and places; what was removed comes last.
/// Files that do not parse say nothing: load them first.
std::vector<ItemChange> CompareItems(const std::vector<SourceFile>& before, const std::vector<SourceFile>& after,
                                     const std::string& regulation_id);

/// A duty opened on one moment, counted under both.
struct CountedExample {
  Instant opened;
  std::optional<Instant> before;
  std::optional<Instant> after;
};

/// How one duty differs during a stretch of days.
struct DutyMove {
  std::string id;
  Text title;
  Validity days;
  bool was = false;                     ///< in force before
  bool is = false;                      ///< in force after
  std::vector<Difference> differences;  ///< trigger, holder, counterpart, deadline, extension, late, fulfilled, lapses
  /// When the deadline is another: the first working morning of the stretch. When the calendar alone moves it: the
  /// first morning on which it does; then there may be no differences.
  std::optional<CountedExample> example;
};
std::vector<DutyMove> CompareDuties(const Regulation& before, const Regulation& after);

/// What a class of persons may be given of one benefit differs during a stretch of days. Rows as one line each; empty:
/// nothing is granted.
struct EntitlementMove {
  std::string benefit;
  std::string beneficiary;
  Text title;   ///< of the benefit
  Text person;  ///< of the class
  Validity days;
  std::string before;
  std::string after;
};
std::vector<EntitlementMove> CompareEntitlements(const Regulation& before, const Regulation& after);

}  // namespace nuong::regulation
