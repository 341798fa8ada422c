#pragma once
#include <cstdint>
#include <optional>
#include <string>

#include "nuong/base/ports.hpp"
#include "nuong/base/result.hpp"
#include "nuong/vault/case_key.hpp"
#include "nuong/vault/unit_keys.hpp"

namespace nuong::vault {

/// The key that a unit and class had before a rotation, boxed to the one that took its place: who holds the present key
/// opens what was wrapped before, until every wrap is made anew and this is destroyed.
struct OlderKey {
  UnitName unit;
  FieldClass field_class = FieldClass::kSkeleton;
  std::uint32_t version = 0;  ///< counts the rotations of the unit
  PublicKey public_key;
  std::string boxed;  ///< bound to unit, class and version
};
OlderKey KeepOlder(const KeyPair& older, const UnitName& unit, FieldClass field_class, std::uint32_t version,
                   const PublicKey& newer, Random& random);
/// Adds it to `keys`, which hold the present key and, when there were more rotations, the newer ones of these: take
/// them newest first. Errors: kRefused (no key of unit and class), kCorrupt.
Result<void> TakeOlder(UnitKeys& keys, const OlderKey& older);

/// The same case key wrapped to the unit's present key; nothing when it is already. Shows the case key to nobody, so it
/// takes no permit. Errors: kRefused (another unit's wrap), kCorrupt.
Result<std::optional<Wrap>> WrapAnew(const UnitKeys& keys, const Wrap& wrap, Random& random);

}  // namespace nuong::vault
