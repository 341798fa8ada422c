#pragma once
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "nuong/base/id.hpp"
#include "nuong/base/proof.hpp"
#include "nuong/base/result.hpp"
#include "nuong/base/value.hpp"
#include "nuong/rules/rules.hpp"

/// Who may do what with which class of field, and why. Default deny; forbid wins over permit; the order of rules does
/// not matter; a rule whose condition cannot be decided forbids if it is a forbid and permits nothing if it is a
/// permit.
namespace nuong::access {

enum class Effect { kPermit, kForbid };

/// A rule as data.
struct Rule {
  std::string id;
  Effect effect = Effect::kPermit;
  std::set<std::string> actions;  ///< "list", "read", "act:referral_sent" …
  std::set<FieldClass> classes;   ///< the classes it speaks of; empty: of actions that are not about a class
  std::string when;               ///< condition over unit.*, case.*, class, request.*, session.*; empty = always
  Text reason;
};

/// What is asked: this unit, standing so to this case, wants this action on this class of it.
struct Question {
  std::string action;
  std::optional<FieldClass> field_class;  ///< absent for actions that are not about a class
  RoleName role;
  std::set<std::string> relations;  ///< of the unit to the case, prepared ones not among them
  std::set<FieldClass> consent;     ///< what she agreed the unit may know
  bool is_prepared = false;         ///< keys lie ready for a relation not yet given
  std::string purpose;              ///< what for, a code of the regulation; empty = unknown
  bool is_strong = false;           ///< signed in by passkey, or stepped up, a moment ago
  bool by_passkey = false;          ///< … and it was a passkey; then it is strong too
  std::set<FieldClass> emergency;   ///< classes that broken glass opens to the unit now
  const Value::Object* case_values = nullptr;
};

struct Decision {
  bool allowed = false;
  std::vector<std::string> rules;  ///< ids of the rules that decided, sorted; empty when nothing spoke for it
  std::vector<Text> reasons;       ///< in the order of `rules`; never empty
};

class Policy {
 public:
  /// `case_names` are the case values conditions may use ("case.stage" → type). Ids must differ. Errors: kInvalid, all
  /// problems at once, each pointer "<rule>:<offset>".
  static Result<Policy> Compile(const std::vector<Rule>& rules, const rules::Signature& case_names);

  Decision Decide(const Question& question) const;
  /// Decide(question).allowed, without saying why: for who asks often.
  bool Allows(const Question& question) const;
  /// The same for who asks many actions of one standing: what a name is worth is looked up once.
  class Actions {
   public:
    /// `policy` must outlive it, and so must the case values of `question`; its action is ignored.
    Actions(const Policy& policy, Question question) : policy_(policy), question_(std::move(question)) {}
    bool Allow(const std::string& action);

   private:
    const Policy& policy_;
    const Question question_;
    rules::Environment known_;
  };
  /// Whether there is any case at all for which it could be allowed: of the question only role, class, emergency and
  /// what was shown count, and everything else may be anything. True too often rather than too seldom.
  bool MightAllow(const Question& question) const;
  const std::vector<Rule>& rules() const { return rules_; }
  /// Names that the conditions of the rules for this action and class use, sorted.
  std::vector<std::string> NamesAskedFor(const std::string& action, std::optional<FieldClass> field_class) const;

 private:
  /// A rule's condition, and where what its names are worth stands among what a topic asks for.
  struct Bound {
    std::size_t rule = 0;
    std::optional<rules::Condition> condition;
    std::vector<std::size_t> places;
  };
  /// The rules that speak of one action and class, forbids first, and all names they use.
  struct Topic {
    std::vector<Bound> rules;
    std::vector<std::string> names;
  };
  using Topics = std::map<std::optional<FieldClass>, Topic>;

  void Add(std::size_t rule, const std::optional<rules::Condition>& condition);
  void Bind(Topic& topic) const;
  const Topic* Find(const std::string& action, std::optional<FieldClass> field_class) const;
  // `worth[i]` points to what the topic's name i is worth.
  template <class Worth, class Tell>
  void Weigh(const Topic& topic, const Worth& worth, Tell tell) const;
  template <class Worth>
  bool Allows(const Topic& topic, const Worth& worth) const;

  std::vector<Rule> rules_;
  std::map<std::string, Topics, std::less<>> topics_;  ///< by action; absent class: every rule for the action
};

/// Makes permits, and nobody else does.
class Authority {
 public:
  explicit Authority(const Policy& policy) : policy_(policy) {}

  struct Person {
    MemberName member;
    UnitName unit;
  };
  /// A permit for all the classes that `question` (its class ignored) is allowed for; may cover none.
  Permit PermitToRead(const Person& person, const CaseId& case_id, Question question) const;

 private:
  const Policy& policy_;
};

}  // namespace nuong::access
