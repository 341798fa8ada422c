// A sealed value keeps the class it was sealed for.
#include "nuong/vault/vault.hpp"

namespace nuong {
FieldClass Relabel(vault::Sealed<Value>& sealed) {
#ifdef NUONG_ALLOWED
  return sealed.field_class();
#else
  return sealed.field_class_ = FieldClass::kOperations;
#endif
}
}  // namespace nuong
