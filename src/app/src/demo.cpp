#include "demo.hpp"

namespace nuong::app {

Result<void> FoundDemo(operations::Services& services, const std::vector<regulation::DemoMember>& members) {
  std::vector<operations::NewMember> first;
  for (const regulation::DemoMember& member : members) {
    // In a demo everybody may approve, so that two are found whatever unit is tried.
    first.push_back({member.id, member.unit, member.title, {"approver"}, std::string(kDemoPassword)});
  }
  return operations::Found(services, first);
}

}  // namespace nuong::app
