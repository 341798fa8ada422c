// A secret moves; it is never copied unawares.
#include <utility>

#include "nuong/vault/vault.hpp"

namespace nuong {
#ifdef NUONG_ALLOWED
vault::Secret Take(vault::Secret& secret) { return std::move(secret); }
#else
vault::Secret Take(vault::Secret& secret) { return secret; }
#endif
}  // namespace nuong
