#pragma once
#include <map>
#include <string>

#include "keyring.hpp"
#include "services.hpp"
#include "views.hpp"

/// Opens what a permit and a receipt cover of one case.
namespace nuong::operations {

class CaseReader {
 public:
  /// Takes the case keys the unit holds for the permitted classes, latest and earlier versions; also through the keys
  /// of units it has succeeded, which `keys` inherits. For classes of `emergency` the second lock is taken off the
  /// wraps that lie under glass, here and for as long as this reader lives; call it after the look is durable.
  static Result<CaseReader> Make(const Services& services, store::Reader& reader, const casework::CaseFile& file,
                                 const Permit& permit, vault::UnitKeys& keys,
                                 const std::set<FieldClass>& emergency = {});

  const CaseKeyring& keyring() const { return keyring_; }

  /// The plain fields of a fact.
  Result<Value::Object> Skeleton(store::Reader& reader, std::uint64_t sequence) const;

  /// The sealed fields of one class of the fact at `index`; nothing when the unit was never given that key.
  Result<std::optional<Value::Object>> Open(store::Reader& reader, const Receipt& receipt, std::size_t index,
                                            FieldClass field_class) const;

  /// The file of that class that the fact at `index` carries; nothing when there is none, or the unit was never given
  /// that key.
  Result<std::optional<std::string>> OpenFile(store::Reader& reader, const Receipt& receipt, std::size_t index,
                                              FieldClass field_class) const;

 private:
  CaseReader(const Services& services, const casework::CaseFile& file, const Permit& permit)
      : services_(&services), file_(&file), permit_(&permit) {}
  const Services* services_;
  const casework::CaseFile* file_;
  const Permit* permit_;
  CaseKeyring keyring_;
  std::map<std::pair<FieldClass, std::uint32_t>, vault::CaseKey> keys_;
};

}  // namespace nuong::operations
