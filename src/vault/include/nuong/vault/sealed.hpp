#pragma once
#include <cstdint>
#include <string>
#include <string_view>

#include "nuong/base/field_class.hpp"
#include "nuong/base/id.hpp"
#include "nuong/base/ports.hpp"
#include "nuong/base/proof.hpp"
#include "nuong/base/result.hpp"
#include "nuong/base/value.hpp"
#include "nuong/vault/case_key.hpp"

namespace nuong::vault {

/// Ciphertext of a T, bound to case, row, class and key version (AAD): moved or altered, it does not open. Its length
/// tells the size only in steps of 64 bytes.
/// There is no way to T but Open(permit, receipt, key, sealed). (tests/boundaries)
class SealedBytes {
 public:
  const std::string& blob() const { return blob_; }  ///< what is stored: suite | version | nonce | ciphertext
  FieldClass field_class() const { return field_class_; }
  std::uint32_t version() const { return version_; }
  const CaseId& case_id() const { return case_id_; }
  const std::string& row() const { return row_; }

 protected:
  friend class Keysmith;
  SealedBytes() = default;
  CaseId case_id_;
  std::string row_;
  FieldClass field_class_ = FieldClass::kSkeleton;
  std::uint32_t version_ = 0;
  std::string blob_;
};

template <class T>
class Sealed : public SealedBytes {
  friend class Keysmith;
};

/// `row` names the place of the value inside the case and is part of what is authenticated. Throws
/// std::invalid_argument for a value that strict JSON could not read back (ParseJson): what cannot be opened again is
/// never stored.
Sealed<Value> Seal(const CaseKey& key, std::string_view row, const Value& value, Random& random);
/// From storage: reads suite and version; kCorrupt when too short or of an unknown suite.
Result<Sealed<Value>> SealedFromStorage(const CaseId& case_id, std::string_view row, FieldClass field_class,
                                        std::string blob);
/// The only reader. kRefused unless permit and receipt both cover case and class; kCorrupt when it does not
/// authenticate.
Result<Value> Open(const Permit& permit, const Receipt& receipt, const CaseKey& key, const Sealed<Value>& sealed);

}  // namespace nuong::vault
