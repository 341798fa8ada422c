#pragma once
#include <set>
#include <vector>

#include "case_access.hpp"
#include "glass.hpp"
#include "nuong/operations/list_emergencies.hpp"

/// Break-glass. What opens, confirms and reviews it are acts of the case, so that who is to know is told as of any act,
/// the review is a duty, and the entry is durable before a lock comes off. Rows of kDuties, functions of the facts:
///   glass/case/<case>/<sequence>          the emergency access, canonical JSON
///   glass/unit/<unit>/<case>/<sequence>   those of a unit
namespace nuong::operations {

struct EmergencyAct {
  const regulation::Act* act = nullptr;  ///< has `emergency`
  Instant at;
  const Value::Object* fields = nullptr;
};
/// May this person take the step now? Gives what the house adds to the fact: who reviews, and whether a second person
/// is needed. Errors: kRefused (rules), kConflict (a review is late, nothing to confirm or review, no key lies ready).
Result<Value::Object> PlanEmergency(const Services& services, store::Reader& reader, const casework::CaseFile& file,
                                    const Sessions::Person& person, const EmergencyAct& act);
/// The same with a snapshot of its own.
Result<Value::Object> PlanEmergencyOf(const Services& services, const casework::CaseFile& file,
                                      const Sessions::Person& person, const EmergencyAct& act);

/// Who took a step that is on record.
struct EmergencyStepper {
  Asker asker;
  MemberName member;
};
/// The same for a step on record, from the views as they stood before it. Whether a key lay ready is not asked: keys
/// are in no entry.
Result<Value::Object> ReplanEmergency(const Services& services, store::Reader& reader, const casework::CaseFile& file,
                                      const EmergencyStepper& by, const EmergencyAct& act);

/// Brings the rows up to date with one more fact; `duties` are those after it.
Result<void> ProjectEmergency(const Services& services, store::Writer& writer, const CaseId& case_id,
                              const casework::Fact& fact, const std::vector<regulation::OpenDuty>& duties);

/// Of one case, oldest first, with living units.
Result<std::vector<Glass>> ReadGlasses(const Services& services, store::Reader& reader, const CaseId& case_id);
/// Classes of the case that broken glass opens to the unit at `now`.
Result<std::set<FieldClass>> EmergencyClasses(const Services& services, store::Reader& reader, const CaseId& case_id,
                                              const UnitName& unit, Instant now);

/// Its own unit, and those who may review: they are told, and find it on their list.
bool MaySeeEmergency(const Services& services, const casework::CaseFile& file, const UnitName& unit,
                     const Glass& glass);
EmergencyView EmergencyOf(Services& services, const casework::CaseFile& file, const Sessions::Person& person,
                          const Glass& glass);

}  // namespace nuong::operations
