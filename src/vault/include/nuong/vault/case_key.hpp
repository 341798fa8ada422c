#pragma once
#include <cstdint>
#include <string>
#include <utility>

#include "nuong/base/field_class.hpp"
#include "nuong/base/id.hpp"
#include "nuong/base/ports.hpp"
#include "nuong/base/proof.hpp"
#include "nuong/base/result.hpp"
#include "nuong/vault/key_pair.hpp"
#include "nuong/vault/secret.hpp"
#include "nuong/vault/unit_keys.hpp"

namespace nuong::vault {

/// One case key (case × class × version), wrapped to one unit's key of that class.
struct Wrap {
  CaseId case_id;
  FieldClass field_class = FieldClass::kSkeleton;
  std::uint32_t version = 0;
  UnitName unit;
  std::string boxed;       ///< BoxSeal of the case key, bound to the four members above
  std::string commitment;  ///< 32 bytes, BLAKE2b of the case key: what is unwrapped must match
};

/// A case key in hand. Can seal; can be wrapped to more units; cannot open anything by itself.
class CaseKey {
 public:
  CaseKey(CaseKey&&) noexcept = default;
  CaseKey& operator=(CaseKey&&) noexcept = default;
  const CaseId& case_id() const { return case_id_; }
  FieldClass field_class() const { return field_class_; }
  std::uint32_t version() const { return version_; }

 private:
  friend class Keysmith;
  CaseKey(const CaseId& case_id, FieldClass field_class, std::uint32_t version, Secret key)
      : case_id_(case_id), field_class_(field_class), version_(version), key_(std::move(key)) {}
  CaseId case_id_;
  FieldClass field_class_;
  std::uint32_t version_;
  Secret key_;
};

CaseKey MakeCaseKey(const CaseId& case_id, FieldClass field_class, std::uint32_t version, Random& random);
Wrap WrapTo(const CaseKey& key, const UnitName& unit, const PublicKey& unit_class_key, Random& random);
/// Takes the key out of a wrap made for the caller's unit or one whose keys it has inherited; `permit` must cover case
/// and class and be of the unit whose keys these are. Errors: kRefused (no permit, wrong unit, no private key for the
/// class), kCorrupt (altered wrap, wrong commitment).
Result<CaseKey> Unwrap(const Permit& permit, const UnitKeys& keys, const Wrap& wrap);

}  // namespace nuong::vault
