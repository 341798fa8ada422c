// http speaks to operations; it never sees the store.
#ifdef NUONG_ALLOWED
#include "nuong/base/result.hpp"
#else
#include "nuong/store/store.hpp"
#endif
