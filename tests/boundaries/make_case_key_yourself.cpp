// A case key comes from MakeCaseKey or, with a permit, from Unwrap.
#include "nuong/vault/vault.hpp"

namespace nuong {
vault::CaseKey Make(const CaseId& case_id, Random& random) {
#ifdef NUONG_ALLOWED
  return vault::MakeCaseKey(case_id, FieldClass::kIdentity, 1, random);
#else
  return vault::CaseKey(case_id, FieldClass::kIdentity, 1, vault::MakeKeyPair(random).private_key);
#endif
}
}  // namespace nuong
