#pragma once
#include <set>
#include <string>
#include <vector>

#include "nuong/operations/reform_day.hpp"
#include "successions.hpp"

/// What the regulation alone says of a reform day.
namespace nuong::operations {

struct EndingUnit {
  const regulation::Unit* unit = nullptr;
  const regulation::Unit* successor = nullptr;  ///< null when it cannot move
  std::optional<Text> stuck;                    ///< why not
};

std::set<CivilDate> ReformDays(const regulation::Regulation& regulation);
std::vector<EndingUnit> UnitsEnding(const regulation::Regulation& regulation, CivilDate day);
std::vector<UnitMove> MovesOf(const std::vector<EndingUnit>& ending);
/// Acts and duties that begin, end or change on the day.
std::vector<ReformLawView> LawChanges(const regulation::Regulation& regulation, CivilDate day);

}  // namespace nuong::operations
