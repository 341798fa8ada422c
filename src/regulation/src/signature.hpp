#pragma once
#include <set>
#include <string>
#include <vector>

#include "nuong/regulation/model.hpp"
#include "nuong/rules/rules.hpp"

/// The names a condition may use, by where it stands (docs/reference/regulation-data.md, "Names a condition may use").
namespace nuong::regulation {

rules::Type TypeOf(FieldType type);
rules::Type TypeOf(FactType type);

/// case.*
rules::Signature CaseNames(const Regulation& regulation);
/// fields.* of one act, of any class
rules::Signature FormNames(const Act& act);
/// case.* and fields.*
rules::Signature DemandNames(const Regulation& regulation, const Act& act);
/// case.* and fact.*: the skeleton fields of the acts of these kinds, in all their versions
rules::Signature FactNames(const Regulation& regulation, const std::vector<std::string>& kinds);
/// case.* and what access knows of the unit that asks
rules::Signature AccessNames(const Regulation& regulation);

/// person.*: what is asked to find entitlements
rules::Signature PersonNames(const Regulation& regulation);

/// fact.* and case.* names that would stand for sealed fields: never allowed, told apart from a slip of the pen.
rules::Signature SealedNames(const Regulation& regulation, const std::vector<std::string>& kinds);

}  // namespace nuong::regulation
