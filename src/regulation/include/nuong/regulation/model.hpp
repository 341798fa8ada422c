#pragma once
#include <array>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "nuong/base/civil.hpp"
#include "nuong/base/deadline.hpp"
#include "nuong/base/field_class.hpp"
#include "nuong/base/id.hpp"
#include "nuong/base/recurring.hpp"
#include "nuong/base/text.hpp"
#include "nuong/regulation/form.hpp"
#include "nuong/regulation/law.hpp"
#include "nuong/regulation/matrix.hpp"
#include "nuong/regulation/source.hpp"

/// The regulation as loaded, checked data: what an inter-agency regulation and the law behind it say. Plain values; how
/// they are written as YAML is in docs/reference/regulation-data.md. Every item is dated, sourced, bilingual and
/// certain or not.
namespace nuong::regulation {

struct Area {
  std::string id;
  Text name;
  std::string parent;  ///< empty at the top
  Validity validity;
};

struct Role {
  RoleName id;
  Text name;
  bool may_receive = false;          ///< its units may open a new case
  Validity validity = kAlways;       ///< the life of the agencies of this kind
  std::vector<RoleName> successors;  ///< who has its tasks after its last day
  Source source;
};

struct BedGroup {
  std::string id;
  Text name;
  std::vector<std::string> sexes;       ///< codes of code list "sex"
  std::vector<std::string> age_groups;  ///< codes of code list "age_group"
  int capacity = 0;
};

/// A living office. Units end and have successors; a duty or key follows them on a reform day.
struct Unit {
  UnitName id;
  Text name;
  RoleName role;
  std::string area;
  Validity validity;
  std::optional<UnitName> successor;
  std::vector<BedGroup> beds;
};

/// How an act names a unit.
struct UnitRef {
  enum class Kind {
    kActor,     ///< "actor": the unit that acts
    kKeeper,    ///< "keeper": the unit she is with before the act
    kField,     ///< "field:to": the unit (or each of the units) in this field of the act
    kRelation,  ///< "relation:referred_to": each unit that has this relation before the act
    kRole,      ///< "role:district_police": the unit of this role competent for the place of the actor on that day
  };
  Kind kind = Kind::kActor;
  std::string name;  ///< field, relation or role; empty for actor and keeper
};

/// What an act does to who is on the case.
struct PartyChange {
  UnitRef unit;
  std::string becomes;              ///< relation given; empty when only `ceases`
  std::vector<std::string> ceases;  ///< relations taken away
  bool prepared = false;            ///< keys are made ready under a second lock, access comes with a later act
};

/// A demand on the fields of an act together with the case, e.g. "fields.unit in case.consented". All must be true;
/// unknown counts as not met.
struct Demand {
  std::string condition;
  Text otherwise;     ///< said to the person when it is not met
  std::string field;  ///< field to attach the message to; empty = the act as a whole
};

/// What an act does to an emergency access ("breaking the glass"): a unit that may know of a case opens one class of it
/// that is closed to her, for a few hours. Fields of these acts: `opened_class` (a class code, F1) of those that open
/// or confirm, `reviewer` (unit, F1, offer: house) of those that open.
struct EmergencyStep {
  enum class Kind { kOpens, kConfirms, kReviews };
  Kind kind = Kind::kOpens;
  int hours = 0;                          ///< how long it is open, and how long it may wait for the second person
  int repeat_days = 0;                    ///< a member's next one within so many days needs a second person
  std::vector<FieldClass> second_person;  ///< classes that always need one
};

/// A kind of act: who may do it and when, its form, and what it does to the case.
struct Act {
  std::string kind;
  Text title;   ///< as a past event: "Đã chuyển tuyến"
  Text button;  ///< as an order: "Chuyển tuyến"
  std::optional<Text> note;
  std::vector<Field> fields;
  std::vector<std::string> by_relations;  ///< relations whose units may do it
  std::vector<RoleName> by_roles;         ///< if not empty, the unit must also have one of these roles
  std::string when;                       ///< condition over case.*; empty = always
  Text otherwise;                         ///< why it cannot be done when `when` is not true
  std::vector<Demand> demands;
  std::map<std::string, std::string> sets;  ///< case values it sets: {"stage": "referred"}
  std::vector<std::string> keeps;           ///< its F1 fields that become case values of the same name
  std::vector<PartyChange> parties;
  bool makes_keeper = false;          ///< the acting unit is now the one she is with
  std::string consent_units_field;    ///< consent: field with the recipients …
  std::string consent_classes_field;  ///< … and field with the classes; both empty when not about consent
  std::string consent_purpose_field;  ///< field with the purpose; empty: asked without one
  std::string consent_until_field;    ///< field with the last day it counts; empty: no end is asked
  std::string consent_text_field;     ///< field with the text that was read to the person
  bool withdraws_consent = false;
  bool begins_case = false;  ///< the first act of a case ("draft_saved"/"received")
  std::string paper;         ///< id of the paper it signs; empty when none
  bool urgent = false;       ///< cannot wait: no verification may stand before it
  bool verifies = false;     ///< part of finding out whether she is a victim
  std::string reviews;       ///< kind of the act whose decision it reviews; empty when none
  std::optional<EmergencyStep> emergency;
  std::string another_than;   ///< kind of act; whoever did it last may not do this one; empty: anybody
  bool asks_step_up = false;  ///< who does it must have just shown again who she is
  std::string erases;         ///< kept field with the classes whose keys it destroys for good; empty: none
  bool of_record = false;     ///< about the record rather than the person: possible also in a closed case
  Validity validity;
  Source source;
  const Field* FindField(std::string_view name) const;
  const Field* FileField() const;  ///< an act has one at most
};

/// What is read to a person before she agrees, in simple words. Acts name it by the list of codes `consent_texts`.
struct ConsentText {
  std::string id;
  Text title;
  std::vector<std::string> purposes;  ///< what it explains; for nothing else can be agreed on it
  std::vector<FieldClass> classes;
  std::vector<Text> paragraphs;  ///< in the order they are read aloud
  Validity validity;
  Source source;
};

/// A value a case has beside its facts: the possible codes, the first is the value at the beginning.
struct CaseValue {
  std::string id;
  std::vector<Code> codes;
};

struct Relation {
  std::string id;
  Text name;
  /// What it may open by itself, without a consent; no permit may go beyond. Nothing: no such bound is set.
  std::optional<std::vector<FieldClass>> reads_at_most;
};

/// A paper signed by several acts in turn; complete when all have been done.
struct Paper {
  std::string id;
  Text title;
  std::vector<std::string> signed_by;  ///< kinds of acts
  Source source;
};

struct Step {
  std::string id;
  Text name;
  std::string done_when;  ///< condition over case.*
  Validity validity = kAlways;
  Source source;
};

/// Acts that give a duty more (or less) time while it is open.
struct DutyExtension {
  std::vector<std::string> by;  ///< kinds of facts
  Duration deadline;            ///< from the opening of the duty, instead of its deadline
};

/// Who is told when a duty is late: after so many minutes past the deadline, the units of `tell`.
struct LateStep {
  int after_minutes = 0;
  UnitRef tell;
};

struct Duty {
  std::string id;
  Text title;
  Validity validity;
  std::string trigger;       ///< kind of fact that opens it
  std::string trigger_when;  ///< condition over fact.* and case.*; empty = always
  UnitRef holder;            ///< relative to the trigger: actor, keeper (after it), field, relation, role
  std::optional<UnitRef> counterpart;
  Duration deadline;
  std::optional<Duration> local_limit;  ///< our own limit where the law's is unstated or unverified; never shown as law
  std::optional<DutyExtension> extension;
  std::vector<std::string> fulfilled_by;  ///< kinds of facts
  std::string fulfilled_when;             ///< condition over fact.* and case.*
  bool fulfilled_by_holder_only = true;
  std::string lapses_when;  ///< condition over case.*: the duty falls away, and why (`lapse_reason`)
  Text lapse_reason;
  std::vector<LateStep> late;
  bool outlives_case = false;  ///< owed also after the case is closed
  Source source;
};

struct Target {
  std::string id;
  Text title;
  std::string counted_when;  ///< condition over case.*
  std::string met_when;      ///< condition over case.*
  std::string measured_by;   ///< a register that measures it instead; then both conditions are empty
  std::vector<RoleName> shown_to;
  Source source;
};

enum class Effect { kPermit, kForbid };

/// What somebody may need to know for. A request names one; `is_default` is taken when it names none.
struct Purpose {
  std::string id;
  Text name;
  bool is_default = false;
  Source source;
};

/// Relations to no case, known to every regulation: what a unit is to the reform day that its member proposed (one that
/// wants two units writes `!('reform_proposer' in unit.relations)`); that its member approves members; that the member
/// who is to join or leave, or whom an alert is about, is its own.
inline constexpr const char* kReformProposer = "reform_proposer";
inline constexpr const char* kApprover = "approver";
inline constexpr const char* kOwnUnit = "own_unit";
/// What a unit is to the emergency access that it made, likewise: it does not review itself, whatever else it is.
inline constexpr const char* kEmergencyOpener = "emergency_opener";
inline constexpr std::array kHouseRelations{kReformProposer, kApprover, kOwnUnit, kEmergencyOpener};

/// A rule of access; the engine is room `access`. Conditions use unit.role, unit.relations, unit.consent,
/// unit.emergency, request.purpose, session.is_strong, session.by_passkey, case.*, class.
struct AccessRule {
  std::string id;
  Effect effect = Effect::kPermit;
  std::vector<std::string>
      actions;  ///< list | read | see_duties | see_parties | see_looks | see_targets | see_reforms …
  std::vector<FieldClass> classes;  ///< for read; empty = not about classes
  std::string when;
  Text reason;
  Source source;
};

/// Days off that the law fixes for every year; from them follow the projected days of a year not decided yet.
struct RecurringHoliday {
  std::string id;
  RecurringDays days;
  Source source;
};

/// What must never be true of a case, whatever is done in whatever order. Checked by search when the regulation loads.
struct Invariant {
  std::string id;
  Text title;         ///< what must not happen, said to a person
  std::string never;  ///< condition over case.*
  Source source;
};

/// What no request may ever be allowed: an allowed one for which `never` holds breaks it. Asked of every abstract
/// request (operations/access_survey.hpp).
struct AccessInvariant {
  std::string id;
  Text title;  ///< what must not happen, said to a person
  std::vector<std::string> actions;
  std::vector<FieldClass> classes;  ///< for read
  std::string never;                ///< condition over the names of access rules
  bool is_firm = false;             ///< holds by forbids alone, also when everything were permitted
  Source source;
};

/// What those who watch over officers are told: that somebody who does not exist was sought, or that a member does more
/// of something than is usual.
struct AlertRule {
  enum class Watch { kBait, kSearches, kCases, kRefusals, kEmergencies };
  std::string id;
  Text title;
  Watch watch = Watch::kBait;
  // Of all but kBait: told at max(at_least, times_usual × the member's usual day) within so many minutes.
  int within_minutes = 0;
  int at_least = 0;
  int times_usual = 0;  ///< 0: her usual day is not looked at
  int usual_days = 0;   ///< her usual day is the median of so many days before, of those with any
  /// Told only when they are more than so many in a thousand of the cases she read meanwhile; 0: always.
  int per_thousand = 0;
  Source source;
};

/// How persons are searched for across cases.
struct PersonSearch {
  int per_day = 0;         ///< searches of one member on one day
  int name_percent = 100;  ///< how like two names must be (Dice's coefficient of their pairs of letters)
  int year_within = 0;     ///< years of birth so far apart still match
  int notice_days = 0;     ///< how long those who care for a person see that somebody may have searched for her
  Source source;
};

/// How cases leave the house in a file.
struct ExportLimits {
  int persons_alone = 0;  ///< so many persons one member takes out in `alone_hours` by herself; for more it takes two
  int alone_hours = 0;
  int hours = 0;  ///< how long a request can be confirmed and its file taken
  int most = 0;   ///< persons in one file
  Source source;
};

struct DemoMember {
  MemberName id;
  Text title;
  UnitName unit;
};

struct Regulation {
  std::string id;  ///< "hcmc"
  Text title;
  Text province;
  CivilDate opens_on;        ///< the day a demo of it begins
  WorkingCalendar calendar;  ///< decided and projected days
  std::vector<RecurringHoliday> recurring;
  std::map<std::string, Instrument> instruments;
  std::map<std::string, Area> areas;
  std::map<RoleName, Role> roles;
  std::map<UnitName, Unit> units;
  std::map<std::string, CodeList> code_lists;
  std::vector<ConsentText> consent_texts;
  std::vector<CaseValue> case_values;
  std::vector<Relation> relations;
  std::vector<Act> acts;
  std::vector<Duty> duties;
  std::vector<Step> steps;
  std::vector<Paper> papers;
  std::vector<Target> targets;
  std::vector<Purpose> purposes;
  std::vector<AccessRule> access;
  std::vector<AccessInvariant> access_invariants;
  std::vector<Invariant> invariants;
  std::optional<PersonSearch> person_search;  ///< nobody searches when absent
  std::vector<AlertRule> alerts;
  std::optional<ExportLimits> exports;  ///< no file leaves when absent
  std::vector<std::string> code_names;  ///< neutral words that cases are called by
  std::vector<DemoMember> demo_members;
  Law law;
  Matrix matrix;
  std::string fingerprint;  ///< SHA-256 of the files, hex; set by the loader's caller, goes into the ledger

  const Act* FindAct(std::string_view kind, CivilDate day) const;
  const Duty* FindDuty(std::string_view id, CivilDate day) const;
  const Unit* FindUnit(const UnitName& unit) const;
  const ConsentText* FindConsentText(std::string_view id, CivilDate day) const;
  const Relation* FindRelation(std::string_view id) const;
  const CaseValue* FindCaseValue(std::string_view id) const;
  const CodeList* FindCodeList(std::string_view id) const;
  const Purpose* FindPurpose(std::string_view id) const;
  const Purpose* DefaultPurpose() const;  ///< none only when there are no purposes
  /// The unit of a role competent for the place of `near` on `day`: climbs from the unit's area to the first area that
  /// has one. Nothing when there is none; the first by id when there are several.
  const Unit* Competent(const RoleName& role, const UnitName& near, CivilDate day) const;
};

}  // namespace nuong::regulation
