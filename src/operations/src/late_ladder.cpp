#include "late_ladder.hpp"

#include <algorithm>

#include "case_access.hpp"

namespace nuong::operations {
namespace {

/// The unit whose act opened the duty; the one that took its place when it ended since.
UnitName OpenerOf(const casework::CaseFile& file, const regulation::OpenDuty& duty) {
  const auto mark = std::find_if(file.facts.begin(), file.facts.end(),
                                 [&](const casework::FactMark& fact) { return fact.sequence == duty.opened_by; });
  if (mark == file.facts.end()) return duty.holder;
  UnitName opener = mark->unit;
  for (const casework::Passing& passing : file.passings) {
    if (passing.sequence > duty.opened_by && passing.from == opener) opener = passing.to;
  }
  return opener;
}

}  // namespace

std::map<UnitName, Instant> LateLadder(const Services& services, const casework::CaseFile& file,
                                       const regulation::OpenDuty& duty, Instant at) {
  return services.engine.LateLadder(duty, OpenerOf(file, duty), SituationOf(file, at), DateOf(at, services.offset()));
}

}  // namespace nuong::operations
