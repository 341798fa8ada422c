#pragma once
#include "nuong/vault/password.hpp"

namespace nuong::vault {

/// A lock of the right form and cost that no password opens: the stand-in for a member who does not exist.
PasswordLock DecoyLock(PasswordCost cost);

}  // namespace nuong::vault
