#include "nuong/vault/case_key.hpp"

#include <utility>
#include <vector>

#include "bytes.hpp"
#include "cipher.hpp"
#include "keysmith.hpp"
#include "nuong/vault/box.hpp"
#include "nuong/vault/hash.hpp"
#include "nuong/vault/rotation.hpp"
#include "refusals.hpp"

namespace nuong::vault {
namespace {

std::string Commitment(const Secret& key) { return KeyedBlake(key, "commit"); }

std::string WrapPurpose(const CaseId& case_id, FieldClass field_class, std::uint32_t version, const UnitName& unit) {
  return ByteWriter()
      .Field("case-key")
      .Raw(ViewOf(case_id.bytes()))
      .Field(FieldClassCode(field_class))
      .U32(version)
      .Field(unit.text())
      .Take();
}

std::string PurposeOf(const Wrap& wrap) { return WrapPurpose(wrap.case_id, wrap.field_class, wrap.version, wrap.unit); }

struct Opened {
  Secret secret;
  const KeyPair* by = nullptr;
};

/// By the present key, or by one of before a rotation while wraps made for it are still about.
Result<Opened> OpenWith(const UnitKeys& keys, const KeyPair& present, const Wrap& wrap) {
  std::vector<const KeyPair*> pairs{&present};
  for (const KeyPair& older : keys.OlderOf(wrap.unit, wrap.field_class)) pairs.push_back(&older);
  for (const KeyPair* pair : pairs) {
    auto secret = BoxOpen(*pair, wrap.boxed, PurposeOf(wrap));
    if (!secret.ok()) continue;
    if (secret->bytes().size() != kKeySize || !EqualSecrets(Commitment(*secret), wrap.commitment)) {
      return Altered("case key does not match its commitment");
    }
    return Opened{std::move(*secret), pair};
  }
  return Altered("wrapped case key does not authenticate");
}

}  // namespace

CaseKey MakeCaseKey(const CaseId& case_id, FieldClass field_class, std::uint32_t version, Random& random) {
  return Keysmith::Make(case_id, field_class, version, MakeSecret(kKeySize, random));
}

Wrap WrapTo(const CaseKey& key, const UnitName& unit, const PublicKey& unit_class_key, Random& random) {
  const Secret& secret = Keysmith::BytesIn(key);
  const std::string purpose = WrapPurpose(key.case_id(), key.field_class(), key.version(), unit);
  return {.case_id = key.case_id(),
          .field_class = key.field_class(),
          .version = key.version(),
          .unit = unit,
          .boxed = BoxSeal(unit_class_key, secret.bytes(), purpose, random),
          .commitment = Commitment(secret)};
}

Result<CaseKey> Unwrap(const Permit& permit, const UnitKeys& keys, const Wrap& wrap) {
  if (!permit.Covers(wrap.case_id, wrap.field_class)) return NoPermit("permit does not cover case and class");
  if (permit.unit() != keys.unit()) return NoPermit("permit and keys differ in unit");
  const KeyPair* pair = keys.FindOf(wrap.unit, wrap.field_class);
  if (pair == nullptr) return NoPermit("the unit holds no key of wrap and class");
  NUONG_TRY(Opened opened, OpenWith(keys, *pair, wrap));
  return Keysmith::Make(wrap.case_id, wrap.field_class, wrap.version, std::move(opened.secret));
}

Result<std::optional<Wrap>> WrapAnew(const UnitKeys& keys, const Wrap& wrap, Random& random) {
  const KeyPair* pair = keys.Find(wrap.field_class);
  if (pair == nullptr || wrap.unit != keys.unit()) return NoPermit("the unit holds no key of wrap and class");
  NUONG_TRY(const Opened opened, OpenWith(keys, *pair, wrap));
  if (opened.by == pair) return std::optional<Wrap>();
  Wrap anew = wrap;
  anew.boxed = BoxSeal(pair->public_key, opened.secret.bytes(), PurposeOf(wrap), random);
  return std::optional(std::move(anew));
}

}  // namespace nuong::vault
