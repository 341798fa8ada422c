#include "act_pipeline.hpp"

#include <algorithm>
#include <iterator>

#include "effects.hpp"
#include "emergency.hpp"
#include "key_plan.hpp"
#include "match_sheet.hpp"
#include "people.hpp"
#include "refusals.hpp"
#include "rotation.hpp"

namespace nuong::operations {
namespace {

using store::Collection;

std::string IdempotencyName(const Sessions::Person& person, const Once& once) {
  return person.member.text() + "/" + once.idempotency_key;
}

std::string EncodeAnswer(const ActAnswer& answer, const std::string& fingerprint) {
  return WriteJson(Value::Object{{"case", answer.case_id},
                                 {"version", answer.version},
                                 {"sequence", answer.sequence},
                                 {"fingerprint", fingerprint}});
}

/// Fields by class: the skeleton's stay plain, the others are sealed together per class.
std::map<FieldClass, Value::Object> SplitByClass(const regulation::Act& act, const Value::Object& fields) {
  std::map<FieldClass, Value::Object> split;
  for (const auto& [name, value] : fields) {
    const regulation::Field* field = act.FindField(name);
    if (field != nullptr && !value.IsNull()) split[field->field_class].emplace(name, value);
  }
  return split;
}

/// Everything that can be made ready before the writer's turn: the sealed values and the changes of keys.
struct Prepared {
  casework::Fact fact;
  std::map<std::string, std::string> sealed;  ///< class code → bytes
  std::vector<KeyChange> key_changes;
  std::vector<MatchSheet> sheets;  ///< what person search will find it by
  std::int64_t epoch = 0;          ///< of the unit keys the changes were planned for
};

/// Unit keys were rotated between planning and writing: planned again.
constexpr const char* kKeysMoved = "keys_moved";
constexpr int kMostPlans = 4;

class Carrier {
 public:
  Carrier(Services& services, const Caller& caller, const Sessions::Person& person, const Once& once,
          const std::string& fingerprint, const PlannedAct& planned)
      : services_(services),
        caller_(caller),
        person_(person),
        once_(once),
        fingerprint_(fingerprint),
        planned_(planned) {}

  Result<ActAnswer> Run() {
    auto answer = Try();
    for (int plans = 1; plans < kMostPlans && !answer.ok() && answer.error().id == kKeysMoved; ++plans) answer = Try();
    return answer;
  }

 private:
  Result<ActAnswer> Try() {
    NUONG_TRY(Prepared prepared, Prepare());
    ActAnswer answer;
    std::set<UnitName> told;
    const auto receipt = services_.journal.Append(
        [&](store::Writer& writer, std::uint64_t sequence, bool* nothing_new) -> Result<ledger::Draft> {
          NUONG_TRY(const auto given, AnswerGiven(writer, person_, once_, fingerprint_));
          if (given) {
            answer = *given;
            *nothing_new = true;
            return ledger::Draft{};
          }
          return Write(writer, sequence, prepared, answer, told);
        });
    if (!receipt.ok()) return receipt.error();
    if (ends_search_) services_.matches.Remove(planned_.case_id);
    for (const MatchSheet& sheet : written_) services_.matches.Add(sheet);
    services_.feed.Publish({static_cast<std::uint64_t>(answer.sequence), answer.case_id}, told);
    return answer;
  }

  Result<Prepared> Prepare() {
    auto split = SplitByClass(*planned_.act, planned_.fields);
    casework::Command command;
    command.kind = planned_.act->kind;
    command.seen_version = planned_.seen_version;
    command.at = planned_.at;
    command.unit = person_.unit;
    command.member = person_.member;
    command.fields = split[FieldClass::kSkeleton];
    for (const auto& [name, value] : planned_.added) command.fields.insert_or_assign(name, value);
    command.effects =
        ResolveEffects(services_, *planned_.act, person_.unit, planned_.fields, planned_.before, command.at);
    for (const auto& [field_class, fields] : split) {
      if (IsProtected(field_class)) command.sealed.insert(field_class);
    }
    Prepared prepared;
    const casework::CaseFile beginning = casework::Begin(planned_.case_id, planned_.code_name, command.at, {});
    NUONG_TRY(prepared.fact, casework::Perform(planned_.before ? *planned_.before : beginning, command));
    prepared.sheets = SheetsOf(*services_.world.root, planned_.case_id, WordsOf(*planned_.act, planned_.fields));
    NUONG_CHECK(SealAndPlan(split, prepared));
    return prepared;
  }

  Result<void> SealAndPlan(const std::map<FieldClass, Value::Object>& split, Prepared& prepared) {
    const casework::CaseFile after =
        After(services_, planned_.before, planned_.case_id, {prepared.fact, planned_.code_name});
    NUONG_TRY(vault::UnitKeys keys, KeysInHand(services_, caller_.session, person_));
    std::vector<Permit> permits = PermitsToPassOn(services_, after, person_);
    if (planned_.before)
      std::ranges::move(PermitsToPassOn(services_, *planned_.before, person_), std::back_inserter(permits));
    std::optional<KeyPlan> plan;
    NUONG_CHECK(services_.world.store->Read([&](store::Reader& reader) -> Result<void> {
      NUONG_TRY(plan,
                PlanKeys(services_, reader,
                         {&after, std::move(permits), &keys, prepared.fact.sealed, prepared.fact.effects.erases}));
      return {};
    }));
    prepared.key_changes = std::move(plan->changes);
    prepared.epoch = plan->epoch;
    for (const auto& [field_class, fields] : split) {
      if (!IsProtected(field_class)) continue;
      const std::string code(FieldClassCode(field_class));
      const std::size_t index = planned_.before ? planned_.before->facts.size() : 0;
      const std::string row = std::to_string(index) + "/" + code;
      const auto sealed = vault::Seal(plan->sealing.at(field_class), row, Value(fields), *services_.world.random);
      prepared.sealed.emplace(code, sealed.blob());
    }
    if (!planned_.file) return {};
    return SealFile(plan->sealing.at(planned_.file->field_class), planned_.before->facts.size(), planned_.file->bytes,
                    *services_.world.random, prepared.sealed);
  }

  Result<ledger::Draft> Write(store::Writer& writer, std::uint64_t sequence, const Prepared& prepared,
                              ActAnswer& answer, std::set<UnitName>& told) {
    if (KeysEpoch(writer) != prepared.epoch) {
      return Error{ErrorCode::kBusy,
                   kKeysMoved,
                   {"Khóa của một cơ quan vừa được đổi. Hãy gửi lại.", "A unit's keys have just changed. Send again."},
                   "unit keys were rotated while an act was under way",
                   {}};
    }
    NUONG_TRY(const auto now, ReadCase(services_, writer, planned_.case_id));
    // What was planned holds only for the version it was planned on.
    const std::int64_t version = now ? now->version() : 0;
    if (version != planned_.seen_version) {
      casework::Command stale;
      stale.seen_version = planned_.seen_version;
      return std::move(casework::Perform(*now, stale)).error();
    }
    if (planned_.act->emergency && now) NUONG_CHECK(CheckStillGood(writer, *now));
    SkeletonPayload payload{prepared.fact, now ? "" : planned_.code_name};
    payload.fact.sequence = sequence;
    NUONG_CHECK(ProjectWrite(services_, writer, planned_.case_id, payload));
    Change(writer, prepared.key_changes);
    ends_search_ = EndsSearch(prepared.fact.effects.erases);
    if (ends_search_) DeleteSheets(writer, planned_.case_id);
    WriteSheets(*services_.world.root, writer, sequence, prepared.sheets, *services_.world.random);
    written_ = prepared.sheets;
    ledger::Draft draft;
    draft.entry = PlainEntry(services_, DeedOf(*planned_.act, now.has_value()), planned_.act->kind, caller_,
                             person_.member, person_.unit);
    draft.entry.at = prepared.fact.at;
    draft.entry.sequence = sequence;
    draft.entry.case_id = planned_.case_id;
    draft.entry.classes = prepared.fact.sealed;
    draft.entry.rules = planned_.rules;
    draft.payloads = prepared.sealed;
    draft.payloads.emplace("F1", EncodeSkeleton(payload));
    ProjectLook(writer, draft.entry);

    NUONG_TRY(const auto after, ReadCase(services_, writer, planned_.case_id));
    told = UnitsThatMayList(services_, *after);
    if (now) told.merge(UnitsThatMayList(services_, *now));
    answer = {planned_.case_id.text(), after->version(), static_cast<std::int64_t>(sequence)};
    KeepAnswer(writer, person_, once_, fingerprint_, answer);
    return draft;
  }

  /// Erased with what was said about the person: what she is found by.
  bool EndsSearch(const std::set<FieldClass>& erased) const {
    const std::set<FieldClass> matched = ClassesMatched(services_.regulation());
    return std::any_of(erased.begin(), erased.end(), [&](FieldClass one) { return matched.contains(one); });
  }

  /// Uses of the glass on other cases count too, so they are counted again in the writer's turn.
  Result<void> CheckStillGood(store::Reader& reader, const casework::CaseFile& now) {
    NUONG_TRY(const Value::Object added,
              PlanEmergency(services_, reader, now, person_, {planned_.act, planned_.at, &planned_.fields}));
    if (added == planned_.added) return {};
    return Blocked({"Vừa có một lần truy cập khẩn cấp khác. Hãy gửi lại.",
                    "Another emergency access came in between. Send again."},
                   "an emergency was planned on what is no longer so");
  }

  Services& services_;
  const Caller& caller_;
  const Sessions::Person& person_;
  const Once& once_;
  const std::string& fingerprint_;
  const PlannedAct& planned_;
  std::vector<MatchSheet> written_;
  bool ends_search_ = false;
};

}  // namespace

ledger::Deed DeedOf(const regulation::Act& act, bool goes_on) {
  if (!goes_on) return ledger::Deed::kOpened;
  if (!act.erases.empty()) return ledger::Deed::kErasure;
  return act.emergency ? ledger::Deed::kEmergency : ledger::Deed::kWrite;
}

std::string FingerprintOf(const Services& services, const std::string& request) {
  return vault::Hex(services.world.root->KeyedHash("idempotency", request));
}

void KeepAnswer(store::Writer& writer, const Sessions::Person& person, const Once& once, const std::string& fingerprint,
                const ActAnswer& answer) {
  writer.Put(Collection::kIdempotency, IdempotencyName(person, once), EncodeAnswer(answer, fingerprint));
}

Result<std::optional<ActAnswer>> AnswerGiven(store::Reader& reader, const Sessions::Person& person, const Once& once,
                                             const std::string& fingerprint) {
  const auto bytes = reader.Get(Collection::kIdempotency, IdempotencyName(person, once));
  if (!bytes) return std::optional<ActAnswer>();
  auto value = ParseJson(*bytes);
  if (!value.ok()) return CorruptDirectory("a kept answer is not JSON");
  if (value->TextAt("fingerprint") != fingerprint) {
    return Error{ErrorCode::kConflict,
                 "idempotency_key_reused",
                 {"Khóa chống gửi trùng này đã dùng cho một yêu cầu khác. Hãy tải lại trang rồi gửi lại.",
                  "This idempotency key was used for another request. Reload the page and send again."},
                 "idempotency key reused with another request",
                 {}};
  }
  return std::optional(ActAnswer{value->TextAt("case"), value->IntegerAt("version"), value->IntegerAt("sequence")});
}

Result<ActAnswer> CarryOut(Services& services, const Caller& caller, const Sessions::Person& person, const Once& once,
                           const std::string& fingerprint, const PlannedAct& planned) {
  return Carrier(services, caller, person, once, fingerprint, planned).Run();
}

Error OnRecord(Services& services, const Caller& caller, const Sessions::Person& person, const CaseId& case_id,
               const std::string& kind, const std::vector<std::string>& rules, Error error,
               const std::set<FieldClass>& classes) {
  const auto receipt =
      services.journal.Append([&](store::Writer& writer, std::uint64_t sequence, bool*) -> Result<ledger::Draft> {
        ledger::Draft draft{PlainEntry(services, ledger::Deed::kRefused, kind, caller, person.member, person.unit), {}};
        draft.entry.case_id = case_id;
        draft.entry.rules = rules;
        draft.entry.classes = classes;
        draft.entry.sequence = sequence;
        ProjectLook(writer, draft.entry);
        return draft;
      });
  return receipt.ok() ? error : receipt.error();
}

}  // namespace nuong::operations
