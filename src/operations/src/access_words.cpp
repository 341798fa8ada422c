#include "access_words.hpp"

#include <algorithm>
#include <iterator>

namespace nuong::operations {
namespace {

/// Those of `more` that `all` has not, told by `name`.
template <class Item, class Name>
void AddMissing(std::vector<Item>& all, const std::vector<Item>& more, Name name) {
  for (const Item& item : more) {
    const auto is_it = [&](const Item& known) { return name(known) == name(item); };
    if (std::none_of(all.begin(), all.end(), is_it)) all.push_back(item);
  }
}

const auto kId = [](const auto& item) { return item.id; };

std::set<std::string> RelationsOf(const regulation::Regulation& regulation) {
  std::set<std::string> relations(regulation::kHouseRelations.begin(), regulation::kHouseRelations.end());
  for (const regulation::Relation& relation : regulation.relations) relations.insert(relation.id);
  return relations;
}

std::set<std::string> PartiesOf(const regulation::Regulation& regulation) {
  std::set<std::string> parties = RelationsOf(regulation);
  for (const auto& [role, known] : regulation.roles) parties.insert(role.text());
  return parties;
}

}  // namespace

regulation::Regulation WithCasesOf(regulation::Regulation after, const regulation::Regulation& before) {
  AddMissing(after.case_values, before.case_values, kId);
  AddMissing(after.acts, before.acts, [](const regulation::Act& act) { return act.kind; });
  return after;
}

regulation::Regulation WithWordsOf(regulation::Regulation after, const regulation::Regulation& before) {
  regulation::Regulation both = WithCasesOf(std::move(after), before);
  both.roles.insert(before.roles.begin(), before.roles.end());
  AddMissing(both.relations, before.relations, kId);
  AddMissing(both.purposes, before.purposes, kId);
  for (regulation::CaseValue& value : both.case_values) {
    const regulation::CaseValue* was = before.FindCaseValue(value.id);
    if (was != nullptr) AddMissing(value.codes, was->codes, [](const regulation::Code& code) { return code.code; });
  }
  return both;
}

std::set<std::string> PartiesOfOne(const regulation::Regulation& one, const regulation::Regulation& other) {
  const auto of_one = PartiesOf(one);
  const auto of_other = PartiesOf(other);
  std::set<std::string> differing;
  std::set_symmetric_difference(of_one.begin(), of_one.end(), of_other.begin(), of_other.end(),
                                std::inserter(differing, differing.end()));
  return differing;
}

Hearer::Hearer(const regulation::Regulation& regulation, const access::Policy& policy)
    : regulation_(regulation), policy_(policy), relations_(RelationsOf(regulation)) {}

bool Hearer::Allows(const access::Question& question) const {
  if (!regulation_.roles.contains(question.role)) return false;
  const auto is_known = [&](const std::string& relation) { return relations_.contains(relation); };
  if (std::all_of(question.relations.begin(), question.relations.end(), is_known)) return policy_.Allows(question);
  access::Question heard = question;
  std::erase_if(heard.relations, [&](const std::string& relation) { return !is_known(relation); });
  return policy_.Allows(heard);
}

}  // namespace nuong::operations
