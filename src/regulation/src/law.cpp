#include "nuong/regulation/law.hpp"

#include <algorithm>
#include <cstdlib>

namespace nuong::regulation {

std::string_view CertaintyCode(Certainty certainty) {
  switch (certainty) {
    case Certainty::kVerified:
      return "verified";
    case Certainty::kPartial:
      return "partial";
    case Certainty::kUnverified:
      return "unverified";
    case Certainty::kUnknown:
      return "unknown";
  }
  std::abort();
}

const Regime* Law::RegimeOn(CivilDate day) const {
  const auto found =
      std::find_if(regimes.begin(), regimes.end(), [&](const Regime& regime) { return regime.validity.Covers(day); });
  return found == regimes.end() ? nullptr : &*found;
}

const Clause* Law::FindClause(std::string_view instrument, std::string_view clause) const {
  const auto found = std::find_if(clauses.begin(), clauses.end(), [&](const Clause& item) {
    return item.instrument == instrument && item.id == clause;
  });
  return found == clauses.end() ? nullptr : &*found;
}

}  // namespace nuong::regulation
