#pragma once
#include "nuong/base/result.hpp"
#include "nuong/operations/caller.hpp"
#include "nuong/operations/perform_act.hpp"
#include "nuong/operations/wire.hpp"

/// Reform day: units end and others take their place, together with everything that is open. One member proposes,
/// another confirms, and until then it can be withdrawn. Confirming is one entry and one transaction, whatever the
/// number of cases; nothing that was decided changes. Who may do what is an access rule (see_reforms, propose_reform,
/// confirm_reform). docs/adr/0013-reform-day.md
namespace nuong::operations {

struct ReformCountView {
  std::string id;
  Text name;
  std::int64_t count = 0;
};
BOOST_DESCRIBE_STRUCT(ReformCountView, (), (id, name, count))

/// One unit that ends on the day. Numbers are of what it holds then, or held when the reform was confirmed.
struct ReformUnitView {
  std::string unit;
  Text unit_name;
  std::optional<std::string> successor;
  std::optional<Text> successor_name;
  std::optional<Text> stuck;  ///< why nothing of it can move; absent when it can
  std::int64_t cases = 0;
  std::int64_t duties = 0;     ///< open
  std::int64_t relations = 0;  ///< what it is to its cases
  std::int64_t wraps = 0;      ///< case keys wrapped to it
  std::string keys;            ///< not_needed | nobody (no member holds them) | waiting | ready | passed
  std::int64_t successor_members = 0;
};
BOOST_DESCRIBE_STRUCT(ReformUnitView, (),
                      (unit, unit_name, successor, successor_name, stuck, cases, duties, relations, wraps, keys,
                       successor_members))

/// What the law itself changes on the day.
struct ReformLawView {
  std::string kind;    ///< act | duty
  std::string change;  ///< begins | ends | changes
  std::string id;
  Text title;
};
BOOST_DESCRIBE_STRUCT(ReformLawView, (), (kind, change, id, title))

struct ReformStepView {
  std::string at;
  Text member_title;
  Text unit_name;
  std::int64_t sequence = 0;  ///< its entry
};
BOOST_DESCRIBE_STRUCT(ReformStepView, (), (at, member_title, unit_name, sequence))

struct ReformView {
  std::string day;
  std::string state;  ///< ahead | due | proposed | confirmed
  std::int64_t cases = 0;
  std::vector<ReformUnitView> units;
  std::vector<ReformCountView> duties;     ///< open duties that move, by kind
  std::vector<ReformCountView> relations;  ///< that move, by kind
  std::vector<ReformLawView> law;
  std::optional<ReformStepView> proposed;
  std::optional<ReformStepView> confirmed;
  bool may_propose = false;
  bool may_confirm = false;
  bool may_withdraw = false;
  std::optional<Text> why_not;  ///< what the caller cannot do now, and why; absent when nothing is in the way
};
BOOST_DESCRIBE_STRUCT(ReformView, (),
                      (day, state, cases, units, duties, relations, law, proposed, confirmed, may_propose, may_confirm,
                       may_withdraw, why_not))

struct ReformRow {
  std::string day;
  std::string state;
  std::int64_t units = 0;  ///< that end
  std::int64_t stuck = 0;  ///< of these, without a living successor
};
BOOST_DESCRIBE_STRUCT(ReformRow, (), (day, state, units, stuck))

struct ReformsView {
  std::vector<ReformRow> reforms;  ///< by day
};
BOOST_DESCRIBE_STRUCT(ReformsView, (), (reforms))

struct ReformRequest {
  std::string day;  ///< ISO date: the first day without the ended units
};
BOOST_DESCRIBE_STRUCT(ReformRequest, (), (day))

struct ReformAnswer {
  std::string day;
  std::string state;
  std::int64_t sequence = 0;
};
BOOST_DESCRIBE_STRUCT(ReformAnswer, (), (day, state, sequence))

/// Errors of all: kUnauthenticated, kRefused (not for this unit, or not for this member), kInvalid (not a date, or no
/// unit ends on that day).
Result<ReformsView> ListReforms(Services& services, const Caller& caller);

/// Counts what would move. Writes nothing but the entry that somebody looked. No personal data is in it.
Result<ReformView> PreviewReform(Services& services, const Caller& caller, const ReformRequest& request);
/// The same for the operator of the machine, on record without a member.
Result<ReformView> PreviewReformOffline(Services& services, const ReformRequest& request);

/// kConflict: proposed or confirmed already, or nothing can move.
Result<ReformAnswer> ProposeReform(Services& services, const Caller& caller, const Once& once,
                                   const ReformRequest& request);
/// kConflict: not proposed.
Result<ReformAnswer> WithdrawReform(Services& services, const Caller& caller, const Once& once,
                                    const ReformRequest& request);
/// kConflict: not proposed, before its day, or the regulation moves other units than were proposed. kRefused also for
/// the member who proposed it.
Result<ReformAnswer> ConfirmReform(Services& services, const Caller& caller, const Once& once,
                                   const ReformRequest& request);

}  // namespace nuong::operations
