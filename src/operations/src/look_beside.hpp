#pragma once
#include <string>

#include "case_access.hpp"

/// Looks that open nothing sealed and still tell of a case: who looked, who may.
namespace nuong::operations {

/// The action the access rules are asked for by a look of this kind ("looks" → "see_looks"); nothing for other kinds.
std::optional<std::string> ActionOfLook(const std::string& kind);

/// Asks whether the caller may, and records that she looks, or that she was refused. The entry is durable before the
/// case is given. Errors: kAbsent as OpenCase; kRefused on a case she may know of.
Result<casework::CaseFile> LookBeside(Services& services, const Caller& caller, const std::string& id,
                                      const std::string& kind);

}  // namespace nuong::operations
