#include <algorithm>
#include <map>

#include "case_access.hpp"
#include "nuong/operations/compare.hpp"

namespace nuong::operations {
namespace {

constexpr std::size_t kMostSituations = 2'000;

bool AreSame(const access::Rule& a, const access::Rule& b) {
  return a.effect == b.effect && a.actions == b.actions && a.classes == b.classes && a.when == b.when;
}

/// What a case may be, as far as the rules of some actions ask.
struct Situation {
  Value::Object values;
  std::string text;
};

class Comparison {
 public:
  Comparison(const regulation::Regulation& before, const regulation::Regulation& after,
             const access::Policy& old_policy, const access::Policy& new_policy)
      : before_(before), after_(after), old_(old_policy), new_(new_policy) {}

  std::vector<RightMove> Run() {
    for (const auto& [action, classes] : WhatDiffers()) {
      const std::vector<Situation> situations = SituationsOf(action);
      if (classes.empty()) AskAll(action, std::nullopt, situations);
      for (const FieldClass field_class : classes) AskAll(action, field_class, situations);
    }
    return std::move(moves_);
  }

 private:
  /// The actions of rules that are not the same in both, with the classes these speak of.
  std::map<std::string, std::set<FieldClass>> WhatDiffers() const {
    std::map<std::string, std::set<FieldClass>> actions;
    const auto look = [&](const access::Policy& here, const access::Policy& there) {
      for (const access::Rule& rule : here.rules()) {
        const auto same = std::find_if(there.rules().begin(), there.rules().end(),
                                       [&](const access::Rule& other) { return other.id == rule.id; });
        if (same != there.rules().end() && AreSame(rule, *same)) continue;
        for (const std::string& action : rule.actions) {
          actions[action].insert(rule.classes.begin(), rule.classes.end());
        }
      }
    };
    look(old_, new_);
    look(new_, old_);
    return actions;
  }

  std::string ConditionsOf(const std::string& action) const {
    std::string conditions;
    for (const access::Policy* policy : {&old_, &new_}) {
      for (const access::Rule& rule : policy->rules()) {
        if (rule.actions.contains(action)) conditions += rule.when + "\n";
      }
    }
    return conditions;
  }

  /// Every combination of the case values that the rules of the action name; those that would make too many stay as
  /// they are at the beginning of a case.
  std::vector<Situation> SituationsOf(const std::string& action) const {
    const std::string conditions = ConditionsOf(action);
    Value::Object beginning{{"has_keeper", true}, {"done", Value::Array{}}, {"consented", Value::Array{}}};
    for (const auto& value : after_.case_values) {
      if (!value.codes.empty()) beginning[value.id] = value.codes.front().code;
    }
    std::vector<Situation> all = {{beginning, ""}};
    for (const auto& value : after_.case_values) {
      if (conditions.find("case." + value.id) == std::string::npos) continue;
      if (all.size() * value.codes.size() > kMostSituations) continue;
      std::vector<Situation> more;
      for (const Situation& situation : all) {
        for (const auto& code : value.codes) {
          Situation made = situation;
          made.values[value.id] = code.code;
          made.text += (made.text.empty() ? "" : ", ") + value.id + " = " + code.code;
          more.push_back(std::move(made));
        }
      }
      all = std::move(more);
    }
    return all;
  }

  /// Every role and relation that the rules of the action name, and one role and no relation for all the others.
  void AskAll(const std::string& action, std::optional<FieldClass> field_class,
              const std::vector<Situation>& situations) {
    const std::string conditions = ConditionsOf(action);
    const auto is_named = [&](const std::string& name) {
      return conditions.find("'" + name + "'") != std::string::npos;
    };
    std::set<RoleName> roles = {RoleName()};
    for (const auto* regulation : {&before_, &after_}) {
      for (const auto& [role, item] : regulation->roles) {
        if (is_named(role.text())) roles.insert(role);
      }
    }
    std::vector<std::string> relations = {""};
    for (const auto& relation : after_.relations) {
      if (is_named(relation.id)) relations.push_back(relation.id);
    }
    for (const std::string& relation : relations) {
      std::vector<RightMove> of_relation;
      for (const RoleName& role : roles) {
        for (RightMove& move : Ask(action, field_class, role, relation, situations)) Join(std::move(move), of_relation);
      }
      for (RightMove& move : of_relation) {
        if (move.roles.size() == roles.size()) move.roles.clear();
        JoinClasses(std::move(move));
      }
    }
  }

  std::vector<RightMove> Ask(const std::string& action, std::optional<FieldClass> field_class, const RoleName& role,
                             const std::string& relation, const std::vector<Situation>& situations) const {
    RightMove gained{action, {}, {role}, relation, true, 0, 0, ""};
    if (field_class) gained.classes.insert(*field_class);
    RightMove lost = gained;
    lost.is_allowed = false;
    for (const Situation& situation : situations) {
      for (const bool consents : {false, true}) {
        if (consents && !field_class) continue;
        access::Question question;
        question.action = action;
        question.field_class = field_class;
        question.role = role;
        if (!relation.empty()) question.relations = {relation};
        if (consents) question.consent = {*field_class};
        if (const auto* usual = after_.DefaultPurpose()) question.purpose = usual->id;
        question.is_strong = true;
        question.by_passkey = true;
        question.case_values = &situation.values;
        const bool was = old_.Decide(question).allowed;
        const bool is = new_.Decide(question).allowed;
        ++gained.of;
        ++lost.of;
        if (was == is) continue;
        RightMove& move = is ? gained : lost;
        if (++move.situations > 1) continue;
        move.first_situation = situation.text;
        if (consents) move.first_situation += (situation.text.empty() ? "" : ", ") + std::string("consent");
      }
    }
    std::vector<RightMove> moves;
    for (RightMove* move : {&gained, &lost}) {
      if (move->situations > 0) moves.push_back(std::move(*move));
    }
    return moves;
  }

  /// The same for several roles, or classes, is told once.
  static bool AreAlike(const RightMove& a, const RightMove& b) {
    return a.action == b.action && a.relation == b.relation && a.is_allowed == b.is_allowed &&
           a.situations == b.situations && a.of == b.of && a.first_situation == b.first_situation;
  }
  static void Join(RightMove move, std::vector<RightMove>& moves) {
    const auto like = std::find_if(moves.begin(), moves.end(), [&](const RightMove& m) { return AreAlike(m, move); });
    if (like == moves.end()) {
      moves.push_back(std::move(move));
    } else {
      like->roles.insert(like->roles.end(), move.roles.begin(), move.roles.end());
    }
  }
  void JoinClasses(RightMove move) {
    const auto like = std::find_if(moves_.begin(), moves_.end(),
                                   [&](const RightMove& m) { return AreAlike(m, move) && m.roles == move.roles; });
    if (like == moves_.end()) {
      moves_.push_back(std::move(move));
    } else {
      like->classes.insert(move.classes.begin(), move.classes.end());
    }
  }

  const regulation::Regulation& before_;
  const regulation::Regulation& after_;
  const access::Policy& old_;
  const access::Policy& new_;
  std::vector<RightMove> moves_;
};

}  // namespace

Result<std::vector<RightMove>> CompareRights(const regulation::Regulation& before,
                                             const regulation::Regulation& after) {
  NUONG_TRY(const access::Policy old_policy, CompilePolicy(before));
  NUONG_TRY(const access::Policy new_policy, CompilePolicy(after));
  return Comparison(before, after, old_policy, new_policy).Run();
}

}  // namespace nuong::operations
