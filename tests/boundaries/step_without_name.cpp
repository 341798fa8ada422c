// A step that the list does not name: no test would cut there.
#include "nuong/store/steps.hpp"

namespace nuong {
#ifdef NUONG_ALLOWED
void Go() { store::Reached("data_committed"); }
#else
void Go() { store::Reached("somewhere_else"); }
#endif
}  // namespace nuong
