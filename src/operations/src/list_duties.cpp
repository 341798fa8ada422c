#include "nuong/operations/list_duties.hpp"

#include <algorithm>
#include <map>

#include "alert_rows.hpp"
#include "export_rows.hpp"
#include "present.hpp"
#include "refusals.hpp"
#include "search_persons.hpp"
#include "view_keys.hpp"

namespace nuong::operations {
namespace {

using store::Collection;

/// "<8 bytes>/<26 letters>/<duty>" → case and duty.
struct ShelfPlace {
  CaseId case_id;
  std::string duty;
};
std::optional<ShelfPlace> PlaceOf(std::string_view key) {
  constexpr std::size_t kMoment = 9;
  constexpr std::size_t kCase = 26;
  if (key.size() < kMoment + kCase + 2) return std::nullopt;
  const auto case_id = CaseId::Parse(key.substr(kMoment, kCase));
  if (!case_id) return std::nullopt;
  return ShelfPlace{*case_id, std::string(key.substr(kMoment + kCase + 1))};
}

/// The cases of the duties on a unit's shelves, each read once however many of its duties lie there.
class ShelfCases {
 public:
  struct Case {
    std::optional<casework::CaseFile> file;
    std::vector<regulation::OpenDuty> duties;
    bool opens = false;  ///< the unit may know of it
  };

  ShelfCases(const Services& services, store::Reader& reader, const UnitName& unit)
      : services_(services), reader_(reader), unit_(unit) {}

  Result<const Case*> Of(const CaseId& case_id) {
    const auto [known, is_new] = read_.try_emplace(case_id.text());
    if (is_new) {
      NUONG_TRY(known->second.file, ReadCase(services_, reader_, case_id));
      NUONG_TRY(known->second.duties, ReadDuties(services_, reader_, case_id));
      known->second.opens = known->second.file && MayList(services_, *known->second.file, unit_);
    }
    return &known->second;
  }

 private:
  const Services& services_;
  store::Reader& reader_;
  const UnitName& unit_;
  std::map<std::string, Case> read_;
};

/// The shelf "mine" shows what the unit holds, "wait" what others hold. Whom the late ladder names, and who follows no
/// duties of the case, sees one of these only when it has been told.
Result<void> ReadShelf(Services& services, store::Reader& reader, ShelfCases& cases, const std::string& shelf,
                       const UnitName& unit, std::vector<DutyView>& views) {
  NUONG_TRY(const auto keys, ScanLine(services, reader, Collection::kDuties, shelf + "/", unit, {"", "", 500}));
  for (const std::string& key : keys) {
    const auto place = PlaceOf(key);
    if (!place) continue;
    NUONG_TRY(const ShelfCases::Case* const known, cases.Of(place->case_id));
    const auto& [file, duties, opens] = *known;
    if (!file || (!opens && shelf != "mine")) continue;
    for (const regulation::OpenDuty& duty : duties) {
      if (duty.id != place->duty || (duty.holder == unit) != (shelf == "mine")) continue;
      DutyView view = DutyOf(services, *file, duty, unit);
      view.opens = opens;
      if (!opens) {
        std::erase_if(view.acts, [&](const std::string& kind) { return !MayAnswer(services, *file, unit, kind); });
        if (view.acts.empty()) continue;
      }
      const bool follows = unit == duty.holder || unit == duty.counterpart || view.told_at.has_value();
      if (follows || MayDo(services, *file, unit, "see_duties").allowed) views.push_back(std::move(view));
    }
  }
  return {};
}

Result<std::vector<TargetView>> ReadTargets(Services& services, store::Reader& reader, const RoleName& role) {
  std::vector<TargetView> views;
  for (const regulation::Target& target : services.regulation().targets) {
    if (!target.measured_by.empty()) continue;
    if (std::find(target.shown_to.begin(), target.shown_to.end(), role) == target.shown_to.end()) continue;
    TargetView view{target.id, target.title, 0, 0, SourceOf(services, target.source), {}};
    std::vector<CaseId> missing;
    const std::string prefix = target.id + "/";
    reader.Scan(Collection::kTargets, store::Prefix(prefix), [&](std::string_view key, std::string_view met) {
      ++view.counted;
      if (met == "1") {
        ++view.met;
      } else if (const auto case_id = CaseId::Parse(key.substr(prefix.size()))) {
        missing.push_back(*case_id);
      }
      return true;
    });
    for (const CaseId& case_id : missing) {
      NUONG_TRY(const auto file, ReadCase(services, reader, case_id));
      if (file) view.missing.push_back(file->code_name);
    }
    views.push_back(std::move(view));
  }
  return views;
}

}  // namespace

Result<HomeView> ListDuties(Services& services, const Caller& caller) {
  const auto person = services.sessions.Find(caller, services.Now());
  if (!person) return NotSignedIn();
  HomeView home;
  home.now = LocalTime(services, services.Now());
  const regulation::Unit* unit = services.regulation().FindUnit(person->unit);
  NUONG_CHECK(services.world.store->Read([&](store::Reader& reader) -> Result<void> {
    ShelfCases cases(services, reader, person->unit);
    NUONG_CHECK(ReadShelf(services, reader, cases, "mine", person->unit, home.mine));
    NUONG_CHECK(ReadShelf(services, reader, cases, "wait", person->unit, home.waiting));
    if (unit != nullptr) {
      NUONG_TRY(home.targets, ReadTargets(services, reader, unit->role));
    }
    NUONG_TRY(home.exports, ExportsWaiting(services, reader, person->member));
    NUONG_TRY(home.alerts, AlertsWaiting(services, reader, person->member));
    NUONG_TRY(home.matches, MatchNoticesOf(services, reader, person->unit));
    const std::string today = FormatDate(DateOf(services.Now(), services.offset()));
    reader.Scan(Collection::kDuties, store::Prefix("done/" + person->unit.text() + "/" + today + "/"),
                [&](std::string_view, std::string_view) {
                  ++home.done_today;
                  return true;
                });
    return {};
  }));
  return home;
}

}  // namespace nuong::operations
