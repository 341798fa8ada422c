#include "nuong/operations/welcome.hpp"

#include "present.hpp"

namespace nuong::operations {

Result<WelcomeView> Welcome(Services& services) {
  WelcomeView welcome{services.regulation().province, services.world.demo, {}};
  if (!services.world.demo) return welcome;
  for (const regulation::DemoMember& member : services.regulation().demo_members) {
    welcome.members.push_back({member.id.text(), member.title, UnitLabel(services, member.unit)});
  }
  return welcome;
}

}  // namespace nuong::operations
