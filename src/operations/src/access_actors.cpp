#include "case_access.hpp"
#include "nuong/operations/access_survey.hpp"

namespace nuong::operations {

Result<std::vector<std::set<Standpoint>>> ActorsOf(const regulation::Regulation& regulation) {
  NUONG_TRY(const access::Policy policy, CompilePolicy(regulation));
  std::vector<std::string> relations{""};
  for (const regulation::Relation& relation : regulation.relations) relations.push_back(relation.id);
  const Value::Object no_values;
  access::Question question;
  question.is_strong = true;
  question.by_passkey = true;
  question.case_values = &no_values;
  if (const auto* purpose = regulation.DefaultPurpose()) question.purpose = purpose->id;
  std::vector<std::set<Standpoint>> all;
  for (const regulation::Act& act : regulation.acts) {
    std::set<Standpoint> actors;
    question.action = ActionOf(act);
    for (const auto& [role, known] : regulation.roles) {
      question.role = role;
      for (const std::string& relation : relations) {
        question.relations.clear();
        if (!relation.empty()) question.relations.insert(relation);
        if (policy.Allows(question)) actors.emplace(role, relation);
      }
    }
    all.push_back(std::move(actors));
  }
  return all;
}

}  // namespace nuong::operations
