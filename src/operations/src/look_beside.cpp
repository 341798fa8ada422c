#include "look_beside.hpp"

#include "act_pipeline.hpp"
#include "people.hpp"
#include "refusals.hpp"

namespace nuong::operations {

std::optional<std::string> ActionOfLook(const std::string& kind) {
  if (kind == "looks") return "see_looks";
  if (kind == "readers") return "see_parties";
  return std::nullopt;
}

Result<casework::CaseFile> LookBeside(Services& services, const Caller& caller, const std::string& id,
                                      const std::string& kind) {
  const auto person = services.sessions.Find(caller, services.Now());
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
  const access::Decision decision = MayDo(services, *file, *person, ActionOfLook(kind).value());
  if (!decision.allowed) {
    return OnRecord(services, caller, *person, *case_id, kind, decision.rules,
                    Refused(decision.reasons.front(), kind + " not allowed for this unit"));
  }
  const auto receipt =
      services.journal.Append([&](store::Writer& writer, std::uint64_t sequence, bool*) -> Result<ledger::Draft> {
        ledger::Draft draft{PlainEntry(services, ledger::Deed::kRead, kind, caller, person->member, person->unit), {}};
        draft.entry.sequence = sequence;
        draft.entry.case_id = *case_id;
        draft.entry.rules = decision.rules;
        ProjectLook(writer, draft.entry);
        return draft;
      });
  if (!receipt.ok()) return receipt.error();
  return *std::move(file);
}

}  // namespace nuong::operations
