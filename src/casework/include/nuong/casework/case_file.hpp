#pragma once
#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "nuong/base/field_class.hpp"
#include "nuong/base/id.hpp"
#include "nuong/base/ports.hpp"
#include "nuong/base/result.hpp"
#include "nuong/base/value.hpp"

/// The case and its people: commands, facts, state. State is a fold over facts; nothing is kept that a fold cannot give
/// back.
namespace nuong::casework {

/// What an act does to who is on the case, with the units already found.
struct PartyEffect {
  UnitName unit;
  std::string becomes;              ///< relation given; empty when it only ceases
  std::vector<std::string> ceases;  ///< relations taken away
  bool prepared = false;            ///< keys are made ready, access comes with a later act
};

struct ConsentEffect {
  UnitName unit;
  std::set<FieldClass> classes;  ///< of a withdrawal: empty means all
  bool withdrawn = false;
  std::string purpose = {};           ///< what for; empty: whatever the purpose
  std::optional<Instant> until = {};  ///< the first moment it no longer counts; none: until it is taken back
};

/// Everything one act does to a case. Stored inside its fact: what was decided keeps the rule of its own day.
struct Effects {
  std::map<std::string, std::string> sets;  ///< case values
  std::vector<std::string> keeps;           ///< fields of the fact that become case values
  std::vector<PartyEffect> parties;
  std::vector<ConsentEffect> consents;
  std::set<FieldClass> erases = {};  ///< classes whose keys are destroyed with it, for good
  bool makes_keeper = false;         ///< the acting unit is now the one she is with
};

/// Something that was done, as everybody on the case may know it: skeleton fields (F1) only.
struct Fact {
  std::uint64_t sequence = 0;  ///< its entry in the ledger
  std::string kind;
  Instant at;
  UnitName unit;
  MemberName member;
  Value::Object fields;
  std::set<FieldClass> sealed;  ///< classes of which it has sealed fields beside it
  Effects effects;
};

/// What she agreed a unit may know for one purpose. Who agreed, in whose words and on what conditions stands in the
/// fields of the fact that gave it.
struct Agreement {
  std::string purpose;
  std::set<FieldClass> classes;
  Instant from;
  std::optional<Instant> until;  ///< exclusive; it ends by itself, without an act
  std::uint64_t given = 0;       ///< the ledger entry of the fact that gave it
  bool operator==(const Agreement&) const = default;
};

struct Party {
  std::set<std::string> relations;
  std::set<std::string> prepared;          ///< relations whose keys lie ready, not yet given
  std::set<FieldClass> consent;            ///< agreed without a purpose: counts for every purpose, until taken back
  std::vector<Agreement> agreements = {};  ///< in the order they were given; a purpose and class stands in one only
  bool operator==(const Party&) const = default;

  /// Classes she agrees at `at` that this unit may know for `purpose`.
  std::set<FieldClass> ConsentFor(std::string_view purpose, Instant at) const;
  /// True when she agrees at `at` to anything, for any purpose.
  bool IsConsented(Instant at) const;
};

/// A fact without its fields: enough for the timeline and the papers.
struct FactMark {
  std::uint64_t sequence = 0;
  std::string kind;
  Instant at;
  UnitName unit;
  MemberName member;
  std::set<FieldClass> sealed;
};

/// On a reform day a unit of the case ended and another took its place. Facts keep the names of their own day.
struct Passing {
  std::uint64_t sequence = 0;  ///< the ledger entry of the reform
  Instant at;
  UnitName from;
  UnitName to;
};

struct CaseFile {
  CaseId id;
  std::string code_name;
  Instant opened_at;
  Instant changed_at;
  Value::Object values;  ///< case values and kept fields
  UnitName keeper;       ///< the unit she is with; empty before reception and after she is home
  std::map<UnitName, Party> parties;
  std::vector<FactMark> facts;                 ///< in order
  std::vector<Passing> passings;               ///< in order; each is a change of the case, as a fact is
  std::map<FieldClass, std::uint64_t> erased;  ///< class → ledger entry of the last fact that erased it

  std::int64_t version() const { return static_cast<std::int64_t>(facts.size() + passings.size()); }
  bool HasDone(const std::string& kind) const;
  std::vector<std::string> Done() const;  ///< each kind once, in order of first time
  /// Units she agrees at `at` may know something, sorted.
  std::vector<std::string> Consented(Instant at) const;
  const Party* FindParty(const UnitName& unit) const;
  /// Who did an act of this kind last; empty when it was never done.
  MemberName LastBy(std::string_view kind) const;
  /// What the fact at `index` had in this class opens for nobody any more.
  bool IsErased(std::size_t index, FieldClass field_class) const;
};

/// A case before its first fact. `values` are the case values at the beginning.
CaseFile Begin(const CaseId& id, std::string code_name, Instant at, Value::Object values);

/// What somebody wants to do. `seen_version` is the version of the case she saw.
struct Command {
  std::string kind;
  std::int64_t seen_version = 0;
  Instant at;
  UnitName unit;
  MemberName member;
  Value::Object fields;  ///< skeleton fields only
  std::set<FieldClass> sealed;
  Effects effects;
};

/// Command → fact. Refuses (kConflict) when the case has moved on since `seen_version`, when `at` is before the last
/// fact, or when an effect would take a relation from a unit that does not have it. Gives the fact without its
/// sequence.
Result<Fact> Perform(const CaseFile& file, const Command& command);

/// Pure fold step. Facts of one case must come in order of sequence.
CaseFile Apply(CaseFile file, const Fact& fact);

/// The case after `passing`: relations, prepared relations, consent and care pass from one unit to the other, and so
/// does the name in those of `unit_values` (kept fields that name units). Nothing changes when `from` is not in it.
CaseFile Pass(CaseFile file, const Passing& passing, const std::vector<std::string>& unit_values);

/// Named values of the case at `at` for conditions: values, and "done", "consented", "has_keeper". What she agreed to
/// may have run out since the last fact.
Value::Object NamedValues(const CaseFile& file, Instant at);

/// Canonical forms: equal things give equal bytes. Decoding what was not encoded here gives kCorrupt.
Value EncodeFact(const Fact& fact);
Result<Fact> DecodeFact(const Value& value);
Value EncodeCaseFile(const CaseFile& file);
Result<CaseFile> DecodeCaseFile(const Value& value);

}  // namespace nuong::casework
