#include "nuong/access/decide.hpp"

#include <algorithm>
#include <map>

namespace nuong::access {
namespace {

constexpr std::string_view kCasePrefix = "case.";

const Text kNobodySaysYes = {"Không có quy định nào cho phép cơ quan của bạn làm việc này.",
                             "No rule lets your unit do this."};

std::vector<std::string> Codes(const std::set<FieldClass>& classes) {
  std::vector<std::string> codes;
  for (const FieldClass field_class : classes) codes.emplace_back(FieldClassCode(field_class));
  return codes;
}

rules::Datum DatumOf(const Value& value) {
  if (const bool* flag = value.AsBool()) return *flag;
  if (const std::int64_t* number = value.AsInteger()) return *number;
  if (const std::string* text = value.AsText()) return *text;
  if (const Value::Array* items = value.AsArray()) {
    std::vector<std::string> texts;
    for (const Value& item : *items) {
      if (item.AsText() == nullptr) return rules::Unknown{};
      texts.push_back(*item.AsText());
    }
    return texts;
  }
  return rules::Unknown{};
}

rules::Datum DatumFor(const Question& question, const std::string& name) {
  if (name == "unit.role") return question.role.text();
  if (name == "unit.relations") {
    return std::vector<std::string>(question.relations.begin(), question.relations.end());
  }
  if (name == "unit.consent") return Codes(question.consent);
  if (name == "unit.is_prepared") return question.is_prepared;
  if (name == "unit.emergency") return Codes(question.emergency);
  if (name == "session.is_strong") return question.is_strong;
  if (name == "session.by_passkey") return question.by_passkey;
  if (name == "request.purpose" && !question.purpose.empty()) return question.purpose;
  if (name == "class" && question.field_class) return std::string(FieldClassCode(*question.field_class));
  if (name.starts_with(kCasePrefix) && question.case_values != nullptr) {
    const auto value = question.case_values->find(std::string_view(name).substr(kCasePrefix.size()));
    if (value != question.case_values->end()) return DatumOf(value->second);
  }
  return rules::Unknown{};
}

/// What all of these names are worth in this question.
class AllWorth {
 public:
  AllWorth(const std::vector<std::string>& names, const Question& question) {
    data_.reserve(names.size());
    for (const std::string& name : names) data_.push_back(DatumFor(question, name));
  }
  const rules::Datum* operator[](std::size_t place) const { return &data_[place]; }

 private:
  std::vector<rules::Datum> data_;
};

/// What is known of who asks before any case is named.
bool IsKnownBeforehand(const std::string& name) {
  return name == "unit.role" || name == "unit.emergency" || name == "class" || name.starts_with("session.");
}

}  // namespace

Result<Policy> Policy::Compile(const std::vector<Rule>& rules, const rules::Signature& case_names) {
  rules::Signature signature = case_names;
  signature.insert({{"unit.role", rules::Type::kText},
                    {"unit.relations", rules::Type::kTextList},
                    {"unit.consent", rules::Type::kTextList},
                    {"unit.is_prepared", rules::Type::kBool},
                    {"unit.emergency", rules::Type::kTextList},
                    {"request.purpose", rules::Type::kText},
                    {"session.is_strong", rules::Type::kBool},
                    {"session.by_passkey", rules::Type::kBool},
                    {"class", rules::Type::kText}});
  Policy policy;
  Error error{ErrorCode::kInvalid,
              "policy_ill_formed",
              {"Có quy tắc truy cập không đọc được.", "An access rule cannot be read."},
              "",
              {}};
  std::set<std::string> ids;
  for (const Rule& rule : rules) {
    if (!ids.insert(rule.id).second) {
      error.fields.push_back(
          {rule.id + ":0",
           "rule_id_taken",
           {"Có hai quy tắc cùng tên. Hãy đặt tên khác.", "Two rules have this name. Name one anew."}});
    }
    std::optional<rules::Condition> condition;
    if (!rule.when.empty()) {
      auto compiled = rules::Condition::Compile(rule.when, signature);
      if (!compiled.ok()) {
        for (FieldProblem problem : compiled.error().fields) {
          problem.pointer = rule.id + ":" + problem.pointer;
          error.fields.push_back(std::move(problem));
        }
      } else {
        condition = std::move(compiled).value();
      }
    }
    policy.rules_.push_back(rule);
    policy.Add(policy.rules_.size() - 1, condition);
  }
  if (!error.fields.empty()) return error;
  for (auto& [action, topics] : policy.topics_) {
    for (auto& [field_class, topic] : topics) policy.Bind(topic);
  }
  return policy;
}

void Policy::Add(std::size_t rule, const std::optional<rules::Condition>& condition) {
  for (const std::string& action : rules_[rule].actions) {
    Topics& topics = topics_[action];
    topics[std::nullopt].rules.push_back({rule, condition, {}});
    for (const FieldClass field_class : rules_[rule].classes)
      topics[field_class].rules.push_back({rule, condition, {}});
  }
}

/// Forbids first: one that holds ends the matter. Each name is looked up once for all rules of the topic.
void Policy::Bind(Topic& topic) const {
  std::stable_partition(topic.rules.begin(), topic.rules.end(),
                        [&](const Bound& bound) { return rules_[bound.rule].effect == Effect::kForbid; });
  for (const Bound& bound : topic.rules) {
    if (bound.condition)
      topic.names.insert(topic.names.end(), bound.condition->names().begin(), bound.condition->names().end());
  }
  std::sort(topic.names.begin(), topic.names.end());
  topic.names.erase(std::unique(topic.names.begin(), topic.names.end()), topic.names.end());
  for (Bound& bound : topic.rules) {
    if (!bound.condition) continue;
    for (const std::string& name : bound.condition->names()) {
      const auto place = std::lower_bound(topic.names.begin(), topic.names.end(), name);
      bound.places.push_back(static_cast<std::size_t>(place - topic.names.begin()));
    }
  }
}

const Policy::Topic* Policy::Find(const std::string& action, std::optional<FieldClass> field_class) const {
  const auto topics = topics_.find(action);
  if (topics == topics_.end()) return nullptr;
  const auto topic = topics->second.find(field_class);
  return topic == topics->second.end() ? nullptr : &topic->second;
}

std::vector<std::string> Policy::NamesAskedFor(const std::string& action, std::optional<FieldClass> field_class) const {
  const Topic* topic = Find(action, field_class);
  return topic == nullptr ? std::vector<std::string>() : topic->names;
}

/// Tells each rule that holds, forbids first, until `tell` has heard enough. A forbid that cannot be decided holds; a
/// permit that cannot be decided does not.
template <class Worth, class Tell>
void Policy::Weigh(const Topic& topic, const Worth& worth, Tell tell) const {
  std::vector<const rules::Datum*> asked_for;
  for (const Bound& bound : topic.rules) {
    const bool is_forbid = rules_[bound.rule].effect == Effect::kForbid;
    rules::Truth truth = rules::Truth::kTrue;
    if (bound.condition) {
      asked_for.clear();
      for (const std::size_t place : bound.places) asked_for.push_back(worth[place]);
      truth = bound.condition->Test(asked_for);
    }
    const bool holds = truth == rules::Truth::kTrue || (is_forbid && truth == rules::Truth::kUnknown);
    if (holds && !tell(rules_[bound.rule])) return;
  }
}

template <class Worth>
bool Policy::Allows(const Topic& topic, const Worth& worth) const {
  bool allowed = false;
  Weigh(topic, worth, [&](const Rule& rule) {
    allowed = rule.effect == Effect::kPermit;
    return false;
  });
  return allowed;
}

bool Policy::Allows(const Question& question) const {
  const Topic* topic = Find(question.action, question.field_class);
  return topic != nullptr && Allows(*topic, AllWorth(topic->names, question));
}

bool Policy::Actions::Allow(const std::string& action) {
  const Topic* topic = policy_.Find(action, question_.field_class);
  if (topic == nullptr) return false;
  std::vector<const rules::Datum*> worth;
  for (const std::string& name : topic->names) {
    auto known = known_.find(name);
    if (known == known_.end()) known = known_.emplace(name, DatumFor(question_, name)).first;
    worth.push_back(&known->second);
  }
  return policy_.Allows(*topic, worth);
}

/// The other way round than Weigh: what cannot be decided may turn out in her favour.
bool Policy::MightAllow(const Question& question) const {
  const Topic* topic = Find(question.action, question.field_class);
  if (topic == nullptr) return false;
  rules::Environment known;
  for (const std::string& name : topic->names) {
    if (IsKnownBeforehand(name)) known.emplace(name, DatumFor(question, name));
  }
  bool might = false;
  for (const Bound& bound : topic->rules) {
    const rules::Truth truth = bound.condition ? bound.condition->Test(known) : rules::Truth::kTrue;
    if (rules_[bound.rule].effect == Effect::kForbid) {
      if (truth == rules::Truth::kTrue) return false;
    } else if (truth != rules::Truth::kFalse) {
      might = true;
    }
  }
  return might;
}

Decision Policy::Decide(const Question& question) const {
  std::map<std::string, const Rule*> permits;
  std::map<std::string, const Rule*> forbids;
  if (const Topic* topic = Find(question.action, question.field_class)) {
    Weigh(*topic, AllWorth(topic->names, question), [&](const Rule& rule) {
      (rule.effect == Effect::kForbid ? forbids : permits).emplace(rule.id, &rule);
      return true;
    });
  }
  const auto& deciding = forbids.empty() ? permits : forbids;
  Decision decision;
  decision.allowed = forbids.empty() && !permits.empty();
  for (const auto& [id, rule] : deciding) {
    decision.rules.push_back(id);
    decision.reasons.push_back(rule->reason);
  }
  if (deciding.empty()) decision.reasons.push_back(kNobodySaysYes);
  return decision;
}

Permit Authority::PermitToRead(const Person& person, const CaseId& case_id, Question question) const {
  Permit permit;
  permit.case_id_ = case_id;
  permit.member_ = person.member;
  permit.unit_ = person.unit;
  question.action = "read";
  std::set<std::string> rules;
  for (const FieldClass field_class : kAllFieldClasses) {
    question.field_class = field_class;
    const Decision decision = policy_.Decide(question);
    if (!decision.allowed) continue;
    permit.classes_.insert(field_class);
    rules.insert(decision.rules.begin(), decision.rules.end());
  }
  permit.rules_.assign(rules.begin(), rules.end());
  return permit;
}

}  // namespace nuong::access
