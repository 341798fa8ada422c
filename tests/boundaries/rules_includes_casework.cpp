// The expression language knows named values, not cases.
#ifdef NUONG_ALLOWED
#include "nuong/rules/rules.hpp"
#else
#include "nuong/casework/case_file.hpp"
#endif
