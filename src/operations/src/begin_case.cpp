#include "act_pipeline.hpp"
#include "case_access.hpp"
#include "code_name.hpp"
#include "nuong/operations/perform_act.hpp"
#include "refusals.hpp"

namespace nuong::operations {
namespace {

const regulation::Act* BeginningAct(const regulation::Regulation& regulation, CivilDate day) {
  for (const regulation::Act& act : regulation.acts) {
    if (act.begins_case && act.validity.Covers(day)) return &act;
  }
  return nullptr;
}

}  // namespace

Result<ActAnswer> BeginCase(Services& services, const Caller& caller, const Once& once,
                            const BeginCaseRequest& request) {
  const auto person = services.sessions.Find(caller, services.Now());
  if (!person) return NotSignedIn();
  const Instant at = services.Now();
  const CivilDate day = DateOf(at, services.offset());
  const regulation::Act* act = BeginningAct(services.regulation(), day);
  if (act == nullptr || !MayReceive(services.regulation(), person->unit)) {
    return Refused({"Theo quy chế, cơ quan của bạn không lập phiếu tiếp nhận.",
                    "By the regulation your unit does not open receptions."},
                   "unit may not receive");
  }
  bool is_succeeded = false;
  NUONG_CHECK(services.world.store->Read([&](store::Reader& reader) -> Result<void> {
    NUONG_TRY(const auto successions, services.SuccessionsAt(reader));
    is_succeeded = successions->NextOf(person->unit) != nullptr;
    return {};
  }));
  if (is_succeeded) {
    return Refused({"Cơ quan của bạn đã kết thúc hoạt động; cơ quan kế tục lập phiếu tiếp nhận.",
                    "Your unit has ended; the unit that took its place opens receptions."},
                   "unit has been succeeded");
  }
  const Value::Object* fields = request.fields.AsObject();
  if (fields == nullptr) {
    return InvalidFields(
        {{"/fields", "object_expected", {"Cần một đối tượng các mục.", "An object of fields is expected."}}});
  }
  if (auto problems = services.engine.CheckFields(*act, *fields, day, true); !problems.empty()) {
    return InvalidFields(std::move(problems));
  }
  PlannedAct planned;
  planned.act = act;
  planned.at = at;
  planned.case_id = CaseId::Make(*services.world.random);
  planned.code_name = MakeCodeName(services.regulation(), *services.world.random);
  planned.fields = *fields;
  planned.rules = {"role/may-receive"};
  const std::string fingerprint = FingerprintOf(services, "begin\n" + WriteJson(request.fields));
  return CarryOut(services, caller, *person, once, fingerprint, planned);
}

}  // namespace nuong::operations
