#pragma once
#include <cstdint>
#include <optional>
#include <string>

#include "keyring.hpp"
#include "membership_log.hpp"
#include "services.hpp"

/// A unit's keys: made with its first member, changed when one leaves. After a change whoever stays holds the present
/// keys only; those of before lie boxed to them until every wrap is made anew, step by step, by whoever of the unit is
/// signed in. Keys of the collection kKeyring:
///   older/<unit>/<class>/<rotation>   public key, hex, and vault::OlderKey::boxed
///   rotation/<unit>                   how far the wraps are made anew, JSON
///   recovery/<unit>/<class>           the unit's private key, boxed to the recovery key of the founding
/// and kMeta keys_epoch counts the rotations of the directory.
/// A row that is damaged is passed over and told of; the older keys are kept then, for it may come back from a backup.
namespace nuong::operations {

struct Rotation {
  std::uint32_t number = 0;  ///< rotations of this unit so far
  std::int64_t epoch = 0;    ///< of the directory, at the last of them
  std::string cursor;        ///< last key of the keyring that was looked at
  std::int64_t done = 0;
  std::int64_t total = -1;  ///< wraps there were when the first step began; -1 before
  bool finished = true;
  std::int64_t damaged = 0;  ///< wraps and inherited keys that do not open

  bool operator==(const Rotation&) const = default;
};
Result<Rotation> ReadRotation(store::Reader& reader, const UnitName& unit);

/// Makes the first keys of a unit, boxed to `members` and to the recovery key.
std::map<FieldClass, vault::PublicKey> MakeUnitKeys(Services& services, store::Writer& writer, const UnitName& unit,
                                                    const std::vector<const Membership*>& members,
                                                    const std::optional<vault::MemberPublic>& recovery);
/// A unit's keys out of the boxes for the recovery key. kConflict when the unit has none; kCorrupt when a box does not
/// hold the private half of the key that the ledger proves.
Result<vault::UnitKeys> OpenRecovered(const Services& services, store::Reader& reader, const UnitName& unit,
                                      const vault::MemberKeys& recovery);
/// `keys` are the present ones, and `staying` whoever holds the new ones.
Result<std::map<FieldClass, vault::PublicKey>> RotateUnitKeys(Services& services, store::Writer& writer,
                                                              const vault::UnitKeys& keys,
                                                              const std::vector<const Membership*>& staying,
                                                              const std::optional<vault::MemberPublic>& recovery);

/// Takes the older keys of the unit and class that are still kept.
Result<void> OpenOlderKeys(store::Reader& reader, const UnitName& unit, FieldClass field_class, vault::UnitKeys& keys);

/// True when a unit that holds the latest key of the class has rotated its own since that was made: somebody who has
/// left may know it. The next write renews it.
Result<bool> IsWorn(store::Reader& reader, const Successions& successions, const CaseKeyring& keyring,
                    FieldClass field_class);

/// How many rotations the directory has seen; a key of a case is born in an epoch.
std::int64_t KeysEpoch(store::Reader& reader);

/// One step of making wraps anew; false when there is nothing left. `most` bounds how many wraps a step makes. Where
/// the work ended with damaged wraps it begins again.
Result<bool> MakeSomeWrapsAnew(Services& services, const Caller& caller, const Sessions::Person& person,
                               std::size_t most);

}  // namespace nuong::operations
