#pragma once
#include <string>

#include "nuong/base/result.hpp"
#include "nuong/store/store.hpp"

namespace nuong::store_sqlite {

/// What a failing engine becomes at the edge of the store.
Error ErrorOf(const store::Broken& failure);

// Why a directory is not opened. `note` is for the operator's log.
Error InUse(const std::string& note);
Error Missing(const std::string& note);
Error Foreign(const std::string& note);
Error VersionUnknown(const std::string& note);
Error SchemaAltered(const std::string& note);
Error KeyringApart(const std::string& note);

}  // namespace nuong::store_sqlite
