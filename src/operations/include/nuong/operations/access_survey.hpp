#pragma once
#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "nuong/base/field_class.hpp"
#include "nuong/base/result.hpp"
#include "nuong/base/text.hpp"
#include "nuong/base/value.hpp"
#include "nuong/base/yaml.hpp"
#include "nuong/regulation/model.hpp"

/// For `app` only: what the access rules say to every abstract request. A request is an action, a class, a role, what
/// the unit is to the case (nothing, prepared, one relation or two), the case values that any rule reads, purpose,
/// consent, broken glass and strength of the session; all read off the regulation, so that a new role or relation
/// brings its requests along. Requests that no rule and no invariant for the action and class can tell apart are asked
/// once and counted all.
namespace nuong::operations {

/// "read F3", "list"
std::string TopicName(const std::string& action, const std::optional<FieldClass>& field_class);

struct AccessTopic {
  std::string action;
  std::optional<FieldClass> field_class;
  std::uint64_t requests = 0;  ///< that there are
  std::uint64_t asked = 0;     ///< put to the rules, each standing for those like it
  std::uint64_t allowed = 0;   ///< of `requests`
};

/// One of the requests that break an invariant.
struct AccessExample {
  std::string action;
  std::optional<FieldClass> field_class;
  std::string role;
  std::set<std::string> relations;
  std::string words;  ///< all of it, in the names of conditions
};
struct AccessBreak {
  std::string invariant;
  Text title;
  std::uint64_t requests = 0;
  AccessExample first;
  /// The rules allow `first`. Else the invariant is firm, and only a permit is wanting: nothing forbids.
  bool is_allowed = false;
};

struct AccessSurvey {
  std::vector<AccessTopic> topics;
  std::vector<AccessBreak> breaks;
  std::uint64_t drawn = 0;    ///< requests drawn at random and put as they are, beside their representative
  std::uint64_t unequal = 0;  ///< that were answered otherwise: the grouping is wrong
};

/// Errors: kInvalid when a rule reads something of the case that is no axis yet.
Result<AccessSurvey> SurveyAccess(const regulation::Regulation& regulation);

/// Every rule as JSON {id, effect, actions, classes, when}, and then one request of each group as JSON {action, class,
/// role, relations, prepared, case, purpose, consent, emergency, strong, weight, allowed}: for another engine to
/// answer.
Result<void> ListRequests(const regulation::Regulation& regulation, const std::function<void(const Value&)>& told);

/// A cell of a table written by hand that the rules do not agree with.
struct TableMiss {
  std::string where;  ///< file:line:column
  std::string row;
  std::string stage;
  std::string missing;  ///< what the table allows and the rules do not
  std::string beyond;   ///< what the rules allow and the table does not
};
struct TableReport {
  std::uint64_t cells = 0;  ///< row × stage × what may be allowed
  std::vector<TableMiss> misses;
};
/// The form of a table: docs/reference/regulation-data.md. Errors: kInvalid, with the place.
Result<TableReport> CompareAccessTables(const regulation::Regulation& regulation, const std::vector<YamlNode>& tables);

/// A rule spoilt in one way, and what noticed.
struct AccessMutant {
  std::string rule;
  Text change;            ///< "deleted", "turned round", "without: <conjunct>"
  std::string killed_by;  ///< an invariant, or the place of a row of the table; empty: nothing noticed
};
Result<std::vector<AccessMutant>> SpoilAccessRules(const regulation::Regulation& regulation,
                                                   const std::vector<YamlNode>& tables);

/// An office as it stands to a case; empty relation: not at all.
using Standpoint = std::pair<RoleName, std::string>;
/// For each act (by its place among `regulation.acts`) who may do it, as far as the rules of access go: of all roles,
/// each with no relation or one.
Result<std::vector<std::set<Standpoint>>> ActorsOf(const regulation::Regulation& regulation);

/// How many requests another state of the rules answers otherwise.
struct AccessFlip {
  std::string action;
  std::optional<FieldClass> field_class;
  std::string role;
  std::uint64_t gained = 0;  ///< refused before, allowed after
  std::uint64_t lost = 0;
};
/// [{topic, role, gained, lost}]: as printed, and as signed by who reviews the change.
Value FlipsValue(const std::vector<AccessFlip>& flips);

struct AccessComparison {
  std::uint64_t requests = 0;  ///< that there are
  std::uint64_t gained = 0;
  std::uint64_t lost = 0;
  std::vector<AccessFlip> flips;  ///< those of an action, class and role of which any did
};
/// The requests are those of both: a kind of agency that only one has may nothing under the other, and a relation that
/// only one has is not held under the other. Takes seconds where rules about reading differ, half a minute where kinds
/// of agency or relations do; what both say alike is counted and not asked. Errors: kInvalid as
/// SurveyAccess; kBroken "stopped" once `stopped` says so.
Result<AccessComparison> CompareAccess(const regulation::Regulation& before, const regulation::Regulation& after,
                                       const std::function<bool()>& stopped = nullptr);

/// What a change of the rules does to the promises of the house.
struct AccessJudgement {
  std::uint64_t requests = 0;         ///< that were asked, or stand for others that were
  std::vector<AccessBreak> in_use;    ///< invariants of `before` that the rules of `after` break
  std::vector<AccessBreak> proposed;  ///< of those of `after` that `before` has not, or otherwise
};
/// Judges the rules of `after` by the invariants of `before`, so that nobody alters the judge together with the rules,
/// and by what `after` adds to them. What `before` calls values of a case stays a word, so that an invariant does not
/// fall silent for want of one. Takes tens of seconds. Errors: as CompareAccess.
Result<AccessJudgement> JudgeAccess(const regulation::Regulation& before, const regulation::Regulation& after,
                                    const std::function<bool()>& stopped = nullptr);

/// The same promise: alike in what it says and in what it is asked of.
bool IsSame(const regulation::AccessInvariant& one, const regulation::AccessInvariant& other);

}  // namespace nuong::operations
