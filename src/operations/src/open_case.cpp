#include "nuong/operations/open_case.hpp"

#include <algorithm>
#include <memory>

#include "case_look.hpp"
#include "case_reader.hpp"
#include "emergency.hpp"
#include "keeping.hpp"
#include "people.hpp"
#include "present.hpp"

namespace nuong::operations {
namespace {

const Text kKeyNotGiven = {
    "Khóa của phần này chưa được trao cho cơ quan bạn; lần làm việc tới của cơ quan đang giữ sẽ trao.",
    "The key of this part has not reached your unit yet; its holder's next act passes it on."};

/// Builds the page from an opened case.
class Page {
 public:
  Page(Services& services, const Sessions::Person& person, const casework::CaseFile& file, const Permit& permit)
      : services_(services),
        person_(person),
        file_(file),
        permit_(permit),
        now_(services.Now()),
        day_(DateOf(now_, services.offset())),
        situation_(SituationOf(file, now_)),
        may_(services, file, At(person, now_)) {}

  Result<CaseView> Build(store::Reader& reader, const CaseReader& opened, const Receipt& receipt) {
    view_.look = static_cast<std::int64_t>(receipt.sequence());
    AddHead();
    NUONG_CHECK(AddTimeline(reader, opened, receipt));
    AddLatest();
    AddSteps();
    NUONG_CHECK(AddDuties(reader));
    AddActs();
    NUONG_CHECK(AddParties(reader, opened));
    NUONG_CHECK(AddConsents(reader, opened));
    AddPapers();
    NUONG_CHECK(AddEmergencies(reader));
    AddWhatMayBeAsked();
    AddKeeping();
    AddRecord();
    return std::move(view_);
  }

 private:
  static Asker At(const Sessions::Person& person, Instant moment) {
    Asker asker(person);
    asker.at = moment;
    return asker;
  }

  void AddHead() {
    view_.case_id = file_.id.text();
    view_.code_name = file_.code_name;
    view_.version = file_.version();
    view_.stage = Value(file_.values).TextAt("stage");
    view_.stage_name = CaseValueLabel(services_, file_, "stage");
    if (!IsAsItBegan("protection")) view_.danger = CaseValueLabel(services_, file_, "protection");
    view_.age_group = Value(file_.values).TextAt("age_group");
    view_.age_group_name = CaseValueLabel(services_, file_, "age_group");
    if (!file_.keeper.IsEmpty()) view_.keeper_name = UnitLabel(services_, file_.keeper);
    view_.relation = MainRelation(services_, file_, person_.unit);
    view_.relation_name = RelationLabel(services_, view_.relation);
  }

  Result<void> AddTimeline(store::Reader& reader, const CaseReader& opened, const Receipt& receipt) {
    view_.timeline.reserve(file_.facts.size() + file_.passings.size());
    for (std::size_t index = 0; index < file_.facts.size(); ++index) {
      const casework::FactMark& mark = file_.facts[index];
      TimelineView item;
      item.sequence = static_cast<std::int64_t>(mark.sequence);
      item.at = LocalTime(services_, mark.at);
      item.kind = mark.kind;
      item.unit = mark.unit.text();
      item.unit_name = UnitLabel(services_, mark.unit);
      const regulation::Act* act = services_.regulation().FindAct(mark.kind, DateOf(mark.at, services_.offset()));
      item.title = act == nullptr ? Text{mark.kind, mark.kind} : act->title;
      NUONG_TRY(Value::Object fields, opened.Skeleton(reader, mark.sequence));
      for (const FieldClass field_class : mark.sealed) {
        std::optional<Value::Object> sealed;
        if (file_.IsErased(index, field_class)) {
          item.hidden.push_back(ErasedOf(field_class));
          continue;
        }
        if (permit_.Covers(file_.id, field_class)) {
          NUONG_TRY(sealed, opened.Open(reader, receipt, index, field_class));
        }
        if (sealed) {
          fields.merge(*sealed);
        } else {
          item.hidden.push_back(HiddenOf(field_class));
        }
      }
      if (act != nullptr) {
        item.source = SourceOf(services_, act->source);
        AddFields(*act, fields, item);
      }
      view_.timeline.push_back(std::move(item));
    }
    if (!file_.passings.empty()) AddPassings();  // without, the acts stand in order as they are
    std::reverse(view_.timeline.begin(), view_.timeline.end());
    return {};
  }

  /// The units whose place another took on a reform day, among the acts in order of the ledger.
  void AddPassings() {
    for (const casework::Passing& passing : file_.passings) {
      TimelineView item;
      item.sequence = static_cast<std::int64_t>(passing.sequence);
      item.at = LocalTime(services_, passing.at);
      item.kind = "reform_confirmed";
      item.unit = passing.to.text();
      item.unit_name = UnitLabel(services_, passing.to);
      const Text from = UnitLabel(services_, passing.from);
      item.title = {"Tiếp nhận phần việc của " + from.vi, "Took over from " + from.en};
      view_.timeline.push_back(std::move(item));
    }
    std::stable_sort(view_.timeline.begin(), view_.timeline.end(),
                     [](const TimelineView& a, const TimelineView& b) { return a.sequence < b.sequence; });
  }

  void AddFields(const regulation::Act& act, const Value::Object& fields, TimelineView& item) {
    item.fields.reserve(fields.size());
    for (const regulation::Field& field : act.fields) {
      const auto value = fields.find(field.name);
      if (value == fields.end()) continue;
      FieldView shown = FieldOf(services_, field, value->second);
      if (field.place == regulation::FieldPlace::kWho) latest_who_.insert_or_assign(field.name, shown);
      if (field.place == regulation::FieldPlace::kSafety) latest_safety_.insert_or_assign(field.name, shown);
      item.fields.push_back(std::move(shown));
    }
  }

  HiddenView HiddenOf(FieldClass field_class) {
    shut_.insert(field_class);
    HiddenView hidden{std::string(FieldClassCode(field_class)), FieldClassLabel(field_class), kKeyNotGiven,
                      std::nullopt};
    if (!permit_.Covers(file_.id, field_class)) {
      access::Question question = Standing(services_, file_, At(person_, now_), situation_.values);
      question.action = "read";
      question.field_class = field_class;
      const access::Decision decision = services_.policy.Decide(question);
      hidden.reason = decision.reasons.front();
      if (!decision.rules.empty()) hidden.source = SourceOfAccessRule(services_, decision.rules.front());
      question.is_strong = true;
      const bool opens_by_code = services_.policy.Allows(question);
      question.by_passkey = true;
      hidden.asks_step_up = services_.policy.Allows(question);
      hidden.asks_passkey = hidden.asks_step_up && !opens_by_code;
    }
    return Told(std::move(hidden));
  }

  HiddenView ErasedOf(FieldClass field_class) {
    HiddenView hidden{std::string(FieldClassCode(field_class)), FieldClassLabel(field_class), {}, std::nullopt};
    const auto is_it = [&](const casework::FactMark& mark) { return mark.sequence == file_.erased.at(field_class); };
    const auto mark = std::find_if(file_.facts.begin(), file_.facts.end(), is_it);
    if (mark == file_.facts.end()) return Told(std::move(hidden));
    const Text at = regulation::MomentInWords(mark->at, services_.offset());
    hidden.reason = {"Khóa đã bị hủy vĩnh viễn lúc " + at.vi + "; không ai mở được nữa.",
                     "The keys were destroyed for good at " + at.en + "; nobody can open it any more."};
    const regulation::Act* act = services_.regulation().FindAct(mark->kind, DateOf(mark->at, services_.offset()));
    if (act != nullptr) hidden.source = SourceOf(services_, act->source);
    return Told(std::move(hidden));
  }

  /// Once for the whole case, and again where it lies.
  HiddenView Told(HiddenView hidden) {
    const auto same = [&](const HiddenView& known) {
      return known.field_class == hidden.field_class && known.reason == hidden.reason;
    };
    if (std::none_of(view_.hidden.begin(), view_.hidden.end(), same)) view_.hidden.push_back(hidden);
    return hidden;
  }

  void AddLatest() {
    for (auto& [name, field] : latest_who_) view_.who.push_back(std::move(field));
    for (auto& [name, field] : latest_safety_) view_.safety.push_back(std::move(field));
  }

  void AddSteps() {
    bool now_shown = false;
    for (const regulation::Step& step : services_.regulation().steps) {
      if (!step.validity.Covers(day_)) continue;
      StepView item{step.id, step.name, "ahead", std::nullopt, SourceOf(services_, step.source)};
      if (services_.engine.StepDone(step, situation_)) {
        item.state = "done";
      } else if (!now_shown) {
        item.state = "now";
        now_shown = true;
      }
      view_.steps.push_back(std::move(item));
    }
  }

  Result<void> AddDuties(store::Reader& reader) {
    NUONG_TRY(const auto duties, ReadDuties(services_, reader, file_.id));
    const bool sees_all = may_.MayDo("see_duties").allowed;
    for (const regulation::OpenDuty& duty : duties) {
      if (!sees_all && duty.holder != person_.unit && duty.counterpart != person_.unit) continue;
      view_.duties.push_back(DutyOf(services_, file_, duty, person_.unit));
    }
    return {};
  }

  void AddActs() {
    const std::vector<const regulation::Act*> allowed = may_.ActsAllowed(day_);
    view_.acts.reserve(allowed.size());
    for (const regulation::Act* act : allowed) {
      if (act->emergency) continue;  // has a door of its own: the closed class
      AvailableAct available{act->kind,
                             act->button,
                             false,
                             services_.engine.Blocked(*act, situation_),
                             act->asks_step_up && !person_.is_strong,
                             SourceOf(services_, act->source)};
      if (!available.blocked) available.blocked = StillKept(services_, *act, file_, now_);
      if (!available.blocked && TakesAnother(*act, file_, person_.member)) available.blocked = kTakesAnother;
      for (const DutyView& duty : view_.duties) {
        available.main = available.main || std::find(duty.acts.begin(), duty.acts.end(), act->kind) != duty.acts.end();
      }
      view_.acts.push_back(std::move(available));
    }
  }

  Result<void> AddParties(store::Reader& reader, const CaseReader& opened) {
    if (!may_.MayDo("see_parties").allowed) return {};
    NUONG_TRY(const auto successions, services_.SuccessionsAt(reader));
    Footing theirs(services_, file_, {person_.unit, now_});  // then of each party in turn
    for (const auto& [unit, party] : file_.parties) {
      if (party.relations.empty()) continue;
      PartyView item;
      item.unit = unit.text();
      item.unit_name = UnitLabel(services_, unit);
      item.relation = MainRelation(services_, file_, unit);
      item.relation_name = RelationLabel(services_, item.relation);
      item.classes.emplace_back(FieldClassCode(FieldClass::kSkeleton));
      for (const FieldClass field_class : ClassesHeld(reader, *successions, opened.keyring(), unit)) {
        item.classes.emplace_back(FieldClassCode(field_class));
      }
      theirs.StandAs(unit);
      const access::Decision decision = theirs.MayDo("list");
      if (decision.allowed) item.why = decision.reasons.front();
      view_.parties.push_back(std::move(item));
    }
    return {};
  }

  Result<void> AddConsents(store::Reader& reader, const CaseReader& opened) {
    const bool sees_all = MayDo(services_, file_, person_.unit, "see_parties").allowed;
    for (const auto& [unit, party] : file_.parties) {
      if (!sees_all && unit != person_.unit) continue;
      if (!party.consent.empty()) view_.consents.push_back(ConsentOf(unit, "", party.consent));
      for (const casework::Agreement& agreement : party.agreements) {
        ConsentView item = ConsentOf(unit, agreement.purpose, agreement.classes);
        item.from = LocalTime(services_, agreement.from);
        if (agreement.until) {
          item.last_day = FormatDate(DateOf(Instant{agreement.until->us - 1}, services_.offset()));
          item.in_force = services_.Now() < *agreement.until;
        }
        item.sequence = static_cast<std::int64_t>(agreement.given);
        NUONG_CHECK(AddHowGiven(reader, opened, agreement.given, item));
        view_.consents.push_back(std::move(item));
      }
    }
    return {};
  }

  ConsentView ConsentOf(const UnitName& unit, const std::string& purpose, const std::set<FieldClass>& classes) const {
    ConsentView item;
    item.unit = unit.text();
    item.unit_name = UnitLabel(services_, unit);
    item.purpose = purpose;
    if (const regulation::Purpose* known = services_.regulation().FindPurpose(purpose)) item.purpose_name = known->name;
    for (const FieldClass field_class : classes) item.classes.emplace_back(FieldClassCode(field_class));
    return item;
  }

  /// The open fields of the act that gave it, but those that say what the view says already.
  Result<void> AddHowGiven(store::Reader& reader, const CaseReader& opened, std::uint64_t given, ConsentView& item) {
    const auto mark = std::find_if(file_.facts.begin(), file_.facts.end(),
                                   [&](const casework::FactMark& one) { return one.sequence == given; });
    if (mark == file_.facts.end()) return {};
    item.taken_by = UnitLabel(services_, mark->unit);
    const regulation::Act* act = services_.regulation().FindAct(mark->kind, DateOf(mark->at, services_.offset()));
    if (act == nullptr) return {};
    NUONG_TRY(const Value::Object fields, opened.Skeleton(reader, given));
    const std::set<std::string> told = {act->consent_units_field, act->consent_classes_field,
                                        act->consent_purpose_field, act->consent_until_field};
    for (const regulation::Field& field : act->fields) {
      const auto value = fields.find(field.name);
      if (value != fields.end() && !told.contains(field.name)) {
        item.said.push_back(FieldOf(services_, field, value->second));
      }
    }
    return {};
  }

  void AddWhatMayBeAsked() {
    view_.may_see_looks = may_.MayDo("see_looks").allowed;
    if (!services_.regulation().person_search) return;
    for (const regulation::Purpose& purpose : services_.regulation().purposes) {
      if (may_.MayDo("search_persons", purpose.id).allowed) {
        view_.search_purposes.push_back({purpose.id, purpose.name});
      }
    }
  }

  /// The closed classes that the unit may open in an emergency and has not asked for.
  void AddBreakable(const std::vector<Glass>& glasses) {
    const ClassesToStepUpFor step_up = AsksStepUpToBreak(services_, file_, person_);
    std::set<FieldClass> breakable = BreakableClasses(services_, file_, person_);
    breakable.insert(step_up.classes.begin(), step_up.classes.end());
    for (const FieldClass field_class : breakable) {
      const std::string_view code = FieldClassCode(field_class);
      const bool is_asked = std::any_of(glasses.begin(), glasses.end(), [&](const Glass& glass) {
        return glass.unit == person_.unit && glass.field_class == field_class &&
               StateAt(glass, services_.Now()) == GlassState::kWaiting;
      });
      if (!shut_.contains(field_class) || is_asked) continue;
      view_.breakable.push_back(
          {std::string(code), step_up.classes.contains(field_class), step_up.by_passkey.contains(field_class)});
    }
  }

  Result<void> AddEmergencies(store::Reader& reader) {
    NUONG_TRY(const auto glasses, ReadGlasses(services_, reader, file_.id));
    if (!view_.hidden.empty()) AddBreakable(glasses);
    for (const Glass& glass : glasses) {
      if (MaySeeEmergency(services_, file_, person_.unit, glass)) {
        view_.emergencies.push_back(EmergencyOf(services_, file_, person_, glass));
      }
    }
    return {};
  }

  void AddPapers() {
    for (const regulation::Paper& paper : services_.regulation().papers) {
      PaperView item;
      item.title = paper.title;
      std::size_t signatures = 0;
      for (const casework::FactMark& mark : file_.facts) {
        if (std::find(paper.signed_by.begin(), paper.signed_by.end(), mark.kind) == paper.signed_by.end()) continue;
        item.signed_by.push_back(UnitLabel(services_, mark.unit));
        item.at = LocalTime(services_, mark.at);
        item.sequence = static_cast<std::int64_t>(mark.sequence);
        ++signatures;
      }
      if (signatures == 0) continue;
      item.complete = signatures >= paper.signed_by.size();
      view_.papers.push_back(std::move(item));
    }
  }

  /// The values that acts about the record set, save those a case begins with.
  void AddRecord() {
    std::set<std::string> names;
    for (const regulation::Act& act : services_.regulation().acts) {
      for (const auto& [name, code] : act.sets) {
        if (act.of_record) names.insert(name);
      }
    }
    for (const std::string& name : names) {
      if (!IsAsItBegan(name)) view_.record.push_back(CaseValueLabel(services_, file_, name));
    }
  }

  bool IsAsItBegan(const std::string& name) const {
    const regulation::CaseValue* value = services_.regulation().FindCaseValue(name);
    const auto now = file_.values.find(name);
    return value == nullptr || now == file_.values.end() || now->second == Value(value->codes.front().code);
  }

  /// Once something has begun that a rule counts from.
  void AddKeeping() {
    for (const Kept& kept : KeptUnder(services_, file_, now_)) {
      if (!kept.from) continue;
      KeepingView item{kept.rule->title, kept.rule->what, LocalTime(services_, *kept.from), {}, kept.rule->after, {}};
      item.source = SourceOf(services_, kept.rule->source);
      if (kept.until) item.last_day = FormatDate(LastDay(services_, *kept.until));
      view_.keeping.push_back(std::move(item));
    }
  }

  Services& services_;
  const Sessions::Person& person_;
  const casework::CaseFile& file_;
  const Permit& permit_;
  Instant now_;
  CivilDate day_;
  regulation::CaseSituation situation_;
  Footing may_;
  CaseView view_;
  std::set<FieldClass> shut_;  ///< closed to her, though not erased
  std::map<std::string, FieldView> latest_who_;
  std::map<std::string, FieldView> latest_safety_;
};

}  // namespace

Result<CaseView> OpenCase(Services& services, const Caller& caller, const OpenCaseRequest& request) {
  NUONG_TRY(AskedCase asked, FindCase(services, caller, request.case_id, "case"));
  // The look is durable before anything sealed is opened.
  NUONG_TRY(const Opening opening, RecordOpening(services, caller, asked, "case"));
  NUONG_TRY(vault::UnitKeys keys, KeysInHand(services, caller.session, asked.person));
  std::optional<CaseView> view;
  NUONG_CHECK(services.world.store->Read([&](store::Reader& reader) -> Result<void> {
    NUONG_TRY(const CaseReader opened,
              CaseReader::Make(services, reader, asked.file, opening.permit, keys, opening.emergency));
    NUONG_TRY(view, Page(services, asked.person, asked.file, opening.permit).Build(reader, opened, opening.receipt));
    return {};
  }));
  return *std::move(view);
}

}  // namespace nuong::operations
