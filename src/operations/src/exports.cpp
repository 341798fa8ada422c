#include "nuong/operations/exports.hpp"

#include <algorithm>

#include "alert_rows.hpp"
#include "case_look.hpp"
#include "export_file.hpp"
#include "membership.hpp"
#include "present.hpp"
#include "refusal_entries.hpp"
#include "refusals.hpp"

namespace nuong::operations {
namespace {

constexpr const char* kReasons = "export_reason";
constexpr const char* kMark = "export_mark";
constexpr std::size_t kMostShown = 50;

/// From the first day to the last, both within.
struct Period {
  std::optional<Instant> from;
  std::optional<Instant> until;  ///< exclusive
  bool Holds(Instant at) const { return (!from || *from <= at) && (!until || at < *until); }
};

Result<Period> PeriodOf(const AskExportRequest& request, Offset offset) {
  Period period;
  std::vector<FieldProblem> problems;
  const auto day_of = [&](const std::optional<std::string>& text, const char* pointer) -> std::optional<CivilDate> {
    if (!text) return std::nullopt;
    const auto day = ParseDate(*text);
    if (!day) problems.push_back({pointer, "ill_formed", {"Ngày không đọc được.", "The day cannot be read."}});
    return day;
  };
  if (const auto from = day_of(request.opened_from, "/opened_from")) period.from = StartOf(*from, offset);
  if (const auto until = day_of(request.opened_until, "/opened_until")) period.until = StartOf(until->Plus(1), offset);
  if (!problems.empty()) return InvalidFields(std::move(problems));
  return period;
}

/// F1, and what was asked for beside it.
Result<std::set<FieldClass>> ClassesOf(const Services& services, const AskExportRequest& request) {
  std::set<FieldClass> classes = {FieldClass::kSkeleton};
  const std::set<FieldClass> offered = ClassesWithColumns(services.regulation());
  for (std::size_t i = 0; i < request.classes.size(); ++i) {
    const auto field_class = ParseFieldClass(request.classes[i]);
    if (!field_class || !offered.contains(*field_class)) {
      return InvalidFields({{"/classes/" + std::to_string(i),
                             "unknown_code",
                             {"Phần này không xuất ra tệp.", "This part is not taken out in a file."}}});
    }
    classes.insert(*field_class);
  }
  return classes;
}

/// The cases of the person's unit in that period that may leave, each with the classes that may; until `visit` has
/// enough.
Result<void> EachExportable(Services& services, store::Reader& reader, const Sessions::Person& person,
                            const Period& period,
                            const std::function<bool(const casework::CaseFile&, const std::set<FieldClass>&)>& visit) {
  NUONG_TRY(const auto keys, ScanLine(services, reader, store::Collection::kUnitCases, "", person.unit, {}));
  for (const std::string& key : keys) {
    const auto case_id = CaseId::Parse(std::string_view(key).substr(key.rfind('/') + 1));
    if (!case_id) return CorruptDirectory("a row of a list has an ill-formed key");
    NUONG_TRY(const auto file, ReadCase(services, reader, *case_id));
    if (!file || !period.Holds(file->opened_at) || !MayList(services, *file, person)) continue;
    const std::set<FieldClass> classes = ExportableTo(services, *file, person).classes;
    if (classes.contains(FieldClass::kSkeleton) && !visit(*file, classes)) return {};
  }
  return {};
}

/// What she may ask for, from the first cases that say so.
Result<std::vector<ExportClassView>> Offer(Services& services, store::Reader& reader, const Sessions::Person& person) {
  constexpr std::size_t kMostAsked = 200;
  Sessions::Person stepped_up = person;
  stepped_up.is_strong = stepped_up.by_passkey = true;
  const std::set<FieldClass> with_columns = ClassesWithColumns(services.regulation());
  std::set<FieldClass> now;
  std::set<FieldClass> later;
  std::size_t asked = 0;
  NUONG_CHECK(EachExportable(services, reader, stepped_up, {},
                             [&](const casework::CaseFile& file, const std::set<FieldClass>& classes) {
                               later.insert(classes.begin(), classes.end());
                               const auto already = ExportableTo(services, file, person).classes;
                               now.insert(already.begin(), already.end());
                               const bool is_all = std::ranges::includes(now, with_columns);
                               return ++asked < kMostAsked && !is_all;
                             }));
  std::vector<ExportClassView> offer;
  for (const FieldClass field_class : with_columns) {
    if (!later.contains(field_class)) continue;
    offer.push_back({std::string(FieldClassCode(field_class)), FieldClassLabel(field_class),
                     field_class == FieldClass::kSkeleton, !now.contains(field_class)});
  }
  return offer;
}

/// What she may do about the requests of others.
struct Confirming {
  bool may = false;
  bool asks_step_up = false;
};

Confirming ConfirmingBy(const Services& services, const Asking& asking) {
  const bool may = MayConfirmExport(services, asking.row, true).allowed;
  return {may, may && !MayConfirmExport(services, asking.row, asking.person.is_strong).allowed};
}

ExportView ViewOf(Services& services, const Export& request, const Asking& asking, const Confirming& confirming) {
  ExportView view;
  view.sequence = static_cast<std::int64_t>(request.sequence);
  view.at = LocalTime(services, request.at);
  view.member = request.member.text();
  for (const FieldClass field_class : request.classes) view.classes.push_back(FieldClassLabel(field_class));
  const regulation::CodeList* reasons = services.regulation().FindCodeList(kReasons);
  const regulation::Code* reason = reasons == nullptr ? nullptr : reasons->Find(request.reason);
  view.reason = reason == nullptr ? Text{request.reason, request.reason} : reason->label;
  view.persons = static_cast<std::int64_t>(request.cases.size());
  view.takes_two = request.takes_two;
  const ExportState state = StateAt(request, services.Now());
  view.state = ExportStateCode(state);
  view.until = LocalTime(services, request.until);
  if (request.confirmed_at) {
    view.confirmed_at = LocalTime(services, *request.confirmed_at);
    view.confirmed_by = request.confirmed_by.text();
  }
  if (request.taken_at) view.taken_at = LocalTime(services, *request.taken_at);
  const bool is_own = request.member == asking.row.name;
  view.may_take = is_own && state == ExportState::kReady;
  view.may_confirm = !is_own && confirming.may && state == ExportState::kWaiting;
  view.asks_step_up = view.may_confirm && confirming.asks_step_up;
  return view;
}

Result<ExportsView> Show(Services& services, const Asking& asking) {
  const auto& limits = services.regulation().exports;
  if (!limits) return NoSuch("the regulation lets nothing leave in a file");
  ExportsView view;
  view.persons_alone = limits->persons_alone;
  view.alone_hours = limits->alone_hours;
  view.hours = limits->hours;
  view.source = SourceOf(services, limits->source);
  if (const regulation::CodeList* reasons = services.regulation().FindCodeList(kReasons)) {
    for (const regulation::Code& code : reasons->codes) view.reasons.push_back({code.code, code.label});
  }
  const Confirming confirming = ConfirmingBy(services, asking);
  NUONG_CHECK(services.world.store->Read([&](store::Reader& reader) -> Result<void> {
    NUONG_TRY(const auto successions, services.SuccessionsAt(reader));
    view.may_trace = Overseer(services, *successions, asking.row).May("see_alerts").allowed;
    NUONG_TRY(view.classes, Offer(services, reader, asking.person));
    return EachExport(reader, asking.row.unit, [&](const Export& request) {
      if (confirming.may || request.member == asking.row.name) {
        view.exports.push_back(ViewOf(services, request, asking, confirming));
      }
      return view.exports.size() < kMostShown;
    });
  }));
  return view;
}

ledger::Draft Step(Services& services, const Caller& caller, const Asking& asking, const char* kind,
                   std::uint64_t sequence, const std::string& payload) {
  ledger::Draft draft{
      PlainEntry(services, ledger::Deed::kExport, kind, caller, asking.person.member, asking.person.unit), {}};
  draft.entry.sequence = sequence;
  draft.payloads.emplace("export", payload);
  return draft;
}

/// Why a class of the case may not leave, in words that say so when a fresh proof is all that is missing.
access::Decision WhyNot(const Services& services, const casework::CaseFile& file, const Asking& asking,
                        FieldClass field_class) {
  access::Decision decision = MayExport(services, file, asking.person, field_class);
  const Asker stepped_up = Asker(asking.person).SteppedUp(Sessions::Proof::kPasskey);
  if (MayExport(services, file, stepped_up, field_class).allowed) decision.reasons = {kTakesFreshProof};
  return decision;
}

/// The cases of the request. When something of it may leave of none of them, `refused` says why.
Result<std::vector<CaseId>> CasesOf(Services& services, const Asking& asking, const Period& period,
                                    const std::set<FieldClass>& wanted, std::optional<access::Decision>& refused) {
  std::vector<CaseId> cases;
  std::map<FieldClass, access::Decision> missing;
  std::set<FieldClass> found;
  NUONG_CHECK(services.world.store->Read([&](store::Reader& reader) -> Result<void> {
    return EachExportable(services, reader, asking.person, period,
                          [&](const casework::CaseFile& file, const std::set<FieldClass>& classes) {
                            cases.push_back(file.id);
                            found.insert(classes.begin(), classes.end());
                            for (const FieldClass field_class : wanted) {
                              if (found.contains(field_class) || missing.contains(field_class)) continue;
                              missing.emplace(field_class, WhyNot(services, file, asking, field_class));
                            }
                            return true;
                          });
  }));
  std::erase_if(missing, [&](const auto& known) { return found.contains(known.first); });
  if (cases.empty()) {
    return InvalidFields({{"/opened_from",
                           "no_case",
                           {"Không có hồ sơ nào của đơn vị bạn được xuất trong thời gian này.",
                            "No case of your unit from this time may be taken out."}}});
  }
  if (!missing.empty()) {
    refused = missing.begin()->second;
    return Refused(refused->reasons.front(), "a class may leave of no case");
  }
  const auto most = static_cast<std::size_t>(services.regulation().exports->most);
  if (cases.size() > most) {
    const std::string number = std::to_string(most);
    return InvalidFields({{"/opened_from",
                           "too_many",
                           {"Nhiều hơn " + number + " hồ sơ. Hãy chọn thời gian ngắn hơn.",
                            "More than " + number + " cases. Choose a shorter time."}}});
  }
  return cases;
}

}  // namespace

Result<ExportsView> ListExports(Services& services, const Caller& caller) {
  NUONG_TRY(const Asking asking, WhoAsks(services, caller));
  return Show(services, asking);
}

Result<ExportsView> AskExport(Services& services, const Caller& caller, const AskExportRequest& request) {
  NUONG_TRY(const Asking asking, WhoAsks(services, caller));
  const auto& limits = services.regulation().exports;
  if (!limits) return NoSuch("the regulation lets nothing leave in a file");
  const regulation::CodeList* reasons = services.regulation().FindCodeList(kReasons);
  if (reasons == nullptr || reasons->Find(request.reason) == nullptr) {
    return InvalidFields(
        {{"/reason", "unknown_code", {"Chọn lý do trong danh sách.", "Choose a reason of the list."}}});
  }
  Export wanted;
  NUONG_TRY(const Period period, PeriodOf(request, services.offset()));
  NUONG_TRY(wanted.classes, ClassesOf(services, request));
  std::optional<access::Decision> refused;
  auto cases = CasesOf(services, asking, period, wanted.classes, refused);
  if (refused) NUONG_CHECK(RecordRefusal(services, caller, &asking.person, kExportAsked, refused->rules));
  if (!cases.ok()) return cases.error();
  wanted.cases = *std::move(cases);
  wanted.member = asking.row.name;
  wanted.unit = asking.row.unit;
  wanted.purpose = caller.purpose;
  wanted.reason = request.reason;
  const auto receipt =
      services.journal.Append([&](store::Writer& writer, std::uint64_t sequence, bool*) -> Result<ledger::Draft> {
        wanted.at = services.Now();
        NUONG_CHECK(SetLimits(*limits, writer, wanted));
        ledger::Draft draft = Step(services, caller, asking, kExportAsked, sequence, AskedPayload(wanted));
        draft.entry.at = wanted.at;
        draft.entry.classes = wanted.classes;
        NUONG_CHECK(ProjectExport(writer, draft.entry, draft.payloads.at("export")));
        return draft;
      });
  if (!receipt.ok()) return receipt.error();
  if (wanted.takes_two) services.feed.Publish({receipt->sequence(), ""}, {asking.row.unit});
  return Show(services, asking);
}

Result<ExportsView> ConfirmExport(Services& services, const Caller& caller, const ExportStepRequest& request) {
  NUONG_TRY(const Asking asking, WhoAsks(services, caller));
  const access::Decision decision = MayConfirmExport(services, asking.row, asking.person.is_strong);
  if (!decision.allowed) {
    NUONG_CHECK(RecordRefusal(services, caller, &asking.person, kExportConfirmed, decision.rules));
    const bool is_proof_missing = ConfirmingBy(services, asking).asks_step_up;
    return Refused(is_proof_missing ? kTakesFreshProof : decision.reasons.front(), "may not confirm a file");
  }
  const auto wanted = static_cast<std::uint64_t>(request.sequence);
  const auto receipt =
      services.journal.Append([&](store::Writer& writer, std::uint64_t sequence, bool*) -> Result<ledger::Draft> {
        NUONG_TRY(const auto known, ReadExport(writer, asking.row.unit, wanted));
        if (!known) return NoSuch("no such request of this unit");
        if (known->member == asking.row.name) return Refused(kTakesAnother, "the same person may not confirm");
        if (StateAt(*known, services.Now()) != ExportState::kWaiting) {
          return Blocked({"Yêu cầu này không chờ xác nhận nữa.", "This request waits for nobody any more."},
                         "the request does not wait");
        }
        ledger::Draft draft = Step(services, caller, asking, kExportConfirmed, sequence, StepPayload(wanted));
        draft.entry.rules = decision.rules;
        NUONG_CHECK(ProjectExport(writer, draft.entry, draft.payloads.at("export")));
        return draft;
      });
  if (!receipt.ok()) return InTurn(services, caller, asking.person, kExportConfirmed, receipt.error());
  services.feed.Publish({receipt->sequence(), ""}, {asking.row.unit});
  return Show(services, asking);
}

Result<ExportFileView> TakeExport(Services& services, const Caller& caller, const TakeExportRequest& request) {
  NUONG_TRY(const Asking asking, WhoAsks(services, caller));
  if (request.language != "vi" && request.language != "en") {
    return InvalidFields({{"/language", "unknown_code", {"Chọn vi hoặc en.", "Choose vi or en."}}});
  }
  const auto wanted = static_cast<std::uint64_t>(request.sequence);
  Export known;
  const auto receipt =
      services.journal.Append([&](store::Writer& writer, std::uint64_t sequence, bool*) -> Result<ledger::Draft> {
        NUONG_TRY(auto found, ReadExport(writer, asking.row.unit, wanted));
        if (!found || found->member != asking.row.name) return NoSuch("no such request of this member");
        if (StateAt(*found, services.Now()) != ExportState::kReady) {
          return Blocked({"Tệp này chưa được xác nhận hoặc đã quá hạn. Hãy gửi yêu cầu mới.",
                          "This file is not confirmed yet, or its time is over. Ask again."},
                         "the request is not ready");
        }
        known = *std::move(found);
        ledger::Draft draft = Step(services, caller, asking, kExportTaken, sequence, StepPayload(wanted));
        NUONG_CHECK(ProjectExport(writer, draft.entry, draft.payloads.at("export")));
        return draft;
      });
  if (!receipt.ok()) return InTurn(services, caller, asking.person, kExportTaken, receipt.error());
  Caller taking = caller;
  taking.purpose = known.purpose;
  NUONG_TRY(vault::UnitKeys keys, KeysInHand(services, caller.session, asking.person));
  ExportFile file(services, known, request.language == "vi");
  std::int64_t left_out = 0;
  for (const CaseId& case_id : known.cases) {
    auto asked = FindCase(services, taking, case_id.text(), kExportedCase);
    auto opening = asked.ok() ? RecordExport(services, taking, *asked, known.classes) : Result<Opening>(asked.error());
    if (!opening.ok() && opening.error().code == ErrorCode::kAbsent) {
      ++left_out;
      continue;
    }
    if (!opening.ok()) return opening.error();
    std::set<FieldClass> classes;
    for (const FieldClass field_class : known.classes) {
      if (opening->receipt.Covers(case_id, field_class)) classes.insert(field_class);
    }
    NUONG_CHECK(services.world.store->Read([&](store::Reader& reader) -> Result<void> {
      NUONG_TRY(const CaseReader opened, CaseReader::Make(services, reader, asked->file, opening->permit, keys));
      return file.Add(reader, asked->file, opened, opening->receipt, classes);
    }));
  }
  return ExportFileView{"nuong-" + std::to_string(wanted) + ".csv", file.text(), static_cast<std::int64_t>(file.rows()),
                        left_out};
}

Result<MarkView> TraceMark(Services& services, const Caller& caller, const TraceMarkRequest& request) {
  NUONG_TRY(const Asking asking, WhoAsks(services, caller));
  std::string mark = request.mark;
  for (char& letter : mark) letter = static_cast<char>(letter >= 'a' && letter <= 'z' ? letter - 'a' + 'A' : letter);
  MarkView view;
  access::Decision decision;
  const auto receipt =
      services.journal.Append([&](store::Writer& writer, std::uint64_t sequence, bool*) -> Result<ledger::Draft> {
        NUONG_TRY(const auto successions, services.SuccessionsAt(writer));
        const Overseer overseer(services, *successions, asking.row);
        decision = overseer.May("see_alerts");
        if (!decision.allowed) return Refused(decision.reasons.front(), "tracing not allowed for this member");
        const auto named = EntryOfMark(mark);
        const auto bytes = named ? writer.Get(store::Collection::kEntries, ledger::SequenceKey(*named)) : std::nullopt;
        if (!bytes) return NoSuch("no such mark");
        NUONG_TRY(const ledger::Entry entry, ledger::DecodeEntry(*bytes));
        const bool is_genuine = entry.deed == ledger::Deed::kExport && entry.case_id &&
                                MarkOf(services, entry.sequence, *entry.case_id) == mark;
        Alert about;
        about.member = entry.member;
        about.unit = entry.unit;
        if (!is_genuine || !overseer.MaySee(about)) return NoSuch("no such mark");
        view = {static_cast<std::int64_t>(entry.sequence), LocalTime(services, entry.at), entry.member.text(),
                UnitLabel(services, entry.unit)};
        ledger::Draft draft{
            PlainEntry(services, ledger::Deed::kRead, kMark, caller, asking.person.member, asking.person.unit), {}};
        draft.entry.sequence = sequence;
        draft.entry.rules = decision.rules;
        return draft;
      });
  if (!receipt.ok()) return InTurn(services, caller, asking.person, kMark, receipt.error(), decision.rules);
  return view;
}

}  // namespace nuong::operations
