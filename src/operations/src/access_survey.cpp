#include "nuong/operations/access_survey.hpp"

#include <algorithm>

#include "access_questions.hpp"
#include "case_access.hpp"

namespace nuong::operations {
namespace {

constexpr std::size_t kDrawnPerTopic = 20'000;

bool SpeaksOf(const access::Rule& rule, const Topic& topic) {
  return rule.actions.contains(topic.first) && (!topic.second || rule.classes.contains(*topic.second));
}

void AddBreak(const regulation::Regulation& regulation, const access::Decision& decision,
              const access::Question& question, std::uint64_t weight, std::vector<AccessBreak>& breaks) {
  for (const std::string& id : decision.rules) {
    auto known = std::find_if(breaks.begin(), breaks.end(), [&](const AccessBreak& b) { return b.invariant == id; });
    if (known == breaks.end()) {
      const auto& all = regulation.access_invariants;
      const auto found = std::find_if(all.begin(), all.end(), [&](const auto& item) { return item.id == id; });
      known =
          breaks.insert(breaks.end(), {id, found == all.end() ? Text{id, id} : found->title, 0, Describe(question)});
    }
    known->requests += weight;
  }
}

}  // namespace

Result<AccessRules> CompileAccess(const regulation::Regulation& regulation) {
  NUONG_TRY(access::Policy policy, CompilePolicy(regulation));
  std::vector<access::Rule> opened = policy.rules();
  access::Rule anything{"", access::Effect::kPermit, {}, {kAllFieldClasses.begin(), kAllFieldClasses.end()}, "", {}};
  for (const access::Rule& rule : opened) anything.actions.insert(rule.actions.begin(), rule.actions.end());
  opened.push_back(std::move(anything));
  std::vector<access::Rule> never;
  std::vector<access::Rule> firmly;
  for (const regulation::AccessInvariant& invariant : regulation.access_invariants) {
    access::Rule rule;
    rule.id = invariant.id;
    rule.actions.insert(invariant.actions.begin(), invariant.actions.end());
    rule.classes.insert(invariant.classes.begin(), invariant.classes.end());
    rule.when = invariant.never;
    rule.reason = invariant.title;
    if (invariant.is_firm) firmly.push_back(rule);
    never.push_back(std::move(rule));
  }
  const rules::Signature names = AccessSignature(regulation);
  NUONG_TRY(access::Policy all_opened, access::Policy::Compile(opened, names));
  NUONG_TRY(access::Policy all_never, access::Policy::Compile(never, names));
  NUONG_TRY(access::Policy all_firmly, access::Policy::Compile(firmly, names));
  return AccessRules{std::move(policy), std::move(all_opened), std::move(all_never), std::move(all_firmly)};
}

std::set<Topic> TopicsOf(const access::Policy& policy) {
  std::set<Topic> topics;
  for (const access::Rule& rule : policy.rules()) {
    for (const std::string& action : rule.actions) {
      if (action != "read") topics.emplace(action, std::nullopt);
    }
  }
  for (const FieldClass field_class : kAllFieldClasses) topics.emplace("read", field_class);
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

namespace {

Result<AccessDomain> DomainOf(const regulation::Regulation& regulation, const AccessRules& rules, const Topic& topic) {
  Asked asked;
  std::set<std::string> anywhere;
  for (const access::Policy* policy : {&rules.policy, &rules.never}) {
    AddAsked(*policy, topic, asked);
    AddReadAnywhere(*policy, anywhere);
  }
  return AccessDomain::Make(regulation, topic.first, topic.second, asked, anywhere);
}

}  // namespace

Result<AccessTopic> SurveyTopic(const regulation::Regulation& regulation, const AccessRules& rules, const Topic& topic,
                                bool stop_at_break, std::vector<AccessBreak>& breaks) {
  NUONG_TRY(const AccessDomain domain, DomainOf(regulation, rules, topic));
  AccessTopic counted{topic.first, topic.second, domain.requests(), 0, 0};
  domain.ForEach([&](const access::Question& question, std::uint64_t weight) {
    if (stop_at_break && !breaks.empty()) return;
    ++counted.asked;
    if (rules.policy.Allows(question)) {
      counted.allowed += weight;
      if (rules.never.Allows(question)) AddBreak(regulation, rules.never.Decide(question), question, weight, breaks);
    } else if (rules.firmly.Allows(question) && rules.opened.Allows(question)) {
      AddBreak(regulation, rules.firmly.Decide(question), question, weight, breaks);
    }
  });
  return counted;
}

Result<AccessSurvey> SurveyAccess(const regulation::Regulation& regulation) {
  NUONG_TRY(const AccessRules rules, CompileAccess(regulation));
  AccessSurvey survey;
  for (const Topic& topic : TopicsOf(rules.policy)) {
    NUONG_TRY(AccessTopic counted, SurveyTopic(regulation, rules, topic, false, survey.breaks));
    survey.topics.push_back(std::move(counted));
    NUONG_TRY(const AccessDomain domain, DomainOf(regulation, rules, topic));
    domain.Draw(kDrawnPerTopic, [&](const access::Question& drawn, const access::Question& representative) {
      ++survey.drawn;
      const bool same = rules.policy.Decide(drawn).allowed == rules.policy.Allows(representative) &&
                        rules.never.Decide(drawn).allowed == rules.never.Allows(representative);
      if (!same) ++survey.unequal;
    });
  }
  return survey;
}

namespace {

Value::Array CodesOf(const std::set<FieldClass>& classes) {
  Value::Array codes;
  for (const FieldClass field_class : classes) codes.emplace_back(FieldClassCode(field_class));
  return codes;
}

Value RuleValue(const access::Rule& rule) {
  return Value::Object{{"id", rule.id},
                       {"effect", rule.effect == access::Effect::kForbid ? "forbid" : "permit"},
                       {"actions", Value::Array(rule.actions.begin(), rule.actions.end())},
                       {"classes", CodesOf(rule.classes)},
                       {"when", rule.when}};
}

Value RequestValue(const access::Question& question, std::uint64_t weight, bool allowed) {
  return Value::Object{{"action", question.action},
                       {"class", question.field_class ? Value(FieldClassCode(*question.field_class)) : Value(nullptr)},
                       {"role", question.role.text()},
                       {"relations", Value::Array(question.relations.begin(), question.relations.end())},
                       {"prepared", question.is_prepared},
                       {"case", *question.case_values},
                       {"purpose", question.purpose},
                       {"consent", CodesOf(question.consent)},
                       {"emergency", CodesOf(question.emergency)},
                       {"strong", question.is_strong},
                       {"weight", static_cast<std::int64_t>(weight)},
                       {"allowed", allowed}};
}

}  // namespace

Result<void> ListRequests(const regulation::Regulation& regulation, const std::function<void(const Value&)>& told) {
  NUONG_TRY(const AccessRules rules, CompileAccess(regulation));
  for (const access::Rule& rule : rules.policy.rules()) told(RuleValue(rule));
  for (const Topic& topic : TopicsOf(rules.policy)) {
    NUONG_TRY(const AccessDomain domain, DomainOf(regulation, rules, topic));
    domain.ForEach([&](const access::Question& question, std::uint64_t weight) {
      told(RequestValue(question, weight, rules.policy.Allows(question)));
    });
  }
  return {};
}

Result<std::vector<AccessFlip>> CompareAccess(const regulation::Regulation& before,
                                              const regulation::Regulation& after) {
  NUONG_TRY(const access::Policy old_policy, CompilePolicy(before));
  NUONG_TRY(const access::Policy new_policy, CompilePolicy(after));
  std::set<Topic> topics = TopicsOf(old_policy);
  topics.merge(TopicsOf(new_policy));
  std::set<std::string> anywhere;
  AddReadAnywhere(old_policy, anywhere);
  AddReadAnywhere(new_policy, anywhere);
  std::vector<AccessFlip> flips;
  for (const Topic& topic : topics) {
    Asked asked;
    AddAsked(old_policy, topic, asked);
    AddAsked(new_policy, topic, asked);
    NUONG_TRY(const AccessDomain domain, AccessDomain::Make(after, topic.first, topic.second, asked, anywhere, true));
    std::map<RoleName, AccessFlip> by_role;
    domain.ForEach([&](const access::Question& question, std::uint64_t weight) {
      const bool was = old_policy.Allows(question);
      const bool is = new_policy.Allows(question);
      if (was == is) return;
      AccessFlip& flip = by_role[question.role];
      (is ? flip.gained : flip.lost) += weight;
    });
    for (auto& [role, flip] : by_role)
      flips.push_back({topic.first, topic.second, role.text(), flip.gained, flip.lost});
  }
  return flips;
}

}  // namespace nuong::operations
