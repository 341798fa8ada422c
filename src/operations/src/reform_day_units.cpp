#include "reform_day_units.hpp"

#include <map>

namespace nuong::operations {
namespace {

std::optional<Text> WhyStuck(const regulation::Unit& unit, const regulation::Unit* successor, CivilDate day) {
  if (!unit.successor) {
    return Text{"Quy chế chưa nêu cơ quan kế tục.", "The regulation names no unit to take its place."};
  }
  if (successor == nullptr || !successor->validity.Covers(day)) {
    return Text{"Cơ quan kế tục không hoạt động vào ngày này.",
                "The unit to take its place is not in service that day."};
  }
  return std::nullopt;
}

struct Change {
  Text title;
  bool begins = false;
  bool ends = false;
};

template <class Items, class Id>
void AddChanges(const Items& items, CivilDate day, const std::string& kind, Id id, std::vector<ReformLawView>& views) {
  std::map<std::string, Change> changes;
  for (const auto& item : items) {
    const bool begins = item.validity.from == day;
    const bool ends = item.validity.until == day;
    if (!begins && !ends) continue;
    Change& change = changes[id(item)];
    if (begins || change.title.vi.empty()) change.title = item.title;
    change.begins = change.begins || begins;
    change.ends = change.ends || ends;
  }
  for (const auto& [name, change] : changes) {
    const std::string how = change.begins && change.ends ? "changes" : change.begins ? "begins" : "ends";
    views.push_back({kind, how, name, change.title});
  }
}

}  // namespace

std::set<CivilDate> ReformDays(const regulation::Regulation& regulation) {
  std::set<CivilDate> days;
  for (const auto& [name, unit] : regulation.units) {
    if (unit.validity.until) days.insert(*unit.validity.until);
  }
  return days;
}

std::vector<EndingUnit> UnitsEnding(const regulation::Regulation& regulation, CivilDate day) {
  std::vector<EndingUnit> ending;
  for (const auto& [name, unit] : regulation.units) {
    if (unit.validity.until != day) continue;
    const regulation::Unit* successor = unit.successor ? regulation.FindUnit(*unit.successor) : nullptr;
    EndingUnit end{&unit, successor, WhyStuck(unit, successor, day)};
    if (end.stuck) end.successor = nullptr;
    ending.push_back(std::move(end));
  }
  return ending;
}

std::vector<UnitMove> MovesOf(const std::vector<EndingUnit>& ending) {
  std::vector<UnitMove> moves;
  for (const EndingUnit& end : ending) {
    if (end.successor != nullptr) moves.push_back({end.unit->id, end.successor->id});
  }
  return moves;
}

std::vector<ReformLawView> LawChanges(const regulation::Regulation& regulation, CivilDate day) {
  std::vector<ReformLawView> views;
  AddChanges(
      regulation.acts, day, "act", [](const regulation::Act& act) { return act.kind; }, views);
  AddChanges(
      regulation.duties, day, "duty", [](const regulation::Duty& duty) { return duty.id; }, views);
  return views;
}

}  // namespace nuong::operations
