#include "nuong/operations/reform_day.hpp"

#include <algorithm>
#include <functional>

#include "act_pipeline.hpp"
#include "case_access.hpp"
#include "people.hpp"
#include "present.hpp"
#include "reform_day_units.hpp"
#include "reform_keys.hpp"
#include "reform_record.hpp"
#include "reform_survey.hpp"
#include "refusal_entries.hpp"
#include "refusals.hpp"

namespace nuong::operations {
namespace {

constexpr const char* kSee = "see_reforms";
constexpr const char* kPropose = "propose_reform";
constexpr const char* kConfirm = "confirm_reform";

Error NoSuchDay(std::string note) {
  const Text message{"Không có cơ quan nào kết thúc hoạt động vào ngày này.", "No unit ends on this day."};
  return {ErrorCode::kInvalid, "reform_day_unknown", message, std::move(note), {{"/path/day", "unknown_day", message}}};
}

access::Decision MayTake(const Services& services, const UnitName& unit, const std::string& action,
                         const std::optional<ReformRecord>& record) {
  if (record && record->proposed.unit == unit) return MayReform(services, unit, action, {regulation::kReformProposer});
  return MayReform(services, unit, action);
}

/// A reform day of the regulation as the directory stands to it.
struct Day {
  CivilDate date;
  std::string text;
  std::vector<EndingUnit> ending;
  std::vector<UnitMove> moves;
};
Result<Day> FindDay(const Services& services, const std::string& text) {
  const auto date = ParseDate(text);
  if (!date) return NoSuchDay("not a date");
  Day day{*date, FormatDate(*date), UnitsEnding(services.regulation(), *date), {}};
  if (day.ending.empty()) return NoSuchDay("no unit ends");
  day.moves = MovesOf(day.ending);
  return day;
}

bool HasCome(Services& services, CivilDate date) { return date <= DateOf(services.Now(), services.offset()); }

std::string StateOf(Services& services, CivilDate date, const std::optional<ReformRecord>& record) {
  if (record) return record->confirmed ? "confirmed" : "proposed";
  return HasCome(services, date) ? "due" : "ahead";
}

/// Why the reform cannot be confirmed by this person, beyond what access rules say; nothing when it can.
std::optional<Error> InTheWayOfConfirming(Services& services, const Sessions::Person& person, const Day& day,
                                          const std::optional<ReformRecord>& record) {
  if (!record || record->confirmed) {
    return Blocked({"Ngày chuyển đổi này chưa được đề xuất hoặc đã được xác nhận.",
                    "This reform day is not proposed, or is confirmed already."},
                   "reform is not proposed");
  }
  if (record->proposed.member == person.member) {
    return Refused({"Người đề xuất không tự xác nhận; cần một người khác.",
                    "Who proposed does not confirm; another person is needed."},
                   "the proposer may not confirm");
  }
  if (!HasCome(services, day.date)) {
    return Blocked({"Chưa đến ngày chuyển đổi; chỉ xác nhận từ ngày đó.",
                    "The reform day has not come; confirm from that day on."},
                   "reform day is ahead");
  }
  if (record->plan.moves != day.moves) {
    return Blocked({"Quy chế đã đổi sau khi đề xuất. Hãy rút đề xuất, xem lại và đề xuất lại.",
                    "The regulation has changed since the proposal. Withdraw it, look again and propose again."},
                   "the regulation moves other units than were proposed");
  }
  return std::nullopt;
}

Error InTheWayOfProposing(const Day& day) {
  if (day.moves.empty()) {
    return Blocked({"Không có cơ quan nào chuyển được trong ngày này.", "No unit can move on this day."},
                   "nothing can move");
  }
  return Blocked(
      {"Ngày chuyển đổi này đã được đề xuất hoặc xác nhận.", "This reform day is proposed or confirmed already."},
      "reform is proposed or confirmed");
}

std::int64_t SumOf(const std::map<std::string, std::int64_t>& counts) {
  std::int64_t sum = 0;
  for (const auto& [kind, count] : counts) sum += count;
  return sum;
}

/// Builds the preview from the regulation, what was found, and what is kept of the reform.
class Preview {
 public:
  Preview(Services& services, store::Reader& reader, const Day& day, const std::optional<ReformRecord>& record)
      : services_(services), reader_(reader), day_(day), record_(record) {}

  Result<ReformView> Build() {
    view_.day = day_.text;
    view_.state = StateOf(services_, day_.date, record_);
    view_.law = LawChanges(services_.regulation(), day_.date);
    NUONG_CHECK(Find());
    for (const EndingUnit& end : day_.ending) AddUnit(end);
    AddCounts();
    if (record_) {
      NUONG_TRY(view_.proposed, StepView(record_->proposed));
    }
    if (record_ && record_->confirmed) {
      NUONG_TRY(view_.confirmed, StepView(*record_->confirmed));
    }
    return std::move(view_);
  }

  void Allow(const Sessions::Person& person) {
    const auto may = [&](const char* action) { return MayTake(services_, person.unit, action, record_).allowed; };
    if (!record_) {
      view_.may_propose = may(kPropose) && !day_.moves.empty();
      if (may(kPropose) && day_.moves.empty()) view_.why_not = InTheWayOfProposing(day_).message;
      return;
    }
    if (record_->confirmed) return;
    view_.may_withdraw = may(kPropose) || may(kConfirm);
    if (!may(kConfirm)) return;
    const auto in_the_way = InTheWayOfConfirming(services_, person, day_, record_);
    view_.may_confirm = !in_the_way;
    if (in_the_way) view_.why_not = in_the_way->message;
  }
  ReformView& view() { return view_; }

 private:
  /// A confirmed reform shows what it found then: the units hold nothing any more.
  Result<void> Find() {
    if (record_ && record_->confirmed) {
      found_ = record_->plan.found;
      view_.cases = record_->plan.cases;
      return {};
    }
    std::set<UnitName> units;
    for (const EndingUnit& end : day_.ending) units.insert(end.unit->id);
    NUONG_TRY(SurveyResult result, SurveyUnits(services_, reader_, units));
    found_ = std::move(result.units);
    view_.cases = result.cases;
    return {};
  }

  void AddUnit(const EndingUnit& end) {
    const UnitSurvey& held = found_[end.unit->id];
    ReformUnitView unit;
    unit.unit = end.unit->id.text();
    unit.unit_name = end.unit->name;
    unit.stuck = end.stuck;
    unit.cases = held.cases;
    unit.duties = SumOf(held.duties);
    unit.relations = SumOf(held.relations);
    unit.wraps = held.wraps;
    unit.keys = "not_needed";
    if (end.successor != nullptr) {
      unit.successor = end.successor->id.text();
      unit.successor_name = end.successor->name;
      unit.successor_members = KeyHolders(reader_, end.successor->id);
      const std::string standing = KeysStanding(reader_, {end.unit->id, end.successor->id});
      if (held.wraps > 0 || standing == "passed" || standing == "ready") unit.keys = standing;
    }
    view_.units.push_back(std::move(unit));
  }

  void AddCounts() {
    std::map<std::string, std::int64_t> duties;
    std::map<std::string, std::int64_t> relations;
    for (const EndingUnit& end : day_.ending) {
      if (end.successor == nullptr) continue;
      for (const auto& [kind, count] : found_[end.unit->id].duties) duties[kind] += count;
      for (const auto& [kind, count] : found_[end.unit->id].relations) relations[kind] += count;
    }
    for (const auto& [kind, count] : duties) {
      view_.duties.push_back({kind, DutyTitle(kind), count});
    }
    for (const auto& [kind, count] : relations) {
      view_.relations.push_back({kind, RelationLabel(services_, kind), count});
    }
  }

  /// As it was called on the eve, when what moves was opened; of the last version when none was in force then.
  Text DutyTitle(const std::string& kind) const {
    if (const regulation::Duty* duty = services_.regulation().FindDuty(kind, day_.date.Plus(-1))) return duty->title;
    Text title{kind, kind};
    for (const regulation::Duty& duty : services_.regulation().duties) {
      if (duty.id == kind) title = duty.title;
    }
    return title;
  }

  Result<std::optional<ReformStepView>> StepView(const ReformStep& step) {
    NUONG_TRY(const auto member, ReadMember(reader_, step.member));
    return std::optional(ReformStepView{LocalTime(services_, step.at), member ? member->row.title : Text{},
                                        UnitLabel(services_, step.unit), static_cast<std::int64_t>(step.sequence)});
  }

  Services& services_;
  store::Reader& reader_;
  const Day& day_;
  const std::optional<ReformRecord>& record_;
  Survey found_;
  ReformView view_;
};

Result<void> RecordLook(Services& services, const Caller& caller, const MemberName& member, const UnitName& unit,
                        const std::vector<std::string>& rules) {
  const auto receipt = services.journal.Append([&](store::Writer&, std::uint64_t, bool*) -> Result<ledger::Draft> {
    ledger::Draft draft{PlainEntry(services, ledger::Deed::kRead, "reform", caller, member, unit), {}};
    draft.entry.rules = rules;
    return draft;
  });
  if (!receipt.ok()) return receipt.error();
  return {};
}

Result<ReformView> Look(Services& services, const Day& day, const Sessions::Person* person) {
  ReformView view;
  NUONG_CHECK(services.world.store->Read([&](store::Reader& reader) -> Result<void> {
    NUONG_TRY(const auto record, ReadReform(reader, day.text));
    Preview preview(services, reader, day, record);
    NUONG_TRY(view, preview.Build());
    if (person != nullptr) {
      preview.view() = std::move(view);
      preview.Allow(*person);
      view = std::move(preview.view());
    }
    return {};
  }));
  return view;
}

/// One step of a reform: what may be in its way is asked once before the work and once in the transaction.
class Stepper {
 public:
  Stepper(Services& services, const Caller& caller, const Sessions::Person& person, const Once& once, const Day& day)
      : services_(services), caller_(caller), person_(person), once_(once), day_(day) {}

  using Allowed = std::function<Result<void>(const std::optional<ReformRecord>&)>;
  using KeyWork = std::function<Result<std::vector<KeyChange>>(store::Reader&, const ReformPlan&)>;

  Result<ReformAnswer> Take(std::string_view kind, const Allowed& allowed, const KeyWork& keys) {
    const std::string fingerprint = FingerprintOf(services_, std::string(kind) + "\n" + day_.text);
    ReformPlan plan{day_.text, day_.moves, {}, 0};
    std::optional<ActAnswer> given;
    NUONG_CHECK(services_.world.store->Read([&](store::Reader& reader) -> Result<void> {
      NUONG_TRY(given, AnswerGiven(reader, person_, once_, fingerprint));
      if (given) return {};
      NUONG_TRY(const auto record, ReadReform(reader, day_.text));
      NUONG_CHECK(allowed(record));
      return kind == kReformWithdrawn ? Result<void>() : Survey(reader, plan);
    }));
    ActAnswer answer = given.value_or(ActAnswer{day_.text, 0, 0});
    if (!given) {
      NUONG_CHECK(Append(kind, allowed, keys, plan, fingerprint, answer));
    }
    ReformAnswer made{day_.text, "", answer.sequence};
    made.state = kind == kReformProposed    ? "proposed"
                 : kind == kReformConfirmed ? "confirmed"
                                            : StateOf(services_, day_.date, std::nullopt);
    return made;
  }

 private:
  Result<void> Survey(store::Reader& reader, ReformPlan& plan) {
    std::set<UnitName> units;
    for (const EndingUnit& end : day_.ending) units.insert(end.unit->id);
    NUONG_TRY(SurveyResult result, SurveyUnits(services_, reader, units));
    plan.found = std::move(result.units);
    plan.cases = result.cases;
    return {};
  }

  Result<void> Append(std::string_view kind, const Allowed& allowed, const KeyWork& keys, const ReformPlan& plan,
                      const std::string& fingerprint, ActAnswer& answer) {
    const auto receipt = services_.journal.Append([&](store::Writer& writer, std::uint64_t sequence,
                                                      bool* nothing_new) -> Result<ledger::Draft> {
      NUONG_TRY(const auto given, AnswerGiven(writer, person_, once_, fingerprint));
      if (given) {
        answer = *given;
        *nothing_new = true;
        return ledger::Draft{};
      }
      NUONG_TRY(const auto record, ReadReform(writer, day_.text));
      NUONG_CHECK(allowed(record));
      NUONG_TRY(const auto changes, keys(writer, plan));
      Change(writer, changes);
      ledger::Draft draft{
          PlainEntry(services_, ledger::Deed::kReform, std::string(kind), caller_, person_.member, person_.unit), {}};
      draft.entry.sequence = sequence;
      draft.payloads.emplace("reform", EncodePlan(plan));
      NUONG_CHECK(ProjectReform(writer, draft.entry, draft.payloads.at("reform")));
      answer.sequence = static_cast<std::int64_t>(sequence);
      KeepAnswer(writer, person_, once_, fingerprint, answer);
      return draft;
    });
    if (!receipt.ok()) return receipt.error();
    return {};
  }

  Services& services_;
  const Caller& caller_;
  const Sessions::Person& person_;
  const Once& once_;
  const Day& day_;
};

Result<std::vector<KeyChange>> NoKeys(store::Reader&, const ReformPlan&) { return std::vector<KeyChange>(); }

/// Asks the access rules; a refusal goes on record.
Result<void> AskRules(Services& services, const Caller& caller, const Sessions::Person& person,
                      const std::vector<const char*>& one_of, const std::optional<ReformRecord>& record) {
  access::Decision last;
  for (const char* action : one_of) {
    last = MayTake(services, person.unit, action, record);
    if (last.allowed) return {};
  }
  NUONG_CHECK(RecordRefusal(services, caller, &person, "reform", last.rules));
  return Refused(last.reasons.front(), "reform not allowed for this unit");
}

struct Start {
  Sessions::Person person;
  Day day;
};
/// Who asks, for which day, and whether the rules let her unit do one of these actions.
Result<Start> Begin(Services& services, const Caller& caller, const std::string& day,
                    const std::vector<const char*>& one_of) {
  auto person = services.sessions.Find(caller, services.Now());
  if (!person) return NotSignedIn();
  std::optional<ReformRecord> record;
  const auto date = ParseDate(day);
  NUONG_CHECK(services.world.store->Read([&](store::Reader& reader) -> Result<void> {
    NUONG_TRY(record, ReadReform(reader, date ? FormatDate(*date) : ""));
    return {};
  }));
  NUONG_CHECK(AskRules(services, caller, *person, one_of, record));
  NUONG_TRY(Day found, FindDay(services, day));
  return Start{*std::move(person), std::move(found)};
}

Result<void> BringOwnKeys(Services& services, const Caller& caller, const Sessions::Person& person) {
  NUONG_TRY(const vault::UnitKeys keys, KeysInHand(services, caller.session, person));
  return BringKeysOfEndedUnit(services, caller, person, keys);
}

}  // namespace

Result<ReformsView> ListReforms(Services& services, const Caller& caller) {
  const auto person = services.sessions.Find(caller, services.Now());
  if (!person) return NotSignedIn();
  NUONG_CHECK(AskRules(services, caller, *person, {kSee}, std::nullopt));
  ReformsView view;
  NUONG_CHECK(services.world.store->Read([&](store::Reader& reader) -> Result<void> {
    for (const CivilDate date : ReformDays(services.regulation())) {
      NUONG_TRY(const auto record, ReadReform(reader, FormatDate(date)));
      const auto ending = UnitsEnding(services.regulation(), date);
      const auto stuck = std::count_if(ending.begin(), ending.end(), [](const EndingUnit& end) { return !!end.stuck; });
      view.reforms.push_back({FormatDate(date), StateOf(services, date, record),
                              static_cast<std::int64_t>(ending.size()), static_cast<std::int64_t>(stuck)});
    }
    return {};
  }));
  return view;
}

Result<ReformView> PreviewReform(Services& services, const Caller& caller, const ReformRequest& request) {
  NUONG_TRY(const Start start, Begin(services, caller, request.day, {kSee}));
  NUONG_CHECK(RecordLook(services, caller, start.person.member, start.person.unit,
                         MayReform(services, start.person.unit, kSee).rules));
  return Look(services, start.day, &start.person);
}

Result<ReformView> PreviewReformOffline(Services& services, const ReformRequest& request) {
  NUONG_TRY(const Day day, FindDay(services, request.day));
  NUONG_CHECK(RecordLook(services, {"", "", "command line"}, {}, {}, {}));
  return Look(services, day, nullptr);
}

Result<ReformAnswer> ProposeReform(Services& services, const Caller& caller, const Once& once,
                                   const ReformRequest& request) {
  NUONG_TRY(const Start start, Begin(services, caller, request.day, {kPropose}));
  const auto allowed = [&](const std::optional<ReformRecord>& record) -> Result<void> {
    if (record || start.day.moves.empty()) return InTheWayOfProposing(start.day);
    return {};
  };
  NUONG_TRY(ReformAnswer answer,
            Stepper(services, caller, start.person, once, start.day).Take(kReformProposed, allowed, NoKeys));
  NUONG_CHECK(BringOwnKeys(services, caller, start.person));
  return answer;
}

Result<ReformAnswer> WithdrawReform(Services& services, const Caller& caller, const Once& once,
                                    const ReformRequest& request) {
  NUONG_TRY(const Start start, Begin(services, caller, request.day, {kPropose, kConfirm}));
  std::vector<UnitMove> proposed;
  const auto allowed = [&](const std::optional<ReformRecord>& record) -> Result<void> {
    if (!record || record->confirmed) {
      return Blocked(
          {"Chỉ rút được đề xuất chưa xác nhận.", "Only what is proposed and not yet confirmed is withdrawn."},
          "reform is not proposed");
    }
    proposed = record->plan.moves;
    return {};
  };
  const auto drop = [&](store::Reader& reader, const ReformPlan&) -> Result<std::vector<KeyChange>> {
    return DropLocks(reader, proposed);
  };
  return Stepper(services, caller, start.person, once, start.day).Take(kReformWithdrawn, allowed, drop);
}

Result<ReformAnswer> ConfirmReform(Services& services, const Caller& caller, const Once& once,
                                   const ReformRequest& request) {
  NUONG_TRY(const Start start, Begin(services, caller, request.day, {kConfirm}));
  NUONG_CHECK(BringOwnKeys(services, caller, start.person));
  const auto allowed = [&](const std::optional<ReformRecord>& record) -> Result<void> {
    if (auto in_the_way = InTheWayOfConfirming(services, start.person, start.day, record)) {
      return *std::move(in_the_way);
    }
    return {};
  };
  const auto unlock = [&](store::Reader& reader, const ReformPlan& plan) {
    return UnlockMoves(services, reader, plan.moves);
  };
  NUONG_TRY(ReformAnswer answer,
            Stepper(services, caller, start.person, once, start.day).Take(kReformConfirmed, allowed, unlock));
  std::set<UnitName> concerned;
  for (const UnitMove& move : start.day.moves) concerned.insert({move.from, move.to});
  services.feed.Publish({static_cast<std::uint64_t>(answer.sequence), ""}, concerned);
  return answer;
}

}  // namespace nuong::operations
