#include "demo.hpp"

namespace nuong::app {

Result<void> FoundDemo(operations::Services& services, const std::vector<regulation::DemoMember>& members) {
  std::vector<operations::NewMember> first;
  for (const regulation::DemoMember& member : members) {
    first.push_back({member.id, member.unit, member.title, std::string(kDemoPassword)});
  }
  return operations::Found(services, first);
}

}  // namespace nuong::app
