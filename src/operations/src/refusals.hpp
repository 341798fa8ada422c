#pragma once
#include <string>
#include <vector>

#include "nuong/base/result.hpp"

/// The failures that more than one operation gives, each said once.
namespace nuong::operations {

Error NotSignedIn();
/// More password checks wait than the pool takes.
Error SignInBusy();
/// After wrong tries: of a name whether or not somebody has it, or of a network.
Error SignInWaits();
/// Absent and forbidden answer alike: this one error, always.
Error Absent();
/// The same for what is no case: a request, an alert, a mark.
Error NoSuch(std::string note);
Error Refused(Text why, std::string note);
Error InvalidFields(std::vector<FieldProblem> problems);
Error Blocked(Text why, std::string note);
Error CorruptDirectory(std::string note);

}  // namespace nuong::operations
