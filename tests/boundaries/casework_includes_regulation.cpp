// The case does not know what the regulation says to its facts.
#ifdef NUONG_ALLOWED
#include "nuong/base/value.hpp"
#else
#include "nuong/regulation/model.hpp"
#endif
