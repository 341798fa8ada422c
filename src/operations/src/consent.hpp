#pragma once
#include <vector>

#include "nuong/casework/case_file.hpp"
#include "services.hpp"

/// What an act about consent says (which office, which classes, what for, until when) and whether it can be said.
namespace nuong::operations {

/// One for each recipient; none when the act is not about consent.
std::vector<casework::ConsentEffect> ConsentEffects(const Services& services, const regulation::Act& act,
                                                    const Value::Object& fields);

/// Consent must be for what the text explains and for a time to come; only what stands can be taken back. Fields are
/// answered already, each by itself.
std::vector<FieldProblem> ConsentProblems(const Services& services, const regulation::Act& act,
                                          const Value::Object& fields, const casework::CaseFile& file, Instant at);

}  // namespace nuong::operations
