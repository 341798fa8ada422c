// Only ledger::Journal makes receipts.
#include "nuong/base/proof.hpp"

namespace nuong {
#ifdef NUONG_ALLOWED
Receipt Make(const Receipt& given) { return given; }
#else
Receipt Make() { return Receipt(); }
#endif
}  // namespace nuong
