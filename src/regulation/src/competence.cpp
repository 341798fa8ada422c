#include "competence.hpp"

namespace nuong::regulation {

Competence::Competence(const Regulation& regulation) : regulation_(regulation) {
  for (const auto& [name, unit] : regulation.units) units_[unit.role][unit.area].push_back(&unit);
}

const Unit* Competence::Find(const RoleName& role, const UnitName& near, CivilDate day) const {
  const auto of_role = units_.find(role);
  const Unit* start = regulation_.FindUnit(near);
  if (of_role == units_.end() || start == nullptr) return nullptr;
  auto area = regulation_.areas.find(start->area);
  for (std::size_t climbed = 0; area != regulation_.areas.end() && climbed <= regulation_.areas.size(); ++climbed) {
    if (const auto found = of_role->second.find(area->first); found != of_role->second.end()) {
      for (const Unit* unit : found->second) {
        if (unit->validity.Covers(day)) return unit;
      }
    }
    area = regulation_.areas.find(area->second.parent);
  }
  return nullptr;
}

}  // namespace nuong::regulation
