// Secrets are never compared with ==, whose time tells where they differ.
#include "nuong/vault/vault.hpp"

namespace nuong {
#ifdef NUONG_ALLOWED
bool Same(const vault::PublicKey& a, const vault::PublicKey& b) { return a == b; }
#else
bool Same(const vault::Secret& a, const vault::Secret& b) { return a == b; }
#endif
}  // namespace nuong
