// Only access::Authority makes permits.
#include "nuong/base/proof.hpp"

namespace nuong {
#ifdef NUONG_ALLOWED
Permit Make(const Permit& given) { return given; }
#else
Permit Make() { return Permit(); }
#endif
}  // namespace nuong
