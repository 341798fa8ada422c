#pragma once
#include <string>
#include <vector>

#include "nuong/base/result.hpp"
#include "nuong/base/value.hpp"
#include "nuong/regulation/model.hpp"

/// What the law of a day gives a person. Pure; a person here is what is known about her, nothing more.
namespace nuong::regulation {

/// The answer for one benefit.
struct Entitled {
  const Benefit* benefit = nullptr;      ///< of the regulation that was asked, as are the rows
  Given given = Given::kNo;              ///< kUnknown: a fact is missing, or the law is not verified
  std::vector<const Entitlement*> rows;  ///< those that decide; none: no row in force speaks of such a person
  std::optional<Decimal> amount;         ///< of the first row, in the unit of its parameter
  std::string amount_unit;               ///< empty without an amount
  Text amount_why;                       ///< how the amount comes about, or why there is none
  std::vector<std::string> missing;      ///< person facts that would decide it; empty unless kUnknown for want of them
  Certainty certainty = Certainty::kUnknown;  ///< the least certain of the rows that decide
};

/// One answer for each benefit in force on the day, in the order they were written. `person` holds person facts by id:
/// a yes_no is a bool, an integer an integer, a choice its code, a date "2023-06-03"; what is left out is unknown.
/// A row that excludes outweighs one that grants; a row that may exclude or may grant leaves it unknown. Answers that
/// CheckPerson refuses are taken as they are: check first.
std::vector<Entitled> EntitlementsOf(const Regulation& regulation, const Value::Object& person, CivilDate day);

/// Facts that nobody asks for, or answers of a wrong kind; pointers are "/<fact>".
std::vector<FieldProblem> CheckPerson(const Regulation& regulation, const Value::Object& person, CivilDate day);

}  // namespace nuong::regulation
