#include "nuong/operations/perform_act.hpp"

#include <algorithm>

#include "act_pipeline.hpp"
#include "consent.hpp"
#include "emergency.hpp"
#include "keeping.hpp"
#include "refusals.hpp"

namespace nuong::operations {
namespace {

/// A draft may be saved half filled; every other act must be whole.
bool IsPartial(const regulation::Act& act) { return act.begins_case; }

Error Stale(const casework::CaseFile& file, std::int64_t seen) {
  casework::Command stale;
  stale.seen_version = seen;
  return std::move(casework::Perform(file, stale)).error();
}

/// Her unit may do it and the case is so, but the record must still be kept, or it takes another person or a fresh
/// proof.
std::optional<Error> NotByHerNow(const Services& services, const regulation::Act& act, const casework::CaseFile& file,
                                 const Sessions::Person& person, Instant at) {
  if (const auto why = StillKept(services, act, file, at)) return Blocked(*why, "record must still be kept");
  if (TakesAnother(act, file, person.member)) return Refused(kTakesAnother, "act takes another person");
  if (act.asks_step_up && !person.is_strong) {
    return Refused(kTakesFreshProof, "act takes a fresh proof of who does it");
  }
  return std::nullopt;
}

/// What is wrong with the answers in themselves; if nothing, with them in this case.
std::vector<FieldProblem> ProblemsOf(const Services& services, const regulation::Act& act, const Value::Object& fields,
                                     const casework::CaseFile& file, Instant at) {
  auto problems = services.engine.CheckFields(act, fields, DateOf(at, services.offset()), IsPartial(act));
  if (problems.empty()) problems = services.engine.Unmet(act, fields, SituationOf(file, at));
  if (problems.empty()) problems = ConsentProblems(services, act, fields, file, at);
  return problems;
}

}  // namespace

Result<ActAnswer> PerformAct(Services& services, const Caller& caller, const Once& once,
                             const PerformActRequest& request) {
  const auto person = services.sessions.Find(caller, services.Now());
  if (!person) return NotSignedIn();
  const auto case_id = CaseId::Parse(request.case_id);
  if (!case_id) return Absent();

  const std::string fingerprint =
      FingerprintOf(services, request.kind + "\n" + request.case_id + "\n" + std::to_string(request.version) + "\n" +
                                  WriteJson(request.fields));
  std::optional<casework::CaseFile> file;
  std::optional<ActAnswer> given;
  NUONG_CHECK(services.world.store->Read([&](store::Reader& reader) -> Result<void> {
    NUONG_TRY(given, AnswerGiven(reader, *person, once, fingerprint));
    NUONG_TRY(file, ReadCase(services, reader, *case_id));
    return {};
  }));
  if (given) return *given;
  if (!file || (!MayList(services, *file, *person) && !MayAnswer(services, *file, *person, request.kind))) {
    return OnRecord(services, caller, *person, *case_id, request.kind, {}, Absent());
  }

  // One moment for all of it: an act at midnight is done under one law.
  const Instant at = std::max(services.Now(), file->changed_at);
  const CivilDate day = DateOf(at, services.offset());
  const regulation::Act* act = services.regulation().FindAct(request.kind, day);
  if (act == nullptr) {
    return Refused({"Quy chế đang áp dụng không có việc này.", "The regulation in force has no such act."},
                   "unknown kind of act");
  }
  const access::Decision decision = MayAct(services, *file, *person, *act);
  if (!decision.allowed) {
    return OnRecord(services, caller, *person, *case_id, request.kind, decision.rules,
                    Refused(decision.reasons.front(), "act not allowed for this unit"));
  }
  if (request.version != file->version()) return Stale(*file, request.version);
  if (const auto why = services.engine.Blocked(*act, SituationOf(*file, at)))
    return Blocked(*why, "act does not fit the case");
  if (auto why = NotByHerNow(services, *act, *file, *person, at)) {
    return OnRecord(services, caller, *person, *case_id, request.kind, decision.rules, *std::move(why));
  }

  const Value::Object* fields = request.fields.AsObject();
  if (fields == nullptr) {
    return InvalidFields(
        {{"/fields", "object_expected", {"Cần một đối tượng các mục.", "An object of fields is expected."}}});
  }
  auto problems = ProblemsOf(services, *act, *fields, *file, at);
  if (!problems.empty()) return InvalidFields(std::move(problems));

  PlannedAct planned;
  planned.fields = *fields;
  NUONG_TRY(planned.file, TakeFile(services, *act, planned.fields));
  if (act->emergency) {
    auto added = PlanEmergencyOf(services, *file, *person, {act, at, fields});
    if (!added.ok()) {
      return OnRecord(services, caller, *person, *case_id, request.kind, decision.rules, added.error());
    }
    planned.added = *std::move(added);
  }
  planned.act = act;
  planned.at = at;
  planned.before = std::move(file);
  planned.case_id = *case_id;
  planned.seen_version = request.version;
  planned.rules = decision.rules;
  return CarryOut(services, caller, *person, once, fingerprint, planned);
}

}  // namespace nuong::operations
