#pragma once
#include <map>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "nuong/base/result.hpp"
#include "nuong/store/store.hpp"
#include "nuong/vault/vault.hpp"
#include "successions.hpp"

/// The form of the keyring in the store. Keys of the collection:
///   unit/<unit>/<class>                       public key of a unit for a class, hex
///   member/<unit>/<class>/<member>            the unit's private key, boxed to the member
///   wrap/<case>/<class>/<version>/<unit>      a case key, boxed to the unit: 32 bytes commitment, then the box
///   lock/<case>/<class>/<version>/<unit>      the same under the server's second lock, until the other side has signed
///   glass/<case>/<class>/<version>/<unit>     a wrap under the server's second lock, which is taken off only inside a
///                                             request while broken glass opens the class to the unit
///   latest/<case>/<class>                     the highest version ever made, decimal, and "@epoch" of its making when
///                                             unit keys had been rotated before: wraps go, their number is not used
///                                             again, or an old value would meet a new key
///   heir/<from>/<class>/<to>                  the private key of an ended unit, boxed to the one that took its place
///   older/…, rotation/…, recovery/…           see rotation.hpp
///   heirlock/<from>/<class>/<to>              the same under the server's second lock, until the reform is confirmed
namespace nuong::operations {

std::string UnitKeyName(const UnitName& unit, FieldClass field_class);
std::string MemberKeyName(const UnitName& unit, FieldClass field_class, const MemberName& member);
std::string BoxPurpose(const UnitName& unit, FieldClass field_class);

std::optional<vault::PublicKey> UnitPublicKey(store::Reader& reader, const UnitName& unit, FieldClass field_class);

struct KeyChange {
  std::string name;
  std::string bytes;  ///< empty: destroy
};
void Change(store::Writer& writer, const std::vector<KeyChange>& changes);
std::vector<std::string> NamesUnder(store::Reader& reader, const std::string& prefix);

/// Purposes of the second lock: over what waits for the other side's signature, and what only an emergency opens.
inline constexpr const char* kHandoverLock = "handover";
inline constexpr const char* kGlassLock = "emergency";

/// Where one case key lies: class, version and unit.
struct KeySlot {
  FieldClass field_class = FieldClass::kSkeleton;
  std::uint32_t version = 0;
  UnitName unit;
  auto operator<=>(const KeySlot&) const = default;
};
std::string WrapName(const CaseId& case_id, const KeySlot& slot);
std::string WrapPrefix(const CaseId& case_id, FieldClass field_class);
struct WrapPlace {
  CaseId case_id;
  KeySlot slot;
};
/// From the name of a wrap or lock.
Result<WrapPlace> PlaceOfWrap(std::string_view name);
std::string LatestText(std::uint32_t version, std::int64_t epoch);
std::string LatestName(const CaseId& case_id, FieldClass field_class);
std::string LockName(const CaseId& case_id, const KeySlot& slot);
std::string GlassName(const CaseId& case_id, const KeySlot& slot);

std::string HeirName(const UnitMove& move, FieldClass field_class);
std::string HeirLockName(const UnitMove& move, FieldClass field_class);

/// The chain of successions from an ended unit to its living heir, for one class.
class HeirKeys {
 public:
  HeirKeys(store::Reader& reader, const Successions& successions) : reader_(reader), successions_(successions) {}
  /// True when every link has its key: what was wrapped to `unit` opens for its heir.
  bool Reach(const UnitName& unit, FieldClass field_class);
  /// Inherits the links from `unit` to the unit of `keys`, its heir, as far as they have keys, and takes what keys
  /// `unit` had before a rotation.
  Result<void> Open(const UnitName& unit, FieldClass field_class, vault::UnitKeys& keys);

 private:
  Result<void> OpenChain(const UnitName& unit, FieldClass field_class, vault::UnitKeys& keys);
  std::optional<std::string> Link(const UnitMove& move, FieldClass field_class);
  store::Reader& reader_;
  const Successions& successions_;
  std::set<std::pair<UnitName, FieldClass>> opened_;
};

/// All wraps and locks of one case, by slot.
struct CaseKeyring {
  std::map<KeySlot, vault::Wrap> wraps;
  std::map<KeySlot, std::string> locks;  ///< still locked bytes
  std::map<KeySlot, std::string> glass;  ///< still locked bytes
  std::map<FieldClass, std::uint32_t> latest;
  std::map<FieldClass, std::int64_t> born;  ///< epoch of the latest version

  std::uint32_t LatestVersion(FieldClass field_class) const;  ///< 0 when none was ever made
};
Result<CaseKeyring> ReadCaseKeyring(store::Reader& reader, const CaseId& case_id);

/// Of which classes some key lies with the unit now, also as the heir of one it was wrapped to.
std::set<FieldClass> ClassesHeld(store::Reader& reader, const Successions& successions, const CaseKeyring& keyring,
                                 const UnitName& unit);

std::string WrapBytes(const vault::Wrap& wrap);
Result<vault::Wrap> WrapFromBytes(const CaseId& case_id, const KeySlot& slot, std::string_view bytes);

}  // namespace nuong::operations
