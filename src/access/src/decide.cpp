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

rules::Environment EnvironmentFor(const Question& question, const std::vector<std::string>& names) {
  rules::Environment environment;
  for (const std::string& name : names) {
    if (name == "unit.role") {
      environment.emplace(name, question.role.text());
    } else if (name == "unit.relations") {
      environment.emplace(name, std::vector<std::string>(question.relations.begin(), question.relations.end()));
    } else if (name == "unit.consent") {
      environment.emplace(name, Codes(question.consent));
    } else if (name == "unit.is_prepared") {
      environment.emplace(name, question.is_prepared);
    } else if (name == "class") {
      if (question.field_class) environment.emplace(name, std::string(FieldClassCode(*question.field_class)));
    } else if (name.starts_with(kCasePrefix) && question.case_values != nullptr) {
      const auto value = question.case_values->find(std::string_view(name).substr(kCasePrefix.size()));
      if (value != question.case_values->end()) environment.emplace(name, DatumOf(value->second));
    }
  }
  return environment;
}

bool SpeaksOf(const Rule& rule, const Question& question) {
  if (!rule.actions.contains(question.action)) return false;
  return !question.field_class || rule.classes.contains(*question.field_class);
}

}  // namespace

Result<Policy> Policy::Compile(const std::vector<Rule>& rules, const rules::Signature& case_names) {
  rules::Signature signature = case_names;
  signature.insert({{"unit.role", rules::Type::kText},
                    {"unit.relations", rules::Type::kTextList},
                    {"unit.consent", rules::Type::kTextList},
                    {"unit.is_prepared", rules::Type::kBool},
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
    policy.conditions_.push_back(std::move(condition));
  }
  if (!error.fields.empty()) return error;
  return policy;
}

Decision Policy::Decide(const Question& question) const {
  std::map<std::string, const Rule*> permits;
  std::map<std::string, const Rule*> forbids;
  for (std::size_t i = 0; i < rules_.size(); ++i) {
    const Rule& rule = rules_[i];
    if (!SpeaksOf(rule, question)) continue;
    rules::Truth truth = rules::Truth::kTrue;
    if (conditions_[i]) truth = conditions_[i]->Test(EnvironmentFor(question, conditions_[i]->names()));
    // A forbid that cannot be decided forbids; a permit that cannot be decided permits nothing.
    if (rule.effect == Effect::kForbid && truth != rules::Truth::kFalse) forbids.emplace(rule.id, &rule);
    if (rule.effect == Effect::kPermit && truth == rules::Truth::kTrue) permits.emplace(rule.id, &rule);
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
