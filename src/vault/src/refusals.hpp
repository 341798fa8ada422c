#pragma once
#include <string>

#include "nuong/base/result.hpp"

/// The errors of this room, each in one place.
namespace nuong::vault {

Error WrongPassword();
Error SessionEnded();
Error NoPermit(std::string note);
Error NoReceipt();
/// Stored bytes that do not authenticate; `note` says which kind.
Error Altered(std::string note);

}  // namespace nuong::vault
