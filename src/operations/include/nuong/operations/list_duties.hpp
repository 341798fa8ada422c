#pragma once
#include "nuong/base/result.hpp"
#include "nuong/operations/caller.hpp"
#include "nuong/operations/wire.hpp"

namespace nuong::operations {

struct TargetView {
  std::string id;
  Text title;
  std::int64_t counted = 0;  ///< cases it counts
  std::int64_t met = 0;
  Shared<SourceView> source;
  std::vector<std::string> missing;  ///< code names of the counted cases that do not meet it yet
};
BOOST_DESCRIBE_STRUCT(TargetView, (), (id, title, counted, met, source, missing))

/// Somebody elsewhere searched for a person who may be the one of this case of ours. Only those who care for her are
/// told; who searched is not.
struct MatchNoticeView {
  std::int64_t sequence = 0;
  std::string case_id;
  std::string code_name;
  std::string at;
  Text unit_name;  ///< whose member searched
  Text purpose;
};
BOOST_DESCRIBE_STRUCT(MatchNoticeView, (), (sequence, case_id, code_name, at, unit_name, purpose))

/// Home: "what I must do", sorted by time left; duties without a stated time come last.
struct HomeView {
  std::string now;
  std::vector<DutyView> mine;     ///< open and late duties my unit holds
  std::vector<DutyView> waiting;  ///< open and late duties of others in which my unit is the counterpart or is told
  std::int64_t done_today = 0;
  std::vector<TargetView> targets;       ///< for units that answer for them, else empty
  std::vector<MatchNoticeView> matches;  ///< possible matches in the unit's care, newest first
  std::int64_t exports = 0;              ///< requests for a file that wait for the caller to confirm them
  std::int64_t alerts = 0;               ///< alerts about officers that wait for the caller's answer
};
BOOST_DESCRIBE_STRUCT(HomeView, (), (now, mine, waiting, done_today, targets, matches, exports, alerts))

/// Skeleton only (F1): no person's name is in this answer, so it needs no entry in the ledger.
Result<HomeView> ListDuties(Services& services, const Caller& caller);

}  // namespace nuong::operations
