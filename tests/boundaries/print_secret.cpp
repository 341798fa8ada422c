// A secret has no text form.
#include <ostream>

#include "nuong/vault/vault.hpp"

namespace nuong {
#ifdef NUONG_ALLOWED
void Print(std::ostream& out, const vault::PublicKey& key) { out << key.text(); }
#else
void Print(std::ostream& out, const vault::Secret& secret) { out << secret; }
#endif
}  // namespace nuong
