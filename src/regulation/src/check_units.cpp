#include <functional>
#include <set>

#include "check.hpp"

namespace nuong::regulation {
namespace {

using Next = std::function<std::string(const std::string&)>;

/// True when following `next` from `start` comes back to it.
bool IsInCycle(const std::string& start, const Next& next) {
  std::set<std::string> seen;
  std::string at = next(start);
  while (!at.empty() && at != start && seen.insert(at).second) at = next(at);
  return at == start;
}

void CheckAreas(Draft& draft) {
  const auto& areas = draft.regulation.areas;
  const Next parent = [&](const std::string& id) {
    const auto area = areas.find(id);
    return area == areas.end() ? std::string() : area->second.parent;
  };
  for (const auto& [id, area] : areas) {
    if (!IsInCycle(id, parent)) continue;
    draft.findings.Add(draft.places.At("/areas/" + id + "/parent"), "area_cycle",
                       {"Địa bàn \"" + id + "\" nằm trong chính nó.", "The area \"" + id + "\" lies within itself."});
  }
}

void CheckSuccessors(Draft& draft) {
  const auto& units = draft.regulation.units;
  const Next successor = [&](const std::string& id) {
    const auto unit = units.find(UnitName(id));
    return unit == units.end() || !unit->second.successor ? std::string() : unit->second.successor->text();
  };
  for (const auto& [id, unit] : units) {
    if (!unit.successor) continue;
    const Place& place = draft.places.At("/units/" + id.text() + "/successor");
    if (IsInCycle(id.text(), successor)) {
      draft.findings.Add(
          place, "successor_cycle",
          {"Đơn vị \"" + id.text() + "\" kế tục chính nó.", "The unit \"" + id.text() + "\" succeeds itself."});
      continue;
    }
    const Unit* heir = draft.regulation.FindUnit(*unit.successor);
    if (heir == nullptr || (unit.validity.until && heir->validity.Covers(*unit.validity.until))) continue;
    draft.findings.Add(place, "successor_not_living",
                       {"Đơn vị kế tục phải hoạt động vào ngày \"until\" của đơn vị này.",
                        "The successor must be in service on the \"until\" day of this unit."});
  }
}

}  // namespace

void CheckUnits(Draft& draft) {
  CheckAreas(draft);
  CheckSuccessors(draft);
}

}  // namespace nuong::regulation
