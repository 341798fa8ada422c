#include "nuong/vault/succession.hpp"

#include <cassert>
#include <utility>

#include "bytes.hpp"
#include "nuong/vault/box.hpp"
#include "refusals.hpp"

namespace nuong::vault {
namespace {

std::string SuccessionPurpose(const UnitName& from, const UnitName& to, FieldClass field_class) {
  return ByteWriter().Field("succession").Field(from.text()).Field(to.text()).Field(FieldClassCode(field_class)).Take();
}

}  // namespace

Succession PassOn(const UnitKeys& ended, FieldClass field_class, const UnitName& to, const PublicKey& to_key,
                  Random& random) {
  const KeyPair* pair = ended.Find(field_class);
  assert(pair != nullptr);
  return {
      .from = ended.unit(),
      .to = to,
      .field_class = field_class,
      .from_key = pair->public_key,
      .boxed = BoxSeal(to_key, pair->private_key.bytes(), SuccessionPurpose(ended.unit(), to, field_class), random)};
}

Result<Succession> PassAgain(const UnitKeys& keys, Succession succession, const PublicKey& to_key, Random& random) {
  const KeyPair* through = keys.Find(succession.field_class);
  if (through == nullptr || succession.to != keys.unit()) return NoPermit("no key of the succeeding unit");
  const std::string purpose = SuccessionPurpose(succession.from, succession.to, succession.field_class);
  NUONG_TRY(const Secret secret, BoxOpen(*through, succession.boxed, purpose));
  succession.boxed = BoxSeal(to_key, secret.bytes(), purpose, random);
  return succession;
}

Result<void> Inherit(UnitKeys& keys, const Succession& succession) {
  const KeyPair* through = keys.FindOf(succession.to, succession.field_class);
  if (through == nullptr) return NoPermit("no key of the succeeding unit");
  NUONG_TRY(Secret secret, BoxOpen(*through, succession.boxed,
                                   SuccessionPurpose(succession.from, succession.to, succession.field_class)));
  if (!IsPrivateHalfOf(succession.from_key, secret)) return Altered("succession does not hold the ended unit's key");
  keys.inherited_.insert_or_assign({succession.from, succession.field_class},
                                   KeyPair{.public_key = succession.from_key, .private_key = std::move(secret)});
  return {};
}

}  // namespace nuong::vault
