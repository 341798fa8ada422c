#include "case_look.hpp"

#include "act_pipeline.hpp"
#include "people.hpp"
#include "refusals.hpp"

namespace nuong::operations {

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
                           const std::vector<std::string>& rules, const std::set<FieldClass>& classes) {
  const Sessions::Person& person = asked.person;
  return services.journal.Append([&](store::Writer& writer, std::uint64_t sequence, bool*) -> Result<ledger::Draft> {
    ledger::Draft draft{PlainEntry(services, ledger::Deed::kRead, kind, caller, person.member, person.unit), {}};
    draft.entry.sequence = sequence;
    draft.entry.case_id = asked.file.id;
    draft.entry.classes = classes;
    draft.entry.rules = rules;
    ProjectLook(writer, draft.entry);
    return draft;
  });
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
