#pragma once
#include "nuong/base/result.hpp"
#include "nuong/operations/caller.hpp"
#include "nuong/operations/wire.hpp"

/// Watching over officers. What is told, to whom, and who plants bait is in the regulation (`alerts`, actions
/// `see_alerts` and `plant_bait`). No name of a person in care is in any of these answers.
namespace nuong::operations {

struct AlertView {
  std::int64_t sequence = 0;  ///< the ledger entry of the alert
  std::string at;
  std::string rule;
  Text title;
  Shared<SourceView> source;
  std::string member;  ///< the officer it is about
  std::string unit;
  Text unit_name;
  std::int64_t because = 0;  ///< the entry that caused it
  std::int64_t count = 0;    ///< how many times; 0 for bait
  std::int64_t usual = 0;    ///< on her usual day; 0 when unknown or not looked at
  std::int64_t looks = 0;    ///< cases she read meanwhile, each once a day; 0 when not looked at
  std::optional<std::string> answered_at;
  std::optional<Text> finding;
  std::optional<Text> answered_by;  ///< the unit that answered
};
BOOST_DESCRIBE_STRUCT(AlertView, (),
                      (sequence, at, rule, title, source, member, unit, unit_name, because, count, usual, looks,
                       answered_at, finding, answered_by))

/// An invented person: whoever searches for her is told of. What she is called is not kept.
struct BaitView {
  std::int64_t sequence = 0;  ///< the ledger entry of the planting
  std::string planted_at;
  Text unit_name;  ///< whose member planted it
};
BOOST_DESCRIBE_STRUCT(BaitView, (), (sequence, planted_at, unit_name))

struct FindingView {
  std::string code;
  Text label;
};
BOOST_DESCRIBE_STRUCT(FindingView, (), (code, label))

struct AlertsView {
  /// Those that wait for an answer, the longest waiting first, then the answered ones, newest first; at most 200 of
  /// each. None about the caller or her own unit.
  std::vector<AlertView> alerts;
  std::vector<BaitView> baits;  ///< newest first; for who may plant
  bool may_plant = false;
  std::vector<FindingView> findings;  ///< what an alert can come to
};
BOOST_DESCRIBE_STRUCT(AlertsView, (), (alerts, baits, may_plant, findings))
Result<AlertsView> ListAlerts(Services& services, const Caller& caller);

struct AnswerAlertRequest {
  std::int64_t sequence = 0;
  std::string finding;  ///< of the regulation's list `alert_finding`
};
BOOST_DESCRIBE_STRUCT(AnswerAlertRequest, (), (sequence, finding))
/// Errors: kAbsent (no such alert, or one about the caller's own unit), kRefused, kConflict (answered), kInvalid.
Result<AlertsView> AnswerAlert(Services& services, const Caller& caller, const AnswerAlertRequest& request);

struct PlantBaitRequest {
  std::string name;  ///< at least two words; empty when a document is given
  std::optional<std::int64_t> birth_year;
  std::optional<std::string> document;
};
BOOST_DESCRIBE_STRUCT(PlantBaitRequest, (), (name, birth_year, document))
/// Errors: kRefused, kInvalid (too little to go by).
Result<AlertsView> PlantBait(Services& services, const Caller& caller, const PlantBaitRequest& request);

struct WithdrawBaitRequest {
  std::int64_t sequence = 0;
};
BOOST_DESCRIBE_STRUCT(WithdrawBaitRequest, (), (sequence))
/// Errors: kRefused, kAbsent.
Result<AlertsView> WithdrawBait(Services& services, const Caller& caller, const WithdrawBaitRequest& request);

/// Looks at what was added to the ledger since the last call and puts on record what is to be told. Called every few
/// seconds by the server; not by two threads at once. What was told is not told again: bait once a search, everything
/// else once a member, rule and day.
Result<void> WatchForAlerts(Services& services);

}  // namespace nuong::operations
