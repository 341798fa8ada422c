#include "nuong/operations/access_survey.hpp"

#include "access_questions.hpp"
#include "access_words.hpp"
#include "case_access.hpp"

namespace nuong::operations {
namespace {

constexpr std::size_t kDrawnPerTopic = 20'000;

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
                       {"passkey", question.by_passkey},
                       {"weight", static_cast<std::int64_t>(weight)},
                       {"allowed", allowed}};
}

/// What decides a topic, whatever the rules are called.
std::multiset<std::pair<access::Effect, std::string>> SaidOf(const access::Policy& policy, const Topic& topic) {
  std::multiset<std::pair<access::Effect, std::string>> said;
  for (const access::Rule& rule : policy.rules()) {
    if (SpeaksOf(rule, topic)) said.emplace(rule.effect, rule.when);
  }
  return said;
}

bool SayAlike(const access::Policy& one, const access::Policy& other, const Topic& topic) {
  return SaidOf(one, topic) == SaidOf(other, topic);
}

}  // namespace

Result<AccessSurvey> SurveyAccess(const regulation::Regulation& regulation) {
  NUONG_TRY(const AccessRules rules, CompileAccess(regulation));
  AccessSurvey survey;
  for (const Topic& topic : TopicsOf(rules.policy)) {
    NUONG_TRY(const AccessDomain domain, DomainOf(regulation, rules, topic));
    survey.topics.push_back(SurveyTopic(rules, topic, domain, survey.breaks));
    domain.Draw(kDrawnPerTopic, [&](const access::Question& drawn, const access::Question& representative) {
      ++survey.drawn;
      const bool same = rules.policy.Decide(drawn).allowed == rules.policy.Allows(representative) &&
                        rules.never.Decide(drawn).allowed == rules.never.Allows(representative);
      if (!same) ++survey.unequal;
    });
  }
  return survey;
}

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

std::string TopicName(const std::string& action, const std::optional<FieldClass>& field_class) {
  return field_class ? action + " " + std::string(FieldClassCode(*field_class)) : action;
}

Value FlipsValue(const std::vector<AccessFlip>& flips) {
  Value::Array rows;
  for (const AccessFlip& flip : flips) {
    rows.push_back(Value::Object{{"topic", TopicName(flip.action, flip.field_class)},
                                 {"role", flip.role},
                                 {"gained", static_cast<std::int64_t>(flip.gained)},
                                 {"lost", static_cast<std::int64_t>(flip.lost)}});
  }
  return rows;
}

Result<AccessComparison> CompareAccess(const regulation::Regulation& before, const regulation::Regulation& after,
                                       const std::function<bool()>& stopped) {
  NUONG_TRY(const access::Policy old_policy, CompilePolicy(before));
  NUONG_TRY(const access::Policy new_policy, CompilePolicy(after));
  std::set<Topic> topics = TopicsOf(old_policy);
  topics.merge(TopicsOf(new_policy));
  std::set<std::string> anywhere;
  AddReadAnywhere(old_policy, anywhere);
  AddReadAnywhere(new_policy, anywhere);
  const regulation::Regulation both = WithWordsOf(after, before);
  const std::set<std::string> parties = PartiesOfOne(before, after);
  const Hearer old_rules(before, old_policy);
  const Hearer new_rules(after, new_policy);
  AccessComparison all;
  for (const Topic& topic : topics) {
    Asked asked;
    AddAsked(old_policy, topic, asked);
    AddAsked(new_policy, topic, asked);
    // What only one of them has a word for stands by itself.
    asked.codes.insert(parties.begin(), parties.end());
    if (!parties.empty()) asked.names.insert("unit.relations");
    NUONG_TRY(const AccessDomain domain, AccessDomain::Make(both, topic.first, topic.second, asked, anywhere, true));
    all.requests += domain.requests();
    if (parties.empty() && SayAlike(old_policy, new_policy, topic)) continue;
    std::map<RoleName, AccessFlip> by_role;
    StopSign stop(stopped);
    domain.ForEach([&](const access::Question& question, std::uint64_t weight) {
      if (stop.IsSeen()) return;
      const bool was = old_rules.Allows(question);
      const bool is = new_rules.Allows(question);
      if (was == is) return;
      AccessFlip& flip = by_role[question.role];
      (is ? flip.gained : flip.lost) += weight;
    });
    if (stop.IsSeen()) return Stopped();
    for (const auto& [role, flip] : by_role) {
      all.flips.push_back({topic.first, topic.second, role.text(), flip.gained, flip.lost});
      all.gained += flip.gained;
      all.lost += flip.lost;
    }
  }
  return all;
}

}  // namespace nuong::operations
