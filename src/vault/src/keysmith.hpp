#pragma once
#include <string>
#include <utility>

#include "nuong/vault/case_key.hpp"
#include "nuong/vault/sealed.hpp"

namespace nuong::vault {

/// The only hand that makes case keys and sealed values and sees a case key's bytes. Stays inside this room.
class Keysmith {
 public:
  static CaseKey Make(const CaseId& case_id, FieldClass field_class, std::uint32_t version, Secret key) {
    return {case_id, field_class, version, std::move(key)};
  }
  static const Secret& BytesIn(const CaseKey& key) { return key.key_; }

  static Sealed<Value> Make(const CaseId& case_id, std::string_view row, FieldClass field_class, std::uint32_t version,
                            std::string blob) {
    Sealed<Value> sealed;
    sealed.case_id_ = case_id;
    sealed.row_ = row;
    sealed.field_class_ = field_class;
    sealed.version_ = version;
    sealed.blob_ = std::move(blob);
    return sealed;
  }
};

}  // namespace nuong::vault
