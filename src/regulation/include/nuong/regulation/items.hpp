#pragma once
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "nuong/regulation/model.hpp"

/// A regulation seen as one list of items, and clause by clause.
namespace nuong::regulation {

/// One version of one thing that a regulation holds.
struct Item {
  std::string kind;  ///< one of ItemKinds()
  std::string id;
  Text title;
  Validity validity = kAlways;
  std::optional<Certainty> certainty;  ///< nothing: it stands on no text (a unit)
  std::vector<Citation> clauses;       ///< where it stands; the main one first
};

/// "act", "duty", "entitlement", "instrument" … in a fixed order.
const std::vector<std::string>& ItemKinds();

/// All items of a kind, versions each for itself, in the order they were written. None when there is no such kind.
std::vector<Item> ItemsOf(const Regulation& regulation, std::string_view kind);

/// What carries a clause out.
struct Carrier {
  std::string kind;
  std::string id;
  auto operator<=>(const Carrier&) const = default;
};

struct CoveredClause {
  const Clause* clause = nullptr;  ///< of the regulation that was asked about
  std::vector<Carrier> carriers;   ///< each once, by kind and id
};

/// Every clause of law.clauses, in that order, with the items whose source (or `also`) names it.
std::vector<CoveredClause> Coverage(const Regulation& regulation);

}  // namespace nuong::regulation
