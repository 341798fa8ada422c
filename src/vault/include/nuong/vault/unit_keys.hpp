#pragma once
#include <cstdint>
#include <map>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "nuong/base/field_class.hpp"
#include "nuong/base/id.hpp"
#include "nuong/base/ports.hpp"
#include "nuong/base/result.hpp"
#include "nuong/vault/key_pair.hpp"

namespace nuong::vault {

struct Succession;
struct OlderKey;

/// The private keys of one unit that a signed-in member holds for the length of one request; with them those of the
/// units it has succeeded, as far as they were inherited (succession.hpp).
class UnitKeys {
 public:
  UnitKeys(UnitName unit, std::map<FieldClass, KeyPair> keys);
  UnitKeys(UnitKeys&&) noexcept = default;
  UnitKeys& operator=(UnitKeys&&) noexcept = default;
  const UnitName& unit() const { return unit_; }
  const KeyPair* Find(FieldClass field_class) const;
  /// The key of this unit, or of one it has inherited from; null when there is none.
  const KeyPair* FindOf(const UnitName& unit, FieldClass field_class) const;
  /// Keys of before a rotation, newest first, as far as they were taken (rotation.hpp).
  const std::vector<KeyPair>& OlderOf(const UnitName& unit, FieldClass field_class) const;

 private:
  friend Result<void> Inherit(UnitKeys& keys, const Succession& succession);
  friend Result<void> TakeOlder(UnitKeys& keys, const OlderKey& older);
  UnitName unit_;
  std::map<FieldClass, KeyPair> keys_;
  std::map<std::pair<UnitName, FieldClass>, KeyPair> inherited_;
  std::map<std::pair<UnitName, FieldClass>, std::vector<KeyPair>> older_;
};

/// Between requests the unit's own keys rest sealed under a key that only the caller's cookie gives back.
std::string RestUnitKeys(const UnitKeys& keys, std::span<const std::uint8_t> session_token, Random& random);
/// kUnauthenticated when the token is not the one they were laid to rest with, or the bytes were altered.
Result<UnitKeys> WakeUnitKeys(std::string_view resting, std::span<const std::uint8_t> session_token);

}  // namespace nuong::vault
