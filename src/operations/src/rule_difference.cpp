#include "rule_difference.hpp"

#include <map>

#include "nuong/operations/access_survey.hpp"
#include "present.hpp"

namespace nuong::operations {
namespace {

/// A rule with what a reader is told of it.
struct Told {
  std::string what;  ///< differs when the rule does
  Text says;
  const regulation::Source* source = nullptr;
};
using ToldById = std::map<std::string, Told>;

void AddAll(const std::vector<std::string>& actions, const std::vector<FieldClass>& classes, std::string& what) {
  for (const std::string& action : actions) what += " " + action;
  for (const FieldClass field_class : classes) what += " " + std::string(FieldClassCode(field_class));
}

ToldById RulesOf(const regulation::Regulation& regulation) {
  ToldById rules;
  for (const regulation::AccessRule& rule : regulation.access) {
    std::string what = rule.effect == regulation::Effect::kForbid ? "forbid" : "permit";
    AddAll(rule.actions, rule.classes, what);
    rules[rule.id] = {what + " " + rule.when, rule.reason, &rule.source};
  }
  for (const regulation::Act& act : regulation.acts) {
    std::string what;
    for (const std::string& relation : act.by_relations) what += relation + " ";
    for (const RoleName& role : act.by_roles) what += "role " + role.text() + " ";
    rules["act/" + act.kind + "@" + FormatDate(act.validity.from)] = {what, act.title, &act.source};
  }
  return rules;
}

ToldById InvariantsOf(const regulation::Regulation& regulation) {
  ToldById invariants;
  for (const regulation::AccessInvariant& invariant : regulation.access_invariants) {
    std::string what = invariant.is_firm ? "firm" : "";
    AddAll(invariant.actions, invariant.classes, what);
    what += " " + invariant.never + "\n" + invariant.title.vi + "\n" + invariant.title.en;
    invariants[invariant.id] = {what, invariant.title, &invariant.source};
  }
  return invariants;
}

/// By kind and id.
std::map<std::pair<std::string, std::string>, Text> WordsOf(const regulation::Regulation& regulation) {
  std::map<std::pair<std::string, std::string>, Text> words;
  for (const auto& [id, role] : regulation.roles) words[{"role", id.text()}] = role.name;
  for (const regulation::Relation& relation : regulation.relations) words[{"relation", relation.id}] = relation.name;
  for (const regulation::Purpose& purpose : regulation.purposes) words[{"purpose", purpose.id}] = purpose.name;
  for (const regulation::CaseValue& value : regulation.case_values) {
    for (const regulation::Code& code : value.codes) words[{"case_value", value.id + "/" + code.code}] = code.label;
  }
  return words;
}

std::vector<ChangedRuleView> Difference(const Services& services, const ToldById& before, const ToldById& after) {
  std::vector<ChangedRuleView> changed;
  const auto add = [&](const std::string& id, const char* change, const Told& told) {
    changed.push_back({id, change, told.says, SourceOf(services, *told.source)});
  };
  for (const auto& [id, told] : after) {
    const auto known = before.find(id);
    if (known == before.end()) {
      add(id, "added", told);
    } else if (known->second.what != told.what) {
      add(id, "changed", told);
    }
  }
  for (const auto& [id, told] : before) {
    if (!after.contains(id)) add(id, "removed", told);
  }
  return changed;
}

}  // namespace

std::vector<ChangedRuleView> ChangedRules(const Services& services, const regulation::Regulation& after) {
  return Difference(services, RulesOf(services.regulation()), RulesOf(after));
}

std::vector<ChangedWordView> ChangedWords(const regulation::Regulation& before, const regulation::Regulation& after) {
  const auto old_words = WordsOf(before);
  const auto new_words = WordsOf(after);
  std::vector<ChangedWordView> changed;
  const auto tell = [&changed](const auto& words, const auto& others, const char* change) {
    for (const auto& [word, name] : words) {
      if (!others.contains(word)) changed.push_back({word.first, word.second, change, name});
    }
  };
  tell(new_words, old_words, "added");
  tell(old_words, new_words, "removed");
  return changed;
}

std::vector<ChangedRuleView> ChangedInvariants(const Services& services, const regulation::Regulation& after) {
  return Difference(services, InvariantsOf(services.regulation()), InvariantsOf(after));
}

}  // namespace nuong::operations
