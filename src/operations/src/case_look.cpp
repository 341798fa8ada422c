#include "case_look.hpp"

#include "act_pipeline.hpp"
#include "emergency.hpp"
#include "people.hpp"
#include "refusals.hpp"

namespace nuong::operations {
namespace {

/// Classes of which the case holds something that the permit covers; of them `only` that, when given.
std::set<FieldClass> ClassesToOpen(const casework::CaseFile& file, const Permit& permit,
                                   std::optional<FieldClass> only) {
  std::set<FieldClass> classes;
  for (std::size_t i = 0; i < file.facts.size(); ++i) {
    for (const FieldClass field_class : file.facts[i].sealed) {
      if (permit.Covers(file.id, field_class) && !file.IsErased(i, field_class) &&
          field_class == only.value_or(field_class)) {
        classes.insert(field_class);
      }
    }
  }
  return classes;
}

ledger::Draft LookDraft(Services& services, const Caller& caller, const AskedCase& asked, const std::string& kind,
                        std::uint64_t sequence) {
  ledger::Draft draft{PlainEntry(services, ledger::Deed::kRead, kind, caller, asked.person.member, asked.person.unit),
                      {}};
  draft.entry.sequence = sequence;
  draft.entry.case_id = asked.file.id;
  return draft;
}

/// The case as it is in the writer's turn; kAbsent when her unit may not know of it any more.
Result<void> BringUpToDate(Services& services, store::Reader& reader, AskedCase& asked) {
  NUONG_TRY(const auto successions, services.SuccessionsAt(reader));
  const auto row = reader.Get(store::Collection::kCases, asked.file.id.text());
  if (row == asked.row && successions == asked.successions) return {};
  NUONG_TRY(auto file, ReadCase(services, reader, asked.file.id));
  if (!file || !MayList(services, *file, asked.person)) return Absent();
  asked.file = *std::move(file);
  asked.row = row.value();
  asked.successions = successions;
  return {};
}

}  // namespace

Result<AskedCase> FindCase(Services& services, const Caller& caller, const std::string& id, const std::string& kind) {
  auto person = services.sessions.Find(caller, services.Now());
  if (!person) return NotSignedIn();
  const auto case_id = CaseId::Parse(id);
  if (!case_id) return Absent();
  std::optional<casework::CaseFile> file;
  std::string row;
  SuccessionCache::Shared successions;
  NUONG_CHECK(services.world.store->Read([&](store::Reader& reader) -> Result<void> {
    NUONG_TRY(file, ReadCase(services, reader, *case_id));
    NUONG_TRY(successions, services.SuccessionsAt(reader));
    row = reader.Get(store::Collection::kCases, case_id->text()).value_or("");
    return {};
  }));
  if (!file || !MayList(services, *file, *person)) {
    return OnRecord(services, caller, *person, *case_id, kind, {}, Absent());
  }
  return AskedCase{*std::move(person), *std::move(file), std::move(row), std::move(successions)};
}

Result<Opening> RecordOpening(Services& services, const Caller& caller, AskedCase& asked, const std::string& kind,
                              std::optional<FieldClass> only) {
  std::set<FieldClass> emergency;
  std::optional<Permit> permit;
  auto receipt =
      services.journal.Append([&](store::Writer& writer, std::uint64_t sequence, bool*) -> Result<ledger::Draft> {
        NUONG_CHECK(BringUpToDate(services, writer, asked));
        ledger::Draft draft = LookDraft(services, caller, asked, kind, sequence);
        NUONG_TRY(emergency, EmergencyClasses(services, writer, asked.file.id, asked.person.unit, draft.entry.at));
        permit.emplace(PermitToRead(services, asked.file, asked.person, emergency));
        draft.entry.classes = ClassesToOpen(asked.file, *permit, only);
        draft.entry.rules = permit->rules();
        ProjectLook(writer, draft.entry);
        return draft;
      });
  if (!receipt.ok() && receipt.error().code == ErrorCode::kAbsent) {
    return OnRecord(services, caller, asked.person, asked.file.id, kind, {}, Absent());
  }
  if (!receipt.ok()) return receipt.error();
  return Opening{*std::move(permit), std::move(emergency), *std::move(receipt)};
}

Result<Opening> RecordExport(Services& services, const Caller& caller, AskedCase& asked,
                             const std::set<FieldClass>& wanted) {
  std::optional<Permit> permit;
  auto receipt =
      services.journal.Append([&](store::Writer& writer, std::uint64_t sequence, bool*) -> Result<ledger::Draft> {
        NUONG_CHECK(BringUpToDate(services, writer, asked));
        ledger::Draft draft = LookDraft(services, caller, asked, kExportedCase, sequence);
        draft.entry.deed = ledger::Deed::kExport;
        const Exportable found = ExportableTo(services, asked.file, asked.person);
        for (const FieldClass field_class : found.classes) {
          if (wanted.contains(field_class)) draft.entry.classes.insert(field_class);
        }
        if (!draft.entry.classes.contains(FieldClass::kSkeleton)) return Absent();
        permit.emplace(PermitToRead(services, asked.file, asked.person));
        draft.entry.rules.assign(found.rules.begin(), found.rules.end());
        ProjectLook(writer, draft.entry);
        return draft;
      });
  if (!receipt.ok() && receipt.error().code == ErrorCode::kAbsent) {
    return OnRecord(services, caller, asked.person, asked.file.id, kExportedCase, {}, Absent());
  }
  if (!receipt.ok()) return receipt.error();
  return Opening{*std::move(permit), {}, *std::move(receipt)};
}

std::optional<std::string> ActionOfLook(const std::string& kind) {
  if (kind == "looks") return "see_looks";
  if (kind == "readers") return "see_parties";
  return std::nullopt;
}

Result<casework::CaseFile> LookBeside(Services& services, const Caller& caller, const std::string& id,
                                      const std::string& kind) {
  NUONG_TRY(AskedCase asked, FindCase(services, caller, id, kind));
  access::Decision decision;
  const auto receipt =
      services.journal.Append([&](store::Writer& writer, std::uint64_t sequence, bool*) -> Result<ledger::Draft> {
        NUONG_CHECK(BringUpToDate(services, writer, asked));
        decision = MayDo(services, asked.file, asked.person, ActionOfLook(kind).value());
        if (!decision.allowed) return Refused(decision.reasons.front(), kind + " not allowed for this unit");
        ledger::Draft draft = LookDraft(services, caller, asked, kind, sequence);
        draft.entry.rules = decision.rules;
        ProjectLook(writer, draft.entry);
        return draft;
      });
  if (receipt.ok()) return std::move(asked.file);
  const ErrorCode code = receipt.error().code;
  if (code != ErrorCode::kAbsent && code != ErrorCode::kRefused) return receipt.error();
  return OnRecord(services, caller, asked.person, asked.file.id, kind, decision.rules, receipt.error());
}

}  // namespace nuong::operations
