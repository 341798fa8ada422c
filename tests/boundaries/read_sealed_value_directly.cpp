// A sealed value has no other reader than vault::Open: it does not become its value by itself.
#include "nuong/vault/vault.hpp"

namespace nuong {
#ifdef NUONG_ALLOWED
const std::string& Read(const vault::Sealed<Value>& sealed) { return sealed.blob(); }
#else
Value Read(const vault::Sealed<Value>& sealed) { return sealed; }
#endif
}  // namespace nuong
