#pragma once
#include <string>

#include "nuong/base/field_class.hpp"
#include "nuong/base/id.hpp"
#include "nuong/base/ports.hpp"
#include "nuong/base/result.hpp"
#include "nuong/vault/unit_keys.hpp"

namespace nuong::vault {

/// A unit has ended and another has taken its place: the private key of one class of `from`, boxed to the unit `to`.
/// Every wrap made for `from` opens through it, so that no case has to be touched.
struct Succession {
  UnitName from;
  UnitName to;
  FieldClass field_class = FieldClass::kSkeleton;
  PublicKey from_key;  ///< the public half of what is boxed
  std::string boxed;   ///< bound to from, to and class
};

/// `ended` holds the key that is passed on; it must hold one of the class.
Succession PassOn(const UnitKeys& ended, FieldClass field_class, const UnitName& to, const PublicKey& to_key,
                  Random& random);

/// The successor's own key is about to change to `to_key`: the same succession, boxed to that one.
Result<Succession> PassAgain(const UnitKeys& keys, Succession succession, const PublicKey& to_key, Random& random);

/// Adds the key of `from` to `keys`, which must hold a key of `to`: its own, or one inherited before (so a chain of
/// successions is opened from its living end). Errors: kRefused (no key of `to`), kCorrupt (altered, or not the private
/// half of `from_key`).
Result<void> Inherit(UnitKeys& keys, const Succession& succession);

}  // namespace nuong::vault
