#include "reader.hpp"

/// Who there is and where: areas, roles, units with their beds, people of a demo.
namespace nuong::regulation {

void ReadArea(MapReader& item) {
  Area area;
  area.id = item.Slug("id");
  item.SetPath("/areas/" + area.id);
  area.name = item.Label("name");
  area.parent = item.Slug("parent", Need::kOptional);
  area.validity = item.ReadValidity();
  if (area.id.empty()) return;
  const std::string id = area.id;
  if (!item.draft().regulation.areas.emplace(id, std::move(area)).second) RefuseDuplicate(item, "id", id);
}

void ReadRole(MapReader& item) {
  Role role;
  const std::string id = item.Slug("id");
  item.SetPath("/roles/" + id);
  role.id = RoleName(id);
  role.name = item.Label("name");
  role.may_receive = item.Flag("may_receive");
  role.validity = item.ReadLife();
  role.successors = NamesIn<RoleName>(item, "successors");
  role.source = item.ReadSource();
  if (id.empty()) return;
  if (!item.draft().regulation.roles.emplace(role.id, role).second) RefuseDuplicate(item, "id", id);
}

namespace {

void ReadBeds(MapReader& unit, std::vector<BedGroup>& beds) {
  std::set<std::string> seen;
  unit.Each("beds", Need::kOptional, [&](MapReader& item) {
    BedGroup group;
    group.id = item.Slug("id");
    group.name = item.Label("name");
    group.sexes = item.Strings("sexes", Need::kRequired);
    group.age_groups = item.Strings("age_groups", Need::kRequired);
    group.capacity = item.Number("capacity", Need::kRequired).value_or(1);
    if (group.capacity <= 0) {
      item.draft().findings.Add(item.PlaceOf("capacity"), "bad_number",
                                {"Sức chứa phải lớn hơn 0.", "The capacity must be more than 0."});
    }
    if (!group.id.empty() && !seen.insert(group.id).second) RefuseDuplicate(item, "id", group.id);
    beds.push_back(std::move(group));
  });
}

}  // namespace

void ReadUnit(MapReader& item) {
  Unit unit;
  const std::string id = item.Slug("id");
  item.SetPath("/units/" + id);
  unit.id = UnitName(id);
  unit.name = item.Label("name");
  unit.role = RoleName(item.Slug("role"));
  unit.area = item.Slug("area");
  unit.validity = item.ReadValidity();
  const std::string successor = item.Slug("successor", Need::kOptional);
  if (!successor.empty()) unit.successor = UnitName(successor);
  ReadBeds(item, unit.beds);
  if (id.empty()) return;
  if (!item.draft().regulation.units.emplace(unit.id, unit).second) RefuseDuplicate(item, "id", id);
}

void ReadDemoMember(MapReader& item) {
  std::vector<DemoMember>& members = item.draft().regulation.demo_members;
  DemoMember member;
  item.SetPath(NextPath("demo_members", members));
  member.id = MemberName(item.Slug("id"));
  member.title = item.Label("title");
  member.unit = UnitName(item.Slug("unit"));
  for (const DemoMember& other : members) {
    if (other.id == member.id && !member.id.IsEmpty()) RefuseDuplicate(item, "id", member.id.text());
  }
  if (!member.id.IsEmpty()) members.push_back(std::move(member));
}

}  // namespace nuong::regulation
