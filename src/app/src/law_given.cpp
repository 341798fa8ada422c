#include <algorithm>

#include "law_rows.hpp"
#include "nuong/regulation/entitlements.hpp"

/// Part `given`: what a person may be given on a day, all kinds of support at once.
namespace nuong::app {
namespace {

using regulation::Entitled;

void CompareAnswer(Question& question, const Entitled& answer) {
  const std::string& benefit = answer.benefit->id;
  std::string limit = "none";
  std::set<std::string> givers;
  for (const regulation::Entitlement* row : answer.rows) {
    if (row->limit && limit == "none") limit = FormatDuration(*row->limit);
    for (const RoleName& role : row->given_by) givers.insert(role.text());
  }
  if (const YamlNode* limits = question.Find("limit"); limits != nullptr && limits->Find(benefit) != nullptr) {
    question.Compare("limit of " + benefit, Question(*limits, question.shared()).Text(benefit), limit);
  }
  if (const YamlNode* by = question.Find("by"); by != nullptr && by->Find(benefit) != nullptr) {
    const Question part(*by, question.shared());
    const std::vector<std::string> told = WordsAt(part, benefit);
    question.Compare(benefit + " is given by", Joined(std::set<std::string>(told.begin(), told.end())), Joined(givers));
  }
}

/// Tells what is no kind of support.
void CheckBenefits(Question& question, std::string_view key) {
  const YamlNode* map = question.Find(key);
  if (map == nullptr) return;
  if (map->AsMap() == nullptr) return question.Tell("`" + std::string(key) + "` must be a map of kinds of support");
  const auto& known = question.regulation().matrix.benefits;
  for (const auto& [name, value] : *map->AsMap()) {
    const bool is_known = std::any_of(known.begin(), known.end(), [&](const auto& one) { return one.id == name; });
    if (!is_known) question.Tell("`" + std::string(key) + "`: there is no kind of support \"" + name + "\"");
  }
}

}  // namespace

void CompareGiven(LawRows& rows) {
  for (LawRow& row : rows) {
    Question& question = row.question;
    question.Allow({"clause", "person", "on", "yes", "unknown", "limit", "by"});
    const auto persons = MapsAt(question, "person");
    if (persons.empty()) {
      question.Tell("`person` is missing");
      continue;
    }
    for (const FieldProblem& problem : regulation::CheckPerson(question.regulation(), persons.front(), row.from)) {
      question.Tell("person" + problem.pointer + ": " + problem.message.en);
    }
    std::set<std::string> yes;
    std::set<std::string> unknown;
    std::set<std::string> clauses;
    for (const Entitled& answer : regulation::EntitlementsOf(question.regulation(), persons.front(), row.from)) {
      if (answer.given == regulation::Given::kYes) yes.insert(answer.benefit->id);
      if (answer.given == regulation::Given::kUnknown) unknown.insert(answer.benefit->id);
      for (const regulation::Entitlement* by : answer.rows) {
        clauses.insert(by->source.instrument + " " + by->source.clause);
        for (const auto& also : by->source.also) clauses.insert(also.instrument + " " + also.clause);
      }
      CompareAnswer(question, answer);
    }
    for (const char* key : {"limit", "by"}) CheckBenefits(question, key);
    const auto told = [&](std::string_view key) {
      const std::vector<std::string> words = WordsAt(question, key);
      return Joined(std::set<std::string>(words.begin(), words.end()));
    };
    question.Compare("given", told("yes"), Joined(yes));
    question.Compare("not known", told("unknown"), Joined(unknown));
    for (const std::string& clause : WordsAt(question, "clause")) {
      if (!clauses.contains(clause)) question.Compare("clause", clause, Joined(clauses));
    }
  }
}

}  // namespace nuong::app
