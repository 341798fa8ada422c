// A sealed value opens only for someone who was decided to be allowed.
#include "nuong/vault/vault.hpp"

namespace nuong {
Result<Value> Read([[maybe_unused]] const Permit& permit, const Receipt& receipt, const vault::CaseKey& key,
                   const vault::Sealed<Value>& sealed) {
#ifdef NUONG_ALLOWED
  return vault::Open(permit, receipt, key, sealed);
#else
  return vault::Open(nullptr, receipt, key, sealed);
#endif
}
}  // namespace nuong
