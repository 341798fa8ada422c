#pragma once
#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "nuong/base/deadline.hpp"
#include "nuong/base/value.hpp"
#include "nuong/regulation/model.hpp"

namespace nuong::regulation {

/// A fact of a case as the duties see it: skeleton values only. Facts come as named values; no other room's type is
/// here.
struct Happening {
  std::uint64_t sequence = 0;  ///< ledger sequence
  std::string kind;
  Instant at;            ///< when it was recorded
  UnitName unit;         ///< who did it
  Value::Object fields;  ///< its F1 fields by name
};

/// The case after the happening: named values for conditions ("case.stage"), lists included ("case.done",
/// "case.consented"), and who is on it by relation. `keeper` is empty while nobody keeps her.
struct CaseSituation {
  Value::Object values;  ///< texts, booleans, integers or lists of texts, without the "case." prefix
  UnitName keeper;
  std::map<std::string, std::set<UnitName>> relations;  ///< relation → units
};

enum class DutyState { kOpen, kDone, kLapsed };

/// One duty of one case. Whether it is late depends on the moment of asking: Standing().
struct OpenDuty {
  std::string id;    ///< "<definition>.<sequence of the trigger>[.<holder>]", unique in the case
  std::string duty;  ///< definition
  UnitName holder;
  std::optional<UnitName> counterpart;
  Instant opened_at;
  std::uint64_t opened_by = 0;
  Deadline deadline;
  DutyState state = DutyState::kOpen;
  std::optional<Instant> closed_at;
  std::uint64_t closed_by = 0;    ///< 0 while open
  std::uint64_t extended_by = 0;  ///< the happening that replaced its deadline; 0 when none did
};

enum class Standing { kOpen, kLate, kDone, kDoneLate, kLapsed };
Standing StandingOf(const OpenDuty& duty, Instant now);
std::string_view StandingCode(Standing standing);  ///< open | late | done | done_late | lapsed

/// Everything a Regulation needs to run, with its conditions compiled once. Immutable, shared by all threads.
class Engine {
 public:
  explicit Engine(std::shared_ptr<const Regulation> regulation);
  ~Engine();
  const Regulation& regulation() const;

  /// The version of the regulation under which a duty was opened; none when the regulation no longer has it.
  const Duty* DefinitionOf(const OpenDuty& open) const;

  /// Pure: the duties after one more happening. First closes (fulfils, lapses) or extends, then opens. A duty
  /// definition opens at most once per trigger and holder, and not at all when it would lapse at once; a holder that is
  /// no unit on that day opens nothing and is reported in `unheld` by the id of the duty.
  std::vector<OpenDuty> Advance(std::vector<OpenDuty> duties, const Happening& happening, const CaseSituation& after,
                                std::vector<std::string>* unheld = nullptr) const;

  /// Whom the regulation has told when an open duty is late, each with the first moment; not the holder itself.
  /// `opener` is the unit whose act opened it, by today's name. Empty when the duty has no last moment.
  std::map<UnitName, Instant> LateLadder(const OpenDuty& open, const UnitName& opener, const CaseSituation& now,
                                         CivilDate day) const;

  // Acts, steps and targets given below are those of regulation(), not copies of them.

  /// May this kind of act be done in this situation? Empty when yes, else why not.
  std::optional<Text> Blocked(const Act& act, const CaseSituation& now) const;

  /// Demands of the act on its fields (all given fields, of any class, by name) that are not met.
  std::vector<FieldProblem> Unmet(const Act& act, const Value::Object& fields, const CaseSituation& now) const;

  /// Checks the fields against the form: unknown, missing, wrong type, code not in list, unit not living or of a wrong
  /// role, not asked for by `when`. All problems at once; pointers are "/fields/<name>". `partial`: nothing is required
  /// (drafts).
  std::vector<FieldProblem> CheckFields(const Act& act, const Value::Object& fields, CivilDate day, bool partial) const;

  bool StepDone(const Step& step, const CaseSituation& now) const;
  /// False for a rule that is not about one case.
  bool IsKeptUnder(const Retention& rule, const CaseSituation& now) const;
  bool Counts(const Target& target, const CaseSituation& now) const;
  bool Meets(const Target& target, const CaseSituation& now) const;

  /// Resolves a unit reference relative to an actor and the situation before/after the act; several for lists; empty
  /// when there is none.
  std::vector<UnitName> Resolve(const UnitRef& ref, const UnitName& actor, const Value::Object& fields,
                                const CaseSituation& situation, CivilDate day) const;

 private:
  struct Compiled;
  std::unique_ptr<const Compiled> compiled_;
};

/// "26/06/2023", "26 June 2023"; a moment to the minute.
Text DayInWords(CivilDate date);
Text MomentInWords(Instant at, Offset offset);
/// The deadline in words, both languages: "trong 20 ngày, hết ngày 26/06/2023".
Text DeadlineInWords(const Duration& duration, const Deadline& deadline, Offset offset);
/// Of an open duty: what the law says, and our own limit told apart from it.
Text DeadlineInWords(const Duty& definition, const OpenDuty& open, Offset offset);

}  // namespace nuong::regulation
