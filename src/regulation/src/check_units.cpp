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

/// Agencies of a kind live no longer than the kind.
void CheckLives(Draft& draft) {
  for (const auto& [id, unit] : draft.regulation.units) {
    const auto role = draft.regulation.roles.find(unit.role);
    if (role == draft.regulation.roles.end()) continue;
    const Validity& life = role->second.validity;
    const bool ends_later = life.until && (!unit.validity.until || *life.until < *unit.validity.until);
    if (unit.validity.from >= life.from && !ends_later) continue;
    draft.findings.Add(draft.places.At("/units/" + id.text() + "/role"), "unit_outlives_role",
                       {"Vai trò \"" + unit.role.text() + "\" không tồn tại suốt thời gian hoạt động của đơn vị này.",
                        "The role \"" + unit.role.text() + "\" does not last as long as this unit."});
  }
}

}  // namespace

void CheckUnits(Draft& draft) {
  CheckAreas(draft);
  CheckSuccessors(draft);
  CheckLives(draft);
}

}  // namespace nuong::regulation
