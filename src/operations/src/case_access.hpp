#pragma once
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "nuong/casework/case_file.hpp"
#include "services.hpp"

/// How a unit stands to a case, put as questions to the policy. Every operation asks here and nowhere else.
namespace nuong::operations {

/// Who asks: a person in her session, for the purpose of her request; or a unit by itself, when keys are dealt out or
/// others are told what it may know: as if its members had just stepped up and asked for the default purpose.
struct Asker {
  Asker(const UnitName& asking) : unit(asking) {}  // NOLINT: a unit is one who asks
  /// As it stood at that moment: views are kept for the moment of the act, not for that of the reader.
  Asker(const UnitName& asking, Instant moment) : unit(asking), at(moment) {}
  Asker(const Sessions::Person& person)
      : unit(person.unit), purpose(person.purpose), is_strong(person.is_strong), by_passkey(person.by_passkey) {}
  /// As she would be asking had she just shown that it is she: by a code, or by a passkey.
  Asker SteppedUp(Sessions::Proof proof) const {
    Asker stepped_up = *this;
    stepped_up.is_strong = true;
    stepped_up.by_passkey = by_passkey || proof == Sessions::Proof::kPasskey;
    return stepped_up;
  }

  UnitName unit;
  std::string purpose;
  bool is_strong = true;
  bool by_passkey = true;
  std::optional<Instant> at;  ///< none: now
};

/// The regulation's access rules, and one rule for each act from its `by`.
Result<access::Policy> CompilePolicy(const regulation::Regulation& regulation);

/// What the policy calls doing an act. A version has an action of its own: who may do it today is not who might when
/// another version was in force.
std::string ActionOf(const regulation::Act& act);

/// The case values that access rules may use, with their types.
rules::Signature AccessSignature(const regulation::Regulation& regulation);

/// The question "may this asker read …" about this case, before a class is put in: consent is what the person agreed to
/// for the purpose of the request and has not run out. `values` must outlive it.
access::Question Standing(const Services& services, const casework::CaseFile& file, const Asker& asker,
                          const Value::Object& values);

/// On what footing an asker stands in a case, for who wants to know several things at one moment: that of the first
/// asker. Of anything but reading: knowing that there is a case hangs on no purpose, consent for any of them counts.
/// Services and case must outlive it.
class Footing {
 public:
  Footing(const Services& services, const casework::CaseFile& file, const Asker& asker);
  Footing(const Footing&) = delete;
  Footing& operator=(const Footing&) = delete;
  /// From now on another asks.
  void StandAs(const Asker& asker);
  access::Decision MayDo(const std::string& action) const;
  /// For another purpose than hers.
  access::Decision MayDo(const std::string& action, const std::string& purpose) const;
  bool MayList() const;
  /// The acts in force on `day` that she may do, in the order of the regulation.
  std::vector<const regulation::Act*> ActsAllowed(CivilDate day) const;

 private:
  access::Question Asked(const std::string& action) const;
  const Services& services_;
  const casework::CaseFile& file_;
  Instant at_;
  Value::Object values_;
  access::Question question_;
};

bool MayList(const Services& services, const casework::CaseFile& file, const Asker& asker);
/// `act` is the version in force.
access::Decision MayAct(const Services& services, const casework::CaseFile& file, const Asker& asker,
                        const regulation::Act& act);
access::Decision MayDo(const Services& services, const casework::CaseFile& file, const Asker& asker,
                       const std::string& action);
/// `emergency`: classes that broken glass opens to her unit now (emergency.hpp).
Permit PermitToRead(const Services& services, const casework::CaseFile& file, const Sessions::Person& person,
                    std::set<FieldClass> emergency = {});
/// For handing keys on, where nothing is shown: what her unit may read for any purpose at all, however she signed in.
/// Keys follow the entitlement of units and not the minute of whoever happens to act.
std::vector<Permit> PermitsToPassOn(const Services& services, const casework::CaseFile& file,
                                    const Sessions::Person& person);

/// What of the case the asker may take out in a file: the classes she may read where the rules allow `export` too, and
/// the rules that say so.
struct Exportable {
  std::set<FieldClass> classes;
  std::set<std::string> rules;
};
Exportable ExportableTo(const Services& services, const casework::CaseFile& file, const Asker& asker);
/// The same for one class, with the reason when it may not.
access::Decision MayExport(const Services& services, const casework::CaseFile& file, const Asker& asker,
                           FieldClass field_class);

/// True when the act takes another person than `member`, who did the step before.
bool TakesAnother(const regulation::Act& act, const casework::CaseFile& file, const MemberName& member);
inline const Text kTakesAnother = {"Việc này cần một người khác: chính bạn đã làm bước trước.",
                                   "This takes another person: you did the step before."};
/// What she may do once she has shown again who she is.
inline const Text kTakesFreshProof = {"Việc này cần xác nhận lại danh tính ngay trước khi làm.",
                                      "This takes that you show again who you are, just before."};

/// May the unit begin a case at all? Asked of its role.
bool MayReceive(const regulation::Regulation& regulation, const UnitName& unit);

/// A question about no case: may the asker do this (see_reforms, propose_reform, confirm_reform, approve_member), for
/// the default purpose? Conditions over a case are unknown then, so their permits permit nothing. `relations` are what
/// she or her unit is to the thing asked about.
access::Decision MayReform(const Services& services, const Asker& asker, const std::string& action,
                           std::set<std::string> relations = {});

/// Classes the unit may read now, for whatever purpose; with `as_prepared` as if its prepared relations were given
/// already.
std::set<FieldClass> EntitledClasses(const Services& services, const casework::CaseFile& file, const UnitName& unit,
                                     bool as_prepared);

/// Classes closed to the unit for every purpose that it may open in an emergency: where the rules allow `break_glass`,
/// and reading once the glass is broken.
std::set<FieldClass> BreakableClasses(const Services& services, const casework::CaseFile& file, const Asker& asker);
struct ClassesToStepUpFor {
  std::set<FieldClass> classes;     ///< breakable only once she has shown again who she is
  std::set<FieldClass> by_passkey;  ///< of these: with a passkey, and not with a code
};
ClassesToStepUpFor AsksStepUpToBreak(const Services& services, const casework::CaseFile& file, const Asker& asker);

/// May the unit answer by this act for what it was told of this case, though it may not know of the case any more?
bool MayAnswer(const Services& services, const casework::CaseFile& file, const Asker& asker, const std::string& kind);

/// The situation at `at` for conditions of the regulation.
regulation::CaseSituation SituationOf(const casework::CaseFile& file, Instant at);

}  // namespace nuong::operations
