// The engine is a function of data and a date; it never sees the store.
#ifdef NUONG_ALLOWED
#include "nuong/rules/rules.hpp"
#else
#include "nuong/store/store.hpp"
#endif
