#pragma once
#include <deque>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "nuong/base/civil.hpp"
#include "nuong/ledger/entry.hpp"
#include "nuong/regulation/model.hpp"

/// What is unusual, from the ledger's entries alone: pure, no clock inside.
namespace nuong::operations {

/// How many days with anything on them a member's usual day needs to count.
inline constexpr std::size_t kFewestUsualDays = 5;

struct AlertAnswer {
  Instant at;
  UnitName unit;
  std::string finding;  ///< code
};
struct Alert {
  std::uint64_t sequence = 0;  ///< its own entry; 0 until it has one
  Instant at;
  std::string rule;
  MemberName member;  ///< whom it is about
  UnitName unit;
  std::uint64_t because = 0;  ///< the entry that reached the number
  std::int64_t count = 0;     ///< 0 for bait
  std::int64_t usual = 0;     ///< her usual day; 0: unknown, or not looked at
  std::int64_t looks = 0;     ///< cases she read meanwhile, each once a day; 0: not looked at
  std::optional<AlertAnswer> answer;
};

/// An alert on its way: told once under `once`.
struct Untold {
  Alert alert;
  std::string once;
};

/// Counts entry by entry; entries must come in their order.
class AlertWatch {
 public:
  /// `openings`: kinds of act that open a part of a case in an emergency.
  AlertWatch(const std::vector<regulation::AlertRule>& rules, std::set<std::string> openings, Offset offset)
      : rules_(&rules), openings_(std::move(openings)), offset_(offset) {}

  /// What earlier runs told, to be known before the first entry: rule, and the entry because of which.
  void Know(std::set<std::pair<std::string, std::uint64_t>> told) { told_ = std::move(told); }

  /// What this entry makes unusual. What was counted for an alert is not counted for the next; `once` is the member and
  /// the day. An entry that is not fresh is only counted, and ends a count where an earlier run did, so that whoever
  /// begins somewhere in the middle comes to what the earlier run would have come to.
  std::vector<Untold> See(const ledger::Entry& entry, bool is_fresh);

  /// The longest that any rule looks back.
  int DaysBack() const;

 private:
  struct Counted {
    Instant at;
    std::string what;
  };
  struct Tally {
    std::deque<Counted> recent;
    std::map<CivilDate, int> days;
    std::map<CivilDate, int> looks;  ///< cases read, of those days that the rule may still count
    std::set<CaseId> read_today;
    std::optional<CivilDate> told_on;
  };
  void CountLook(const regulation::AlertRule& rule, const ledger::Entry& entry, Tally& tally) const;
  std::optional<Alert> Count(const regulation::AlertRule& rule, const ledger::Entry& entry, const std::string& what,
                             Tally& tally) const;
  std::optional<std::string> CountedBy(const regulation::AlertRule& rule, const ledger::Entry& entry) const;
  static int UsualDay(const Tally& tally, CivilDate today);

  const std::vector<regulation::AlertRule>* rules_;
  std::set<std::string> openings_;
  std::set<std::pair<std::string, std::uint64_t>> told_;
  Offset offset_;
  std::map<std::pair<std::size_t, MemberName>, Tally> tallies_;
};

/// What WatchForAlerts keeps between two looks; nobody else uses it.
struct AlertDesk {
  AlertWatch watch;
  std::optional<std::uint64_t> next;  ///< entry to count; none until the first look
  Instant tells_from;                 ///< what is older was told by an earlier run, or is not told any more
  std::deque<Untold> untold;          ///< goes when it is on record
};

}  // namespace nuong::operations
