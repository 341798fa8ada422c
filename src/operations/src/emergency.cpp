#include "emergency.hpp"

#include <algorithm>
#include <functional>

#include "keyring.hpp"
#include "present.hpp"
#include "refusals.hpp"
#include "view_keys.hpp"

namespace nuong::operations {
namespace {

using regulation::EmergencyStep;
using store::Collection;

constexpr std::int64_t kHour = 3'600'000'000;
constexpr std::string_view kOfCase = "glass/case/";
constexpr const char* kOfUnit = "glass/unit/";

std::string CaseRow(const CaseId& case_id, std::uint64_t sequence) {
  return std::string(kOfCase) + LookKey(case_id, sequence);
}

std::vector<std::string> RowsUnder(store::Reader& reader, const std::string& prefix) {
  std::vector<std::string> rows;
  reader.Scan(Collection::kDuties, store::Prefix(prefix), [&](std::string_view, std::string_view bytes) {
    rows.emplace_back(bytes);
    return true;
  });
  return rows;
}

Result<std::vector<Glass>> OfUnit(const Services& services, store::Reader& reader, const UnitName& unit) {
  NUONG_TRY(const auto keys, ScanLine(services, reader, Collection::kDuties, kOfUnit, unit, {}));
  std::vector<Glass> glasses;
  for (const std::string& key : keys) {
    const auto bytes = reader.Get(Collection::kDuties, std::string(kOfCase) + key);
    if (!bytes) return CorruptDirectory("an emergency access has no row");
    NUONG_TRY(Glass glass, DecodeGlass(*bytes));
    glasses.push_back(std::move(glass));
  }
  return glasses;
}

bool MayReview(const Services& services, const casework::CaseFile& file, const UnitName& unit, const Glass& glass,
               Instant at) {
  const Value::Object values = casework::NamedValues(file, at);
  access::Question question = Standing(services, file, Asker(unit, at), values);
  if (glass.unit == unit) question.relations.insert(regulation::kEmergencyOpener);
  question.action = "review_emergency";
  return services.policy.Allows(question) && glass.unit != unit;
}

/// Who reviews what this unit opens: the one that cares for her, else the first other unit that may.
UnitName ReviewerOf(const Services& services, const casework::CaseFile& file, const UnitName& opener, Instant at) {
  Glass glass;
  glass.unit = opener;
  if (!file.keeper.IsEmpty() && MayReview(services, file, file.keeper, glass, at)) return file.keeper;
  for (const auto& [unit, party] : file.parties) {
    if (!party.relations.empty() && MayReview(services, file, unit, glass, at)) return unit;
  }
  return {};
}

/// One step of an emergency, asked in the order in which a person would be told.
class Plan {
 public:
  Plan(const Services& services, store::Reader& reader, const casework::CaseFile& file, const EmergencyStepper& by,
       const EmergencyAct& act)
      : services_(services), reader_(reader), file_(file), by_(by), act_(act) {
    by_.asker.at = act.at;
  }

  /// On record, where no key lies at hand.
  void AskNoKeys() { asks_keys_ = false; }

  Result<Value::Object> Run() {
    NUONG_TRY(glasses_, ReadGlasses(services_, reader_, file_.id));
    if (act_.act->emergency->kind == EmergencyStep::Kind::kReviews) return PlanReview();
    const auto opened = ParseFieldClass(Value(*act_.fields).TextAt("opened_class"));
    if (!opened || !IsProtected(*opened)) {
      return InvalidFields({{"/fields/opened_class",
                             "unknown_class",
                             {"Hãy chọn nhóm thông tin cần mở.", "Choose the class to open."}}});
    }
    opened_ = *opened;
    return act_.act->emergency->kind == EmergencyStep::Kind::kOpens ? PlanOpening() : PlanConfirming();
  }

 private:
  Result<Value::Object> PlanOpening() {
    NUONG_CHECK(AskRules());
    if (asks_keys_) NUONG_CHECK(AskKeys());
    for (const Glass& glass : glasses_) {
      const GlassState state = StateAt(glass, act_.at);
      if (glass.unit != by_.asker.unit || glass.field_class != opened_) continue;
      if (state != GlassState::kOpen && state != GlassState::kWaiting) continue;
      return Blocked({"Phần này đang được mở khẩn cấp, hoặc đang chờ người thứ hai xác nhận.",
                      "This part is open in an emergency already, or waits for the second person."},
                     "emergency access is open or waiting");
    }
    NUONG_TRY(const auto earlier, OfUnit(services_, reader_, by_.asker.unit));
    NUONG_CHECK(AskReviews(earlier));
    const UnitName reviewer = ReviewerOf(services_, file_, by_.asker.unit, act_.at);
    if (reviewer.IsEmpty()) {
      return Blocked(
          {"Chưa có cơ quan nào khác trong hồ sơ có thể rà soát.", "No other unit of the case could review it."},
          "nobody can review");
    }
    return Value::Object{{"reviewer", reviewer.text()}, {"second_person", NeedsSecond(earlier)}};
  }

  /// Whose earlier access nobody has reviewed in time opens nothing more, whoever asked for it when.
  Result<void> AskReviews(const std::vector<Glass>& earlier) const {
    const auto is_late = [&](const Glass& one) { return ReviewIsLate(one, act_.at); };
    if (std::none_of(earlier.begin(), earlier.end(), is_late)) return {};
    return Blocked(
        {"Một lần truy cập khẩn cấp trước của đơn vị bạn quá hạn rà soát. Chưa mở thêm được cho đến khi "
         "cơ quan rà soát xong.",
         "An earlier emergency access of your unit has not been reviewed in time. No other opens before it is."},
        "a review of the unit is late");
  }

  Result<void> AskRules() const {
    const Value::Object values = casework::NamedValues(file_, act_.at);
    access::Question question = Standing(services_, file_, by_.asker, values);
    question.field_class = opened_;
    question.action = "read";
    if (services_.policy.Allows(question)) {
      return Blocked({"Đơn vị bạn đọc được phần này rồi.", "Your unit may read this part already."},
                     "nothing to break");
    }
    question.action = "break_glass";
    const access::Decision may_break = services_.policy.Decide(question);
    if (!may_break.allowed) return Refused(may_break.reasons.front(), "no emergency access to this class");
    question.action = "read";
    question.emergency = {opened_};
    const access::Decision may_read = services_.policy.Decide(question);
    if (!may_read.allowed) return Refused(may_read.reasons.front(), "not even in an emergency");
    return {};
  }

  Result<void> AskKeys() const {
    NUONG_TRY(const CaseKeyring keyring, ReadCaseKeyring(reader_, file_.id));
    NUONG_TRY(const auto successions, services_.SuccessionsAt(reader_));
    for (const auto& [slot, locked] : keyring.glass) {
      if (slot.field_class == opened_ && successions->HeirOf(slot.unit) == by_.asker.unit) return {};
    }
    return Blocked({"Hồ sơ chưa có gì trong phần này, hoặc khóa chưa được đặt sẵn.",
                    "The case holds nothing in this part yet, or no key lies ready."},
                   "no key under glass");
  }

  bool NeedsSecond(const std::vector<Glass>& earlier) const {
    const EmergencyStep& step = *act_.act->emergency;
    const auto& always = step.second_person;
    if (std::find(always.begin(), always.end(), opened_) != always.end()) return true;
    return std::any_of(earlier.begin(), earlier.end(), [&](const Glass& one) {
      return one.member == by_.member && act_.at.us < one.asked_at.us + step.repeat_days * 24 * kHour;
    });
  }

  Result<Value::Object> PlanConfirming() {
    if (FindToConfirm(glasses_, by_.asker.unit, by_.member, opened_, act_.at) != nullptr) {
      NUONG_CHECK(AskRules());
      NUONG_TRY(const auto earlier, OfUnit(services_, reader_, by_.asker.unit));
      NUONG_CHECK(AskReviews(earlier));
      return Value::Object{};
    }
    const bool own = std::any_of(glasses_.begin(), glasses_.end(), [&](const Glass& glass) {
      return glass.member == by_.member && glass.field_class == opened_ &&
             StateAt(glass, act_.at) == GlassState::kWaiting;
    });
    if (own) {
      return Refused({"Người yêu cầu không tự xác nhận; cần người thứ hai của đơn vị.",
                      "Who asked does not confirm; a second person of the unit is needed."},
                     "the same person may not confirm");
    }
    return Blocked({"Không có yêu cầu nào đang chờ xác nhận.", "No request is waiting for a second person."},
                   "nothing to confirm");
  }

  Result<Value::Object> PlanReview() {
    for (const Glass* glass : FindToReview(glasses_, by_.asker.unit, by_.member)) {
      if (MayReview(services_, file_, by_.asker.unit, *glass, act_.at)) return Value::Object{};
    }
    const bool own = std::any_of(glasses_.begin(), glasses_.end(), [&](const Glass& glass) { return !glass.review; });
    if (own) {
      return Refused({"Đơn vị đã mở không tự rà soát; cần một đơn vị khác.",
                      "The unit that opened does not review itself; another one does."},
                     "the same unit may not review");
    }
    return Blocked({"Không có lần truy cập khẩn cấp nào chờ rà soát.", "No emergency access waits for a review."},
                   "nothing to review");
  }

  const Services& services_;
  store::Reader& reader_;
  const casework::CaseFile& file_;
  EmergencyStepper by_;
  const EmergencyAct& act_;
  bool asks_keys_ = true;
  FieldClass opened_ = FieldClass::kSkeleton;
  std::vector<Glass> glasses_;
};

Glass Asked(const casework::Fact& fact, const EmergencyStep& step, FieldClass opened,
            const std::vector<regulation::OpenDuty>& duties) {
  const Value fields(fact.fields);
  Glass glass;
  glass.sequence = fact.sequence;
  glass.unit = fact.unit;
  glass.member = fact.member;
  glass.field_class = opened;
  glass.reason = fields.TextAt("reason");
  glass.asked_at = fact.at;
  glass.life_us = step.hours * kHour;
  glass.reviewer = UnitName(fields.TextAt("reviewer"));
  // The review is a duty of the regulation; its time is the duty's.
  for (const regulation::OpenDuty& duty : duties) {
    if (duty.opened_by == fact.sequence && duty.holder == glass.reviewer) glass.review_until = duty.deadline.until;
  }
  const Value* second = fields.Find("second_person");
  return Ask(std::move(glass), second != nullptr && second->AsBool() != nullptr && *second->AsBool());
}

}  // namespace

Result<Value::Object> PlanEmergency(const Services& services, store::Reader& reader, const casework::CaseFile& file,
                                    const Sessions::Person& person, const EmergencyAct& act) {
  return Plan(services, reader, file, {person, person.member}, act).Run();
}

Result<Value::Object> ReplanEmergency(const Services& services, store::Reader& reader, const casework::CaseFile& file,
                                      const EmergencyStepper& by, const EmergencyAct& act) {
  Plan plan(services, reader, file, by, act);
  plan.AskNoKeys();
  return plan.Run();
}

Result<Value::Object> PlanEmergencyOf(const Services& services, const casework::CaseFile& file,
                                      const Sessions::Person& person, const EmergencyAct& act) {
  Value::Object added;
  NUONG_CHECK(services.world.store->Read([&](store::Reader& reader) -> Result<void> {
    NUONG_TRY(added, PlanEmergency(services, reader, file, person, act));
    return {};
  }));
  return added;
}

Result<void> ProjectEmergency(const Services& services, store::Writer& writer, const CaseId& case_id,
                              const casework::Fact& fact, const std::vector<regulation::OpenDuty>& duties) {
  const auto put = [&](const Glass& glass) {
    writer.Put(Collection::kDuties, CaseRow(case_id, glass.sequence), EncodeGlass(glass));
  };
  const regulation::Act* act = services.regulation().FindAct(fact.kind, DateOf(fact.at, services.offset()));
  if (act == nullptr || !act->emergency) return {};
  NUONG_TRY(auto glasses, ReadGlasses(services, writer, case_id));
  const auto opened = ParseFieldClass(Value(fact.fields).TextAt("opened_class"));
  switch (act->emergency->kind) {
    case EmergencyStep::Kind::kOpens:
      if (!opened) return CorruptDirectory("an emergency access names no class");
      put(Asked(fact, *act->emergency, *opened, duties));
      writer.Put(Collection::kDuties, kOfUnit + fact.unit.text() + "/" + LookKey(case_id, fact.sequence), "");
      break;
    case EmergencyStep::Kind::kConfirms:
      if (!opened) return CorruptDirectory("an emergency access names no class");
      if (Glass* glass = FindToConfirm(glasses, fact.unit, fact.member, *opened, fact.at)) {
        Confirm(*glass, fact.member, fact.at);
        put(*glass);
      }
      break;
    case EmergencyStep::Kind::kReviews:
      for (Glass* glass : FindToReview(glasses, fact.unit, fact.member)) {
        Review(*glass, {fact.at, fact.unit, fact.member, Value(fact.fields).TextAt("finding")});
        put(*glass);
      }
      break;
  }
  return {};
}

Result<std::vector<Glass>> ReadGlasses(const Services& services, store::Reader& reader, const CaseId& case_id) {
  NUONG_TRY(const auto successions, services.SuccessionsAt(reader));
  std::vector<Glass> glasses;
  for (const std::string& bytes : RowsUnder(reader, std::string(kOfCase) + case_id.text() + "/")) {
    NUONG_TRY(Glass glass, DecodeGlass(bytes));
    glass.unit = successions->HeirOf(glass.unit);
    glass.reviewer = successions->HeirOf(glass.reviewer);
    glasses.push_back(std::move(glass));
  }
  return glasses;
}

Result<std::set<FieldClass>> EmergencyClasses(const Services& services, store::Reader& reader, const CaseId& case_id,
                                              const UnitName& unit, Instant now) {
  NUONG_TRY(const auto glasses, ReadGlasses(services, reader, case_id));
  return OpenTo(glasses, unit, now);
}

bool MaySeeEmergency(const Services& services, const casework::CaseFile& file, const UnitName& unit,
                     const Glass& glass) {
  return glass.unit == unit || MayReview(services, file, unit, glass, services.Now());
}

EmergencyView EmergencyOf(Services& services, const casework::CaseFile& file, const Sessions::Person& person,
                          const Glass& glass) {
  const Instant now = services.Now();
  const auto word = [&](const char* list, const std::string& code) {
    const regulation::CodeList* codes = services.regulation().FindCodeList(list);
    const regulation::Code* known = codes == nullptr ? nullptr : codes->Find(code);
    return known == nullptr ? Text{code, code} : known->label;
  };
  EmergencyView view;
  view.sequence = static_cast<std::int64_t>(glass.sequence);
  view.case_id = file.id.text();
  view.code_name = file.code_name;
  view.field_class = FieldClassCode(glass.field_class);
  view.class_name = FieldClassLabel(glass.field_class);
  view.unit = glass.unit.text();
  view.unit_name = UnitLabel(services, glass.unit);
  view.reason = word("emergency_reason", glass.reason);
  view.asked_at = LocalTime(services, glass.asked_at);
  const GlassState state = StateAt(glass, now);
  view.state = GlassStateCode(state);
  if (glass.until) view.open_until = LocalTime(services, *glass.until);
  view.reviewer_name = UnitLabel(services, glass.reviewer);
  if (glass.review_until) view.review_due_at = LocalTime(services, *glass.review_until);
  view.review_late = ReviewIsLate(glass, now);
  if (glass.review) {
    view.reviewed_at = LocalTime(services, glass.review->at);
    view.finding = word("emergency_finding", glass.review->finding);
  }
  view.may_confirm = state == GlassState::kWaiting && glass.unit == person.unit && glass.member != person.member;
  if (view.may_confirm) {
    const ClassesToStepUpFor step_up = AsksStepUpToBreak(services, file, person);
    view.asks_step_up = step_up.classes.contains(glass.field_class);
    view.asks_passkey = step_up.by_passkey.contains(glass.field_class);
  }
  view.may_review = !glass.review && MayReview(services, file, person.unit, glass, now);
  return view;
}

Result<EmergenciesView> ListEmergencies(Services& services, const Caller& caller) {
  constexpr std::size_t kMost = 200;
  const auto person = services.sessions.Find(caller, services.Now());
  if (!person) return NotSignedIn();
  EmergenciesView view;
  NUONG_CHECK(services.world.store->Read([&](store::Reader& reader) -> Result<void> {
    NUONG_TRY(const auto successions, services.SuccessionsAt(reader));
    std::map<std::uint64_t, CaseId, std::greater<>> newest;
    reader.Scan(Collection::kDuties, store::Prefix(kOfCase), [&](std::string_view key, std::string_view bytes) {
      const auto case_id = CaseId::Parse(std::string(key.substr(kOfCase.size(), key.size() - kOfCase.size() - 9)));
      const auto glass = DecodeGlass(bytes);
      if (case_id && glass.ok()) newest.emplace(glass->sequence, *case_id);
      return true;
    });
    for (const auto& [sequence, case_id] : newest) {
      if (view.emergencies.size() == kMost) break;
      NUONG_TRY(const auto file, ReadCase(services, reader, case_id));
      if (!file || !MayList(services, *file, *person)) continue;
      NUONG_TRY(const auto glasses, ReadGlasses(services, reader, case_id));
      for (const Glass& glass : glasses) {
        if (glass.sequence != sequence || !MaySeeEmergency(services, *file, person->unit, glass)) continue;
        view.emergencies.push_back(EmergencyOf(services, *file, *person, glass));
      }
    }
    return {};
  }));
  return view;
}

}  // namespace nuong::operations
