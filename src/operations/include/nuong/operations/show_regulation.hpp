#pragma once
#include "nuong/base/result.hpp"
#include "nuong/operations/caller.hpp"
#include "nuong/operations/regulation_wire.hpp"

namespace nuong::operations {

/// Which body of law governs a decision of a day.
struct RegimeView {
  std::string id;
  Text name;
  std::string from;
  std::optional<std::string> until;
  std::string standing;
  std::vector<std::string> instruments;  ///< ids
  std::optional<Text> transition;        ///< what happens to what is open on its last day
  Shared<SourceView> source;
};
BOOST_DESCRIBE_STRUCT(RegimeView, (), (id, name, from, until, standing, instruments, transition, source))

struct DayOffView {
  std::string day;
  Text name;
  bool worked = false;     ///< a weekend day worked in exchange
  std::string certainty;   ///< verified | partial | unverified | unknown
  bool projected = false;  ///< from what the law fixes for every year; that year's decision is not known
};
BOOST_DESCRIBE_STRUCT(DayOffView, (), (day, name, worked, certainty, projected))

struct KindCount {
  std::string kind;
  std::int64_t in_force = 0;  ///< on the day
  std::int64_t all = 0;
};
BOOST_DESCRIBE_STRUCT(KindCount, (), (kind, in_force, all))

struct RegulationView {
  std::string id;
  Text title;
  Text province;
  std::string on;                     ///< the day shown
  std::string today;                  ///< of the server
  std::optional<std::string> regime;  ///< the regime that governs the day; absent when none is known
  std::vector<RegimeView> regimes;
  std::vector<InstrumentView> instruments;
  std::vector<KindCount> counts;
  std::vector<DayOffView> days_off;          ///< of the year of `on`
  std::optional<std::string> decided_until;  ///< after this day the yearly decision on days off is not known
};
BOOST_DESCRIBE_STRUCT(RegulationView, (),
                      (id, title, province, on, today, regime, regimes, instruments, counts, days_off, decided_until))

struct ShowRegulationRequest {
  std::optional<std::string> on;  ///< a day; today when absent
};
BOOST_DESCRIBE_STRUCT(ShowRegulationRequest, (), (on))

/// What stands over the regulation as it stood on a day. No personal data, so no entry. kInvalid: `on` is no day.
Result<RegulationView> ShowRegulation(Services& services, const Caller& caller, const ShowRegulationRequest& request);

}  // namespace nuong::operations
