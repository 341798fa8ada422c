#include "nuong/operations/show_item.hpp"

#include <algorithm>

#include "item_facts.hpp"
#include "nuong/regulation/citation.hpp"
#include "present.hpp"
#include "refusals.hpp"
#include "regulation_day.hpp"

namespace nuong::operations {
namespace {

/// Of the version of the day; without one the item is not in force, whatever it was or will be.
std::string StandingOfAll(const std::vector<ItemVersion>& versions) {
  const auto found = std::find_if(versions.begin(), versions.end(),
                                  [](const ItemVersion& version) { return version.row.standing != "not_in_force"; });
  return found == versions.end() ? "not_in_force" : found->row.standing;
}

}  // namespace

Result<ItemView> ShowItem(Services& services, const Caller& caller, const ShowItemRequest& request) {
  if (!services.sessions.Find(caller, services.Now())) return NotSignedIn();
  NUONG_TRY(const CivilDate day, DayAsked(services, request.on, "/query/on"));
  const regulation::Regulation& regulation = services.regulation();
  ItemView view{request.kind, request.id, FormatDate(day), {}, {}};
  VisitItems(regulation, [&](std::string_view kind, const std::string& id, const Text& title, const auto& item) {
    if (kind != request.kind || id != request.id) return;
    ItemVersion version{RowOf(regulation, kind, id, title, item, day), SourceOf(services, item.source), {}, {}};
    for (const regulation::Citation& also : item.source.also) {
      version.also.push_back({also.instrument, also.clause, CiteClause(regulation, also.clause)});
    }
    version.facts = FactsOf(regulation, item);
    view.versions.push_back(std::move(version));
  });
  if (view.versions.empty()) return Absent();
  view.standing = StandingOfAll(view.versions);
  return view;
}

}  // namespace nuong::operations
