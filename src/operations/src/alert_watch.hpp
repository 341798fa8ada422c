#pragma once
#include <deque>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "nuong/base/civil.hpp"
#include "nuong/ledger/entry.hpp"
#include "nuong/regulation/model.hpp"

/// What is unusual, from the ledger's entries alone: pure, no clock inside.
namespace nuong::operations {

/// Days that a member's usual day is taken from, and how many of them she must have worked for it to count.
inline constexpr int kUsualDays = 30;
inline constexpr std::size_t kFewestUsualDays = 5;

struct Unusual {
  std::size_t rule = 0;  ///< index in the regulation's `alerts`
  MemberName member;
  UnitName unit;
  std::uint64_t because = 0;  ///< the entry that reached the number
  CivilDate day;
  int count = 0;
  int usual = 0;  ///< her usual day; 0: unknown, or not looked at
};

/// Counts entry by entry; entries must come in their order.
class AlertWatch {
 public:
  AlertWatch(const std::vector<regulation::AlertRule>& rules, Offset offset) : rules_(&rules), offset_(offset) {}

  /// What this entry makes unusual: at every entry from the number on, so that the caller says once a day.
  std::vector<Unusual> See(const ledger::Entry& entry);

 private:
  struct Counted {
    Instant at;
    std::string what;
  };
  struct Tally {
    std::deque<Counted> recent;
    std::map<CivilDate, int> days;
  };
  static int UsualDay(const Tally& tally, CivilDate today);

  const std::vector<regulation::AlertRule>* rules_;
  Offset offset_;
  std::map<std::pair<std::size_t, MemberName>, Tally> tallies_;
};

}  // namespace nuong::operations
