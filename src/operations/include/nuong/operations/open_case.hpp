#pragma once
#include "nuong/base/result.hpp"
#include "nuong/operations/caller.hpp"
#include "nuong/operations/list_emergencies.hpp"
#include "nuong/operations/wire.hpp"

namespace nuong::operations {

struct FieldView {
  std::string name;
  Text label;
  std::string field_class;  ///< "F3"
  Value value;              ///< as stored: text, integer, boolean or list of texts
  Text shown;               ///< as a person reads it
};
BOOST_DESCRIBE_STRUCT(FieldView, (), (name, label, field_class, value, shown))

/// Something is there that the caller may not see: that it exists, why not, and by which rule.
struct HiddenView {
  std::string field_class;
  Text class_name;
  Text reason;
  std::optional<Shared<SourceView>> source;  ///< of the rule that decided; absent when no rule speaks for the unit
  bool asks_step_up = false;                 ///< would be open had she shown lately that it is she
  bool asks_passkey = false;                 ///< … with a passkey, and not with a code
};
BOOST_DESCRIBE_STRUCT(HiddenView, (), (field_class, class_name, reason, source, asks_step_up, asks_passkey))

struct TimelineView {
  std::int64_t sequence = 0;
  std::string at;
  std::string kind;
  Text title;
  std::string unit;
  Text unit_name;
  std::vector<FieldView> fields;
  std::vector<HiddenView> hidden;
  std::optional<Shared<SourceView>> source;  ///< of the act under the law of its day
};
BOOST_DESCRIBE_STRUCT(TimelineView, (), (sequence, at, kind, title, unit, unit_name, fields, hidden, source))

struct StepView {
  std::string id;
  Text name;
  std::string state;  ///< done | now | ahead
  std::optional<std::string> at;
  std::optional<Shared<SourceView>> source;
};
BOOST_DESCRIBE_STRUCT(StepView, (), (id, name, state, at, source))

struct AvailableAct {
  std::string kind;
  Text title;
  bool main = false;            ///< fulfils an open duty of the caller's unit
  std::optional<Text> blocked;  ///< why it cannot be done just now; absent when it can
  bool asks_step_up = false;    ///< only once she has shown again who she is
  Shared<SourceView> source;
};
BOOST_DESCRIBE_STRUCT(AvailableAct, (), (kind, title, main, blocked, asks_step_up, source))

struct PartyView {
  std::string unit;
  Text unit_name;
  std::string relation;
  Text relation_name;
  std::vector<std::string> classes;  ///< field classes the unit holds keys for now
  Text why;
};
BOOST_DESCRIBE_STRUCT(PartyView, (), (unit, unit_name, relation, relation_name, classes, why))

/// One consent that stands or has run out: which office, what for, what, until when, and how it was given.
struct ConsentView {
  std::string unit;
  Text unit_name;
  std::string purpose;  ///< empty: agreed before purposes were asked, counts for each
  Text purpose_name;
  std::vector<std::string> classes;
  std::optional<std::string> from;      ///< absent when agreed before purposes were asked
  std::optional<std::string> last_day;  ///< the last day it counts; absent: until it is taken back
  bool in_force = true;
  std::int64_t sequence = 0;    ///< the entry of the act that gave it; 0 when agreed before purposes were asked
  Text taken_by;                ///< the unit that asked
  std::vector<FieldView> said;  ///< who agreed, in which language, which text was read, on which conditions
};
BOOST_DESCRIBE_STRUCT(ConsentView, (),
                      (unit, unit_name, purpose, purpose_name, classes, from, last_day, in_force, sequence, taken_by,
                       said))

struct PaperView {
  std::int64_t sequence = 0;
  Text title;
  std::string at;
  std::vector<Text> signed_by;
  bool complete = false;
};
BOOST_DESCRIBE_STRUCT(PaperView, (), (sequence, title, at, signed_by, complete))

/// What for: sent back in the header Nuong-Purpose.
struct PurposeView {
  std::string purpose;
  Text name;
};
BOOST_DESCRIBE_STRUCT(PurposeView, (), (purpose, name))

/// Of what is hidden: a class that she may open in an emergency.
struct BreakableView {
  std::string field_class;
  bool asks_step_up = false;  ///< once she has shown again who she is
  bool asks_passkey = false;  ///< … with a passkey, and not with a code
};
BOOST_DESCRIBE_STRUCT(BreakableView, (), (field_class, asks_step_up, asks_passkey))

/// How long the record is kept by one rule. Nothing is destroyed by itself: that takes two persons.
struct KeepingView {
  Text title;
  Text what;
  std::string from;                     ///< the moment it is counted from
  std::optional<std::string> last_day;  ///< absent: no verified period
  Text after;
  Shared<SourceView> source;
};
BOOST_DESCRIBE_STRUCT(KeepingView, (), (title, what, from, last_day, after, source))

struct CaseView {
  std::string case_id;
  std::string code_name;
  std::int64_t version = 0;
  std::string stage;
  Text stage_name;
  std::optional<Text> danger;  ///< signalled, or the person is protected from it; absent while there is none
  std::string age_group;
  Text age_group_name;
  Text keeper_name;
  std::string relation;
  Text relation_name;
  std::vector<StepView> steps;
  std::vector<FieldView> who;     ///< latest value of each field about the person that the caller may see
  std::vector<FieldView> safety;  ///< latest danger and protection fields
  std::vector<HiddenView> hidden;
  std::vector<DutyView> duties;  ///< all of the case that the caller may know of, by holder
  std::vector<AvailableAct> acts;
  std::vector<TimelineView> timeline;  ///< newest first
  std::vector<PartyView> parties;
  std::vector<ConsentView> consents;  ///< all, for who may see the parties; else those of the caller's own unit
  std::vector<PaperView> papers;
  std::vector<BreakableView> breakable;
  std::vector<EmergencyView> emergencies;
  std::vector<PurposeView> search_purposes;  ///< for which the unit may look for this person in other cases
  std::vector<KeepingView> keeping;
  bool may_see_looks = false;
  std::vector<Text> record;  ///< what holds for the record itself: on hold, its destruction asked for, …
  std::int64_t look = 0;     ///< the ledger entry that records this look
};
BOOST_DESCRIBE_STRUCT(CaseView, (),
                      (case_id, code_name, version, stage, stage_name, danger, age_group, age_group_name, keeper_name,
                       relation, relation_name, steps, who, safety, hidden, duties, acts, timeline, parties, consents,
                       papers, breakable, emergencies, search_purposes, keeping, may_see_looks, record, look))

struct OpenCaseRequest {
  std::string case_id;
};
BOOST_DESCRIBE_STRUCT(OpenCaseRequest, (), (case_id))

/// The case page. The look is a durable entry before anything sealed is opened. kAbsent when the case does not exist or
/// the caller's unit may not know of it: same answer, same work; the refusal is an entry too.
Result<CaseView> OpenCase(Services& services, const Caller& caller, const OpenCaseRequest& request);

}  // namespace nuong::operations
