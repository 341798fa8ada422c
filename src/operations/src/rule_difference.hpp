#pragma once
#include <vector>

#include "nuong/operations/rule_change.hpp"
#include "services.hpp"

/// In what two states of a regulation differ, item by item, as far as access goes.
namespace nuong::operations {

/// The rules of access, and of each act who may do it.
std::vector<ChangedRuleView> ChangedRules(const Services& services, const regulation::Regulation& after);

/// Kinds of agency, relations, purposes and codes of case values that were added or removed.
std::vector<ChangedWordView> ChangedWords(const regulation::Regulation& before, const regulation::Regulation& after);

/// What no request may ever be allowed.
std::vector<ChangedRuleView> ChangedInvariants(const Services& services, const regulation::Regulation& after);

}  // namespace nuong::operations
