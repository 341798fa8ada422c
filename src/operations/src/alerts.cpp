#include "nuong/operations/alerts.hpp"

#include <algorithm>

#include "alert_rows.hpp"
#include "case_access.hpp"
#include "match_sheet.hpp"
#include "membership.hpp"
#include "present.hpp"
#include "refusal_entries.hpp"
#include "refusals.hpp"
#include "search_persons.hpp"

namespace nuong::operations {
namespace {

using regulation::AlertRule;
using store::Collection;

constexpr const char* kSee = "see_alerts";
constexpr const char* kPlant = "plant_bait";
constexpr const char* kFindings = "alert_finding";
constexpr std::size_t kMostAtOnce = 20'000;
constexpr std::size_t kMostShown = 200;  ///< of those that wait, and of the answered ones

/// The caller, who may do this; a refusal is on record.
Result<Asking> WhoMay(Services& services, const Caller& caller, const char* action) {
  NUONG_TRY(Asking asking, WhoAsks(services, caller));
  const access::Decision decision = MayReform(services, asking.row.unit, action, asking.row.duties);
  if (decision.allowed) return asking;
  NUONG_CHECK(RecordRefusal(services, caller, &asking.person, "alerts", decision.rules));
  return Refused(decision.reasons.front(), "watching not allowed for this member");
}

ledger::Draft Step(Services& services, const Caller& caller, const Asking& asking, const char* kind,
                   const char* action) {
  ledger::Draft draft{
      PlainEntry(services, ledger::Deed::kAlert, kind, caller, asking.person.member, asking.person.unit), {}};
  draft.entry.rules = MayReform(services, asking.row.unit, action, asking.row.duties).rules;
  return draft;
}

AlertView ViewOf(Services& services, const Alert& alert) {
  AlertView view;
  view.sequence = static_cast<std::int64_t>(alert.sequence);
  view.at = LocalTime(services, alert.at);
  view.rule = alert.rule;
  view.title = {alert.rule, alert.rule};
  for (const AlertRule& rule : services.regulation().alerts) {
    if (rule.id != alert.rule) continue;
    view.title = rule.title;
    view.source = SourceOf(services, rule.source);
  }
  view.member = alert.member.text();
  view.unit = alert.unit.text();
  view.unit_name = UnitLabel(services, alert.unit);
  view.because = static_cast<std::int64_t>(alert.because);
  view.count = alert.count;
  view.usual = alert.usual;
  view.looks = alert.looks;
  if (alert.answer) {
    const regulation::CodeList* findings = services.regulation().FindCodeList(kFindings);
    const regulation::Code* finding = findings == nullptr ? nullptr : findings->Find(alert.answer->finding);
    view.answered_at = LocalTime(services, alert.answer->at);
    view.finding = finding == nullptr ? Text{alert.answer->finding, alert.answer->finding} : finding->label;
    view.answered_by = UnitLabel(services, alert.answer->unit);
  }
  return view;
}

Result<AlertsView> Show(Services& services, const Asking& asking) {
  AlertsView view;
  if (const regulation::CodeList* findings = services.regulation().FindCodeList(kFindings)) {
    for (const regulation::Code& code : findings->codes) view.findings.push_back({code.code, code.label});
  }
  NUONG_CHECK(services.world.store->Read([&](store::Reader& reader) -> Result<void> {
    NUONG_TRY(const auto successions, services.SuccessionsAt(reader));
    const Overseer overseer(services, *successions, asking.row);
    view.may_plant = overseer.May(kPlant).allowed;
    NUONG_TRY(const auto alerts, AlertsFor(overseer, reader, kMostShown));
    for (const Alert& alert : alerts) view.alerts.push_back(ViewOf(services, alert));
    if (!view.may_plant) return {};
    NUONG_TRY(const auto baits, ReadBaits(reader));
    for (const Bait& bait : baits) {
      view.baits.push_back(
          {static_cast<std::int64_t>(bait.sequence), LocalTime(services, bait.at), UnitLabel(services, bait.unit)});
    }
    return {};
  }));
  return view;
}

/// Everybody who may see this alert: units with an approver who may.
Result<std::set<UnitName>> UnitsThatMaySee(const Services& services, store::Reader& reader, const Alert& alert) {
  NUONG_TRY(const auto successions, services.SuccessionsAt(reader));
  std::set<UnitName> units;
  for (const auto& [unit, known] : services.regulation().units) {
    const MemberRow row{{}, unit, {}, {regulation::kApprover}};
    if (Overseer(services, *successions, row).MaySee(alert)) units.insert(unit);
  }
  return units;
}

/// Puts it on record unless it was told before.
Result<void> Raise(Services& services, const Untold& untold) {
  std::set<UnitName> told;
  const auto receipt = services.journal.Append(
      [&](store::Writer& writer, std::uint64_t sequence, bool* nothing_new) -> Result<ledger::Draft> {
        told.clear();
        if (writer.Get(Collection::kDuties, ToldKey(untold))) {
          *nothing_new = true;
          return ledger::Draft{};
        }
        NUONG_TRY(told, UnitsThatMaySee(services, writer, untold.alert));
        ledger::Draft draft{PlainEntry(services, ledger::Deed::kAlert, kAlertRaised, {}, {}, {}), {}};
        draft.entry.sequence = sequence;
        const std::string payload = AlertPayload(untold);
        NUONG_CHECK(ProjectAlert(writer, draft.entry, payload));
        draft.payloads.emplace("alert", payload);
        return draft;
      });
  if (!receipt.ok()) return receipt.error();
  if (!told.empty()) services.feed.Publish({receipt->sequence(), ""}, told);
  return {};
}

/// One for each search that touched bait.
Result<std::vector<Untold>> FromBait(Services& services, store::Reader& reader, const ledger::Entry& entry) {
  std::vector<Untold> found;
  if (entry.deed != ledger::Deed::kSearch) return found;
  NUONG_TRY(const auto notices, ReadNotices(*services.world.root, reader, entry.sequence));
  const bool touched =
      std::any_of(notices.begin(), notices.end(), [&](const MatchNotice& one) { return IsBait(reader, one.case_id); });
  if (!touched) return found;
  for (const AlertRule& rule : services.regulation().alerts) {
    if (rule.watch != AlertRule::Watch::kBait) continue;
    Alert alert;
    alert.rule = rule.id;
    alert.member = entry.member;
    alert.unit = entry.unit;
    alert.because = entry.sequence;
    found.push_back({std::move(alert), std::to_string(entry.sequence)});
  }
  return found;
}

/// Where counting begins after a start: far enough back for what each rule counts. What came in the last days
/// before the newest entry is told unless it was: the server may have stopped before it looked.
struct Beginning {
  std::uint64_t first = 0;
  Instant tells_from;
};
Beginning BeginningOf(store::Reader& reader, int days_back) {
  constexpr std::int64_t kDay = 86'400'000'000;
  constexpr std::int64_t kToldLate = 2;
  Beginning beginning;
  bool is_newest = true;
  store::Range newest;
  newest.descending = true;
  reader.Scan(Collection::kEntries, newest, [&](std::string_view, std::string_view bytes) {
    const auto entry = ledger::DecodeEntry(bytes);
    if (!entry.ok()) return false;
    if (is_newest) beginning.tells_from = Instant{entry->at.us - kToldLate * kDay};
    is_newest = false;
    if (entry->at.us < beginning.tells_from.us - (days_back + 1) * kDay) return false;
    beginning.first = entry->sequence;
    return true;
  });
  return beginning;
}

}  // namespace

Result<AlertsView> ListAlerts(Services& services, const Caller& caller) {
  NUONG_TRY(const Asking asking, WhoMay(services, caller, kSee));
  return Show(services, asking);
}

Result<AlertsView> AnswerAlert(Services& services, const Caller& caller, const AnswerAlertRequest& request) {
  NUONG_TRY(const Asking asking, WhoMay(services, caller, kSee));
  const regulation::CodeList* findings = services.regulation().FindCodeList(kFindings);
  if (findings == nullptr || findings->Find(request.finding) == nullptr) {
    return InvalidFields({{"/finding", "unknown_code", {"Hãy chọn kết luận.", "Choose a finding."}}});
  }
  const auto receipt =
      services.journal.Append([&](store::Writer& writer, std::uint64_t sequence, bool*) -> Result<ledger::Draft> {
        NUONG_TRY(const auto alert, ReadAlert(writer, static_cast<std::uint64_t>(request.sequence)));
        NUONG_TRY(const auto successions, services.SuccessionsAt(writer));
        if (!alert || !Overseer(services, *successions, asking.row).MaySee(*alert)) return NoSuch("no such alert");
        if (alert->answer) {
          return Blocked({"Cảnh báo này đã có kết luận.", "This alert has been answered."}, "answered already");
        }
        ledger::Draft draft = Step(services, caller, asking, kAlertAnswered, kSee);
        draft.entry.sequence = sequence;
        const std::string payload = AnswerPayload(alert->sequence, request.finding);
        NUONG_CHECK(ProjectAlert(writer, draft.entry, payload));
        draft.payloads.emplace("answer", payload);
        return draft;
      });
  if (!receipt.ok()) return receipt.error();
  return Show(services, asking);
}

Result<AlertsView> PlantBait(Services& services, const Caller& caller, const PlantBaitRequest& request) {
  NUONG_TRY(const Asking asking, WhoMay(services, caller, kPlant));
  NUONG_TRY(const PersonWords words, AskedWords(request.name, request.birth_year, request.document));
  const vault::RootKey& root = *services.world.root;
  const std::vector<MatchSheet> sheets = SheetsOf(root, CaseId::Make(*services.world.random), words);
  const auto receipt =
      services.journal.Append([&](store::Writer& writer, std::uint64_t sequence, bool*) -> Result<ledger::Draft> {
        ledger::Draft draft = Step(services, caller, asking, "bait_planted", kPlant);
        WriteSheets(root, writer, sequence, sheets, *services.world.random);
        WriteBait(writer, {sequence, draft.entry.at, asking.person.unit, sheets.front().case_id});
        return draft;
      });
  if (!receipt.ok()) return receipt.error();
  for (const MatchSheet& sheet : sheets) services.matches.Add(sheet);
  return Show(services, asking);
}

Result<AlertsView> WithdrawBait(Services& services, const Caller& caller, const WithdrawBaitRequest& request) {
  NUONG_TRY(const Asking asking, WhoMay(services, caller, kPlant));
  std::optional<CaseId> gone;
  const auto receipt =
      services.journal.Append([&](store::Writer& writer, std::uint64_t, bool*) -> Result<ledger::Draft> {
        NUONG_TRY(const auto baits, ReadBaits(writer));
        const auto bait = std::find_if(baits.begin(), baits.end(), [&](const Bait& one) {
          return one.sequence == static_cast<std::uint64_t>(request.sequence);
        });
        if (bait == baits.end()) return NoSuch("no such bait");
        DropBait(writer, bait->case_id);
        gone = bait->case_id;
        return Step(services, caller, asking, "bait_withdrawn", kPlant);
      });
  if (!receipt.ok()) return receipt.error();
  services.matches.Remove(*gone);
  return Show(services, asking);
}

Result<void> WatchForAlerts(Services& services) {
  AlertDesk& desk = services.alerts;
  if (services.regulation().alerts.empty()) return {};
  for (bool is_more = true; is_more;) {
    NUONG_CHECK(services.world.store->Read([&](store::Reader& reader) -> Result<void> {
      if (!desk.next) {
        const Beginning beginning = BeginningOf(reader, desk.watch.DaysBack());
        desk.next = beginning.first;
        desk.tells_from = beginning.tells_from;
        NUONG_TRY(auto told, ToldBefore(reader));
        desk.watch.Know(std::move(told));
      }
      std::vector<std::string> entries;
      reader.Scan(Collection::kEntries, {ledger::SequenceKey(*desk.next), "", kMostAtOnce, false},
                  [&](std::string_view, std::string_view bytes) {
                    entries.emplace_back(bytes);
                    return true;
                  });
      is_more = entries.size() == kMostAtOnce;
      for (const std::string& bytes : entries) {
        NUONG_TRY(const ledger::Entry entry, ledger::DecodeEntry(bytes));
        const bool is_fresh = entry.at >= desk.tells_from;
        std::vector<Untold> found;
        if (is_fresh) {
          NUONG_TRY(found, FromBait(services, reader, entry));
        }
        desk.next = entry.sequence + 1;
        for (Untold& counted : desk.watch.See(entry, is_fresh)) found.push_back(std::move(counted));
        if (is_fresh) std::move(found.begin(), found.end(), std::back_inserter(desk.untold));
      }
      return {};
    }));
  }
  while (!desk.untold.empty()) {
    NUONG_CHECK(Raise(services, desk.untold.front()));
    desk.untold.pop_front();
  }
  return {};
}

}  // namespace nuong::operations
