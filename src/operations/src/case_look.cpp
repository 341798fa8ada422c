#include "case_look.hpp"

#include "act_pipeline.hpp"
#include "emergency.hpp"
#include "people.hpp"
#include "refusals.hpp"

namespace nuong::operations {
namespace {

/// Classes of which the case holds something that the permit covers.
std::set<FieldClass> ClassesToOpen(const casework::CaseFile& file, const Permit& permit) {
  std::set<FieldClass> classes;
  for (std::size_t i = 0; i < file.facts.size(); ++i) {
    for (const FieldClass field_class : file.facts[i].sealed) {
      if (permit.Covers(file.id, field_class) && !file.IsErased(i, field_class)) classes.insert(field_class);
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

}  // namespace

Result<AskedCase> FindCase(Services& services, const Caller& caller, const std::string& id, const std::string& kind) {
  auto person = services.sessions.Find(caller, services.Now());
  if (!person) return NotSignedIn();
  const auto case_id = CaseId::Parse(id);
  if (!case_id) return Absent();
  std::optional<casework::CaseFile> file;
  NUONG_CHECK(services.world.store->Read([&](store::Reader& reader) -> Result<void> {
    NUONG_TRY(file, ReadCase(services, reader, *case_id));
    return {};
  }));
  if (!file || !MayList(services, *file, *person)) {
    return OnRecord(services, caller, *person, *case_id, kind, {}, Absent());
  }
  return AskedCase{*std::move(person), *std::move(file)};
}

Result<Receipt> RecordLook(Services& services, const Caller& caller, const AskedCase& asked, const std::string& kind,
                           const std::vector<std::string>& rules) {
  return services.journal.Append([&](store::Writer& writer, std::uint64_t sequence, bool*) -> Result<ledger::Draft> {
    ledger::Draft draft = LookDraft(services, caller, asked, kind, sequence);
    draft.entry.rules = rules;
    ProjectLook(writer, draft.entry);
    return draft;
  });
}

Result<Opening> RecordOpening(Services& services, const Caller& caller, const AskedCase& asked,
                              const std::string& kind) {
  std::set<FieldClass> emergency;
  std::optional<Permit> permit;
  auto receipt =
      services.journal.Append([&](store::Writer& writer, std::uint64_t sequence, bool*) -> Result<ledger::Draft> {
        ledger::Draft draft = LookDraft(services, caller, asked, kind, sequence);
        NUONG_TRY(emergency, EmergencyClasses(services, writer, asked.file.id, asked.person.unit, draft.entry.at));
        permit.emplace(PermitToRead(services, asked.file, asked.person, emergency));
        draft.entry.classes = ClassesToOpen(asked.file, *permit);
        draft.entry.rules = permit->rules();
        ProjectLook(writer, draft.entry);
        return draft;
      });
  if (!receipt.ok()) return receipt.error();
  return Opening{*std::move(permit), std::move(emergency), *std::move(receipt)};
}

std::optional<std::string> ActionOfLook(const std::string& kind) {
  if (kind == "looks") return "see_looks";
  if (kind == "readers") return "see_parties";
  return std::nullopt;
}

Result<casework::CaseFile> LookBeside(Services& services, const Caller& caller, const std::string& id,
                                      const std::string& kind) {
  NUONG_TRY(AskedCase asked, FindCase(services, caller, id, kind));
  const access::Decision decision = MayDo(services, asked.file, asked.person, ActionOfLook(kind).value());
  if (!decision.allowed) {
    return OnRecord(services, caller, asked.person, asked.file.id, kind, decision.rules,
                    Refused(decision.reasons.front(), kind + " not allowed for this unit"));
  }
  const auto receipt = RecordLook(services, caller, asked, kind, decision.rules);
  if (!receipt.ok()) return receipt.error();
  return std::move(asked.file);
}

}  // namespace nuong::operations
