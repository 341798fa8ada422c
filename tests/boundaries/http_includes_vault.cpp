// http speaks to operations; it never sees keys or sealed values.
#ifdef NUONG_ALLOWED
#include "nuong/base/result.hpp"
#else
#include "nuong/vault/vault.hpp"
#endif
