// What reads foreign bytes knows no keys.
#ifdef NUONG_ALLOWED
#include "nuong/picture/picture.hpp"
#else
#include "nuong/vault/vault.hpp"
#endif
