#include "nuong/operations/list_beds.hpp"

#include "present.hpp"
#include "refusals.hpp"

namespace nuong::operations {

Result<BedsView> ListBeds(Services& services, const Caller& caller) {
  const auto person = services.sessions.Find(caller, services.Now());
  if (!person) return NotSignedIn();
  BedsView beds;
  beds.now = LocalTime(services, services.Now());
  const CivilDate day = DateOf(services.Now(), services.offset());
  NUONG_CHECK(services.world.store->Read([&](store::Reader& reader) -> Result<void> {
    NUONG_TRY(const auto successions, services.SuccessionsAt(reader));
    for (const auto& [name, unit] : services.regulation().units) {
      if (unit.beds.empty() || !unit.validity.Covers(day)) continue;
      CentreView centre{name.text(), unit.name, {}};
      for (const regulation::BedGroup& group : unit.beds) {
        BedGroupView view{group.id, group.name, group.sexes, group.age_groups, group.capacity, group.capacity};
        for (const UnitName& member : successions->LineOf(name)) {
          reader.Scan(store::Collection::kBeds, store::Prefix(member.text() + "/" + group.id + "/"),
                      [&](std::string_view, std::string_view) {
                        --view.free;
                        return true;
                      });
        }
        if (view.free < 0) view.free = 0;
        centre.groups.push_back(std::move(view));
      }
      beds.centres.push_back(std::move(centre));
    }
    return {};
  }));
  return beds;
}

}  // namespace nuong::operations
