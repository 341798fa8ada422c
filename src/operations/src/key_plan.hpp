#pragma once
#include <map>
#include <set>
#include <string>
#include <vector>

#include "case_access.hpp"
#include "keyring.hpp"

/// Keys follow entitlement. After an act, each unit that may now read a class gets that class's case keys, each that
/// may no longer loses them and the class gets a new key; units whose access waits for a signature, or that could open
/// it in an emergency, get theirs under a second lock.
namespace nuong::operations {

/// Who may hold which key, before and after an act.
struct Entitlement {
  std::map<UnitName, std::set<FieldClass>> open;      ///< may read now
  std::map<UnitName, std::set<FieldClass>> prepared;  ///< will, once a prepared relation is given
  std::map<UnitName, std::set<FieldClass>> glass;  ///< might, in an emergency, now or once a prepared relation is given
};
Entitlement EntitlementOf(const Services& services, const casework::CaseFile& file);

/// The outcome: what to change in the keyring, and a key to seal with for each class that is written.
struct KeyPlan {
  std::vector<KeyChange> changes;
  std::map<FieldClass, vault::CaseKey> sealing;
  std::int64_t epoch = 0;  ///< the plan holds while this is the directory's (rotation.hpp)
};

struct KeyRequest {
  const casework::CaseFile* after = nullptr;  ///< the case as the act leaves it
  std::vector<Permit> permits;                ///< of the acting unit to pass on, before the act and after
  vault::UnitKeys* keys = nullptr;            ///< of the acting unit; inherits those of units it has succeeded
  std::set<FieldClass> writes;                ///< classes with sealed fields in this act
  std::set<FieldClass> erases;  ///< classes whose every key is destroyed; what is written later gets a new one
};

/// A unit that may read but whose key nobody present can pass on is left without it; the next act of a holder mends
/// that.
Result<KeyPlan> PlanKeys(Services& services, store::Reader& reader, const KeyRequest& request);

}  // namespace nuong::operations
