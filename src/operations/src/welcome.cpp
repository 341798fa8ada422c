#include "nuong/operations/welcome.hpp"

#include "present.hpp"

namespace nuong::operations {

namespace {

CivilDate Today(Services& services) { return DateOf(services.Now(), services.offset()); }

}  // namespace

Result<WelcomeView> Welcome(Services& services) {
  WelcomeView welcome{services.regulation().province, services.world.demo, {}, {}};
  for (const Door& door : services.doors) {
    welcome.doors.push_back({door.label, door.services->regulation().province, FormatDate(Today(*door.services)),
                             door.services == &services});
  }
  if (!services.world.demo) return welcome;
  const CivilDate today = Today(services);
  for (const regulation::DemoMember& member : services.regulation().demo_members) {
    const regulation::Unit* unit = services.regulation().FindUnit(member.unit);
    if (unit == nullptr || !unit->validity.Covers(today)) continue;
    welcome.members.push_back({member.id.text(), member.title, UnitLabel(services, member.unit)});
  }
  return welcome;
}

}  // namespace nuong::operations
