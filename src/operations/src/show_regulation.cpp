#include "nuong/operations/show_regulation.hpp"

#include <algorithm>

#include "present.hpp"
#include "refusals.hpp"
#include "regulation_day.hpp"
#include "regulation_items.hpp"

namespace nuong::operations {
namespace {

std::vector<RegimeView> RegimesOf(const Services& services, CivilDate day) {
  std::vector<RegimeView> regimes;
  for (const regulation::Regime& regime : services.regulation().law.regimes) {
    RegimeView view{regime.id,
                    regime.name,
                    FormatDate(regime.validity.from),
                    UntilOf(regime.validity),
                    StandingOn(regime.validity, regime.source.certainty, day),
                    regime.instruments,
                    std::nullopt,
                    SourceOf(services, regime.source)};
    if (!regime.transition.IsEmpty()) view.transition = regime.transition;
    regimes.push_back(std::move(view));
  }
  return regimes;
}

std::vector<KindCount> CountsOf(const regulation::Regulation& regulation, CivilDate day) {
  std::vector<KindCount> counts;
  VisitItems(regulation, [&](std::string_view kind, const std::string& id, const Text& title, const auto& item) {
    if (counts.empty() || counts.back().kind != kind) counts.push_back({std::string(kind), 0, 0});
    ++counts.back().all;
    if (RowOf(regulation, kind, id, title, item, day).standing != "not_in_force") ++counts.back().in_force;
  });
  return counts;
}

std::vector<DayOffView> DaysOffOf(const WorkingCalendar& calendar, CivilDate day) {
  const std::string year = FormatDate(day).substr(0, 4);
  std::vector<DayOffView> days;
  const auto add = [&](const std::map<CivilDate, CalendarDay>& from, bool worked) {
    for (const auto& [date, named] : from) {
      const std::string written = FormatDate(date);
      if (!written.starts_with(year)) continue;
      const std::string certainty(regulation::CertaintyCode(named.certainty));
      days.push_back({written, named.name, worked, certainty, named.projected});
    }
  };
  add(calendar.days_off, false);
  add(calendar.working_days, true);
  std::sort(days.begin(), days.end(), [](const auto& one, const auto& other) { return one.day < other.day; });
  return days;
}

}  // namespace

Result<RegulationView> ShowRegulation(Services& services, const Caller& caller, const ShowRegulationRequest& request) {
  if (!services.sessions.Find(caller, services.Now())) return NotSignedIn();
  NUONG_TRY(const CivilDate day, DayAsked(services, request.on, "/query/on"));
  const regulation::Regulation& regulation = services.regulation();
  RegulationView view;
  view.id = regulation.id;
  view.title = regulation.title;
  view.province = regulation.province;
  view.on = FormatDate(day);
  view.today = FormatDate(DateOf(services.Now(), services.offset()));
  if (const regulation::Regime* regime = regulation.law.RegimeOn(day)) view.regime = regime->id;
  view.regimes = RegimesOf(services, day);
  for (const auto& [id, instrument] : regulation.instruments) view.instruments.push_back(InstrumentOf(instrument, day));
  view.counts = CountsOf(regulation, day);
  view.days_off = DaysOffOf(regulation.calendar, day);
  if (regulation.calendar.decided_until) view.decided_until = FormatDate(*regulation.calendar.decided_until);
  return view;
}

}  // namespace nuong::operations
