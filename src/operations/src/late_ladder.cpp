#include "late_ladder.hpp"

#include <algorithm>

#include "case_access.hpp"

namespace nuong::operations {

std::map<UnitName, Instant> LateLadder(const Services& services, const casework::CaseFile& file,
                                       const regulation::OpenDuty& duty, Instant at) {
  constexpr std::int64_t kMinute = 60'000'000;
  std::map<UnitName, Instant> told;
  const regulation::Duty* definition = services.engine.DefinitionOf(duty);
  if (definition == nullptr || !duty.deadline.until) return told;
  const regulation::CaseSituation situation = SituationOf(file, at);
  const CivilDate day = DateOf(at, services.offset());
  for (const regulation::LateStep& step : definition->late) {
    const Instant moment{duty.deadline.until->us + step.after_minutes * kMinute};
    for (const UnitName& unit : services.engine.Resolve(step.tell, duty.holder, {}, situation, day)) {
      if (unit == duty.holder) continue;
      const auto [known, is_new] = told.emplace(unit, moment);
      if (!is_new) known->second = std::min(known->second, moment);
    }
  }
  return told;
}

}  // namespace nuong::operations
