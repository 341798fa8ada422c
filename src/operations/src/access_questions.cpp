#include "access_questions.hpp"

#include <algorithm>

#include "case_access.hpp"

namespace nuong::operations {
namespace {

/// Actions that are done to one class of a case: each class is a question of its own.
bool AsksOfClass(const std::string& action) {
  return action == "read" || action == "break_glass" || action == "export";
}

AccessExample ExampleOf(const access::Question& question) {
  return {question.action, question.field_class, question.role.text(), question.relations, Describe(question)};
}

/// One that the rules allow is the better example.
void AddBreak(const access::Policy& broken, bool is_allowed, const access::Question& question, std::uint64_t weight,
              std::vector<AccessBreak>& breaks) {
  const access::Decision decision = broken.Decide(question);
  for (std::size_t i = 0; i < decision.rules.size(); ++i) {
    const std::string& id = decision.rules[i];
    auto known = std::find_if(breaks.begin(), breaks.end(), [&](const AccessBreak& b) { return b.invariant == id; });
    if (known == breaks.end()) {
      known = breaks.insert(breaks.end(), {id, decision.reasons[i], 0, ExampleOf(question), is_allowed});
    }
    known->requests += weight;
    if (!is_allowed || known->is_allowed) continue;
    known->first = ExampleOf(question);
    known->is_allowed = true;
  }
}

}  // namespace

bool SpeaksOf(const access::Rule& rule, const Topic& topic) {
  return rule.actions.contains(topic.first) && (!topic.second || rule.classes.contains(*topic.second));
}

Result<AccessRules> CompileAccess(const regulation::Regulation& regulation) {
  return CompileAccess(regulation, regulation.access_invariants, AccessSignature(regulation));
}

Result<AccessRules> CompileAccess(const regulation::Regulation& regulation,
                                  const std::vector<regulation::AccessInvariant>& invariants,
                                  const rules::Signature& names) {
  NUONG_TRY(access::Policy policy, CompilePolicy(regulation));
  std::vector<access::Rule> opened = policy.rules();
  access::Rule anything{"", access::Effect::kPermit, {}, {kAllFieldClasses.begin(), kAllFieldClasses.end()}, "", {}};
  for (const access::Rule& rule : opened) anything.actions.insert(rule.actions.begin(), rule.actions.end());
  opened.push_back(std::move(anything));
  std::vector<access::Rule> never;
  std::vector<access::Rule> firmly;
  for (const regulation::AccessInvariant& invariant : invariants) {
    access::Rule rule;
    rule.id = invariant.id;
    rule.actions.insert(invariant.actions.begin(), invariant.actions.end());
    rule.classes.insert(invariant.classes.begin(), invariant.classes.end());
    rule.when = invariant.never;
    rule.reason = invariant.title;
    if (invariant.is_firm) firmly.push_back(rule);
    never.push_back(std::move(rule));
  }
  NUONG_TRY(access::Policy all_opened, access::Policy::Compile(opened, names));
  NUONG_TRY(access::Policy all_never, access::Policy::Compile(never, names));
  NUONG_TRY(access::Policy all_firmly, access::Policy::Compile(firmly, names));
  return AccessRules{std::move(policy), std::move(all_opened), std::move(all_never), std::move(all_firmly)};
}

std::set<Topic> TopicsOf(const access::Policy& policy) {
  std::set<Topic> topics;
  for (const access::Rule& rule : policy.rules()) {
    for (const std::string& action : rule.actions) {
      if (!AsksOfClass(action)) {
        topics.emplace(action, std::nullopt);
        continue;
      }
      for (const FieldClass field_class : kAllFieldClasses) topics.emplace(action, field_class);
    }
  }
  return topics;
}

void AddAsked(const access::Policy& policy, const Topic& topic, Asked& asked) {
  for (const access::Rule& rule : policy.rules()) {
    if (SpeaksOf(rule, topic)) asked.Add(rule.when);
  }
}

void AddReadAnywhere(const access::Policy& policy, std::set<std::string>& names) {
  Asked all;
  for (const access::Rule& rule : policy.rules()) all.Add(rule.when);
  names.merge(all.names);
}

Result<AccessDomain> DomainOf(const regulation::Regulation& regulation, const AccessRules& rules, const Topic& topic) {
  Asked asked;
  std::set<std::string> anywhere;
  for (const access::Policy* policy : {&rules.policy, &rules.never}) {
    AddAsked(*policy, topic, asked);
    AddReadAnywhere(*policy, anywhere);
  }
  return AccessDomain::Make(regulation, topic.first, topic.second, asked, anywhere);
}

Error Stopped() { return {ErrorCode::kBroken, "stopped", {"Đã dừng.", "Stopped."}, "", {}}; }

AccessTopic SurveyTopic(const AccessRules& rules, const Topic& topic, const AccessDomain& domain,
                        std::vector<AccessBreak>& breaks, const std::function<bool()>& enough) {
  AccessTopic counted{topic.first, topic.second, domain.requests(), 0, 0};
  domain.ForEach([&](const access::Question& question, std::uint64_t weight) {
    if (enough && enough()) return;
    ++counted.asked;
    if (rules.policy.Allows(question)) {
      counted.allowed += weight;
      if (rules.never.Allows(question)) AddBreak(rules.never, true, question, weight, breaks);
    } else if (rules.firmly.Allows(question) && rules.opened.Allows(question)) {
      AddBreak(rules.firmly, false, question, weight, breaks);
    }
  });
  return counted;
}

}  // namespace nuong::operations
