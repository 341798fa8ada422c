#include "nuong/vault/rotation.hpp"

#include <utility>

#include "bytes.hpp"
#include "nuong/vault/box.hpp"
#include "refusals.hpp"

namespace nuong::vault {
namespace {

std::string RotationPurpose(const UnitName& unit, FieldClass field_class, std::uint32_t version) {
  return ByteWriter().Field("older-key").Field(unit.text()).Field(FieldClassCode(field_class)).U32(version).Take();
}

}  // namespace

OlderKey KeepOlder(const KeyPair& older, const UnitName& unit, FieldClass field_class, std::uint32_t version,
                   const PublicKey& newer, Random& random) {
  return {.unit = unit,
          .field_class = field_class,
          .version = version,
          .public_key = older.public_key,
          .boxed = BoxSeal(newer, older.private_key.bytes(), RotationPurpose(unit, field_class, version), random)};
}

Result<void> TakeOlder(UnitKeys& keys, const OlderKey& older) {
  const KeyPair* present = keys.FindOf(older.unit, older.field_class);
  if (present == nullptr) return NoPermit("no key of unit and class");
  auto& taken = keys.older_[{older.unit, older.field_class}];
  const KeyPair& newer = taken.empty() ? *present : taken.back();
  NUONG_TRY(Secret secret, BoxOpen(newer, older.boxed, RotationPurpose(older.unit, older.field_class, older.version)));
  if (!IsPrivateHalfOf(older.public_key, secret)) return Altered("not the older key of the unit");
  taken.push_back({.public_key = older.public_key, .private_key = std::move(secret)});
  return {};
}

}  // namespace nuong::vault
