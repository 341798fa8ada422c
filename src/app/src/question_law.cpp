#include <algorithm>
#include <set>

#include "nuong/regulation/entitlements.hpp"
#include "nuong/regulation/items.hpp"
#include "question.hpp"

/// Questions about the law of a day: how a period is counted, what is in force, who is competent, who is given what.
namespace nuong::app {
namespace {

std::string Joined(const std::vector<std::string>& texts) {
  const std::set<std::string> sorted(texts.begin(), texts.end());
  std::string joined;
  for (const std::string& text : sorted) joined += (joined.empty() ? "" : ", ") + text;
  return joined.empty() ? "nothing" : joined;
}

std::string YesNo(bool yes) { return yes ? "yes" : "no"; }

std::vector<std::string> ClausesOf(const std::vector<regulation::Item>& items) {
  std::vector<std::string> clauses;
  for (const regulation::Item& item : items) {
    for (const regulation::Citation& citation : item.clauses) clauses.push_back(citation.clause);
  }
  return clauses;
}

void CompareClause(Question& question, const std::vector<std::string>& clauses) {
  const std::string clause = question.Text("clause", false);
  if (clause.empty() || std::find(clauses.begin(), clauses.end(), clause) != clauses.end()) return;
  question.Compare("clause", clause, Joined(clauses));
}

/// The versions of the item that are in force on the day. Nothing is told when there are none.
std::vector<regulation::Item> ItemsOn(Question& question, CivilDate day) {
  const std::string kind = question.Text("kind");
  const std::string id = question.Text("id");
  const std::vector<std::string>& kinds = regulation::ItemKinds();
  if (!kind.empty() && std::find(kinds.begin(), kinds.end(), kind) == kinds.end()) {
    question.Tell("there is no kind \"" + kind + "\"; known are: " + Joined(kinds));
  }
  std::vector<regulation::Item> found;
  bool exists = false;
  for (regulation::Item& item : regulation::ItemsOf(question.regulation(), kind)) {
    if (item.id != id) continue;
    exists = true;
    if (item.validity.Covers(day)) found.push_back(std::move(item));
  }
  if (!exists) question.Tell("the regulation has no " + kind + " \"" + id + "\"");
  return found;
}

template <class Items>
void AddRoles(const Items& items, const std::string& id, CivilDate day, auto roles_of,
              std::vector<std::string>& holders) {
  for (const auto& item : items) {
    if (item.id != id || !item.validity.Covers(day)) continue;
    for (const RoleName& role : roles_of(item)) holders.push_back(role.text());
  }
}

/// Who holds, issues, decides or is bound by the item, by kind.
std::vector<std::string> HoldersOf(const regulation::Regulation& all, const std::string& kind, const std::string& id,
                                   CivilDate day) {
  std::vector<std::string> holders;
  const regulation::Law& law = all.law;
  if (kind == "register")
    AddRoles(
        law.registers, id, day, [](const auto& it) { return it.holders; }, holders);
  if (kind == "norm")
    AddRoles(
        law.norms, id, day, [](const auto& it) { return it.roles; }, holders);
  if (kind == "document")
    AddRoles(
        law.documents, id, day, [](const auto& it) { return it.issued_by; }, holders);
  if (kind == "measure")
    AddRoles(
        law.measures, id, day, [](const auto& it) { return it.decided_by; }, holders);
  if (kind == "entitlement") {
    AddRoles(
        all.matrix.entitlements, id, day, [](const auto& it) { return it.given_by; }, holders);
  }
  if (kind == "report") {
    AddRoles(
        law.reports, id, day, [](const auto& it) { return std::vector<RoleName>{it.from_role}; }, holders);
  }
  return holders;
}

std::string LimitOf(const regulation::Entitled& found) {
  for (const regulation::Entitlement* row : found.rows) {
    if (row->limit) return FormatDuration(*row->limit);
  }
  return "none";
}

void CompareEntitled(Question& question, const regulation::Entitled& found) {
  question.Compare("is", question.Text("is"), std::string(regulation::GivenCode(found.given)));
  if (const std::string limit = question.Text("limit", false); !limit.empty()) {
    question.Compare("limit", limit, LimitOf(found));
  }
  if (const std::string amount = question.Text("amount", false); !amount.empty()) {
    question.Compare("amount", amount, found.amount ? regulation::FormatDecimal(*found.amount) : "none");
  }
  std::vector<std::string> clauses;
  std::vector<std::string> givers;
  for (const regulation::Entitlement* row : found.rows) {
    clauses.push_back(row->source.clause);
    for (const regulation::Citation& citation : row->source.also) clauses.push_back(citation.clause);
    for (const RoleName& role : row->given_by) givers.push_back(role.text());
  }
  CompareClause(question, clauses);
  if (question.Has("from")) question.Compare("from", Joined(question.Texts("from")), Joined(givers));
}

}  // namespace

void AskCount(Question& question, Instant at) {
  question.Allow({"rule", "until", "skipped", "undecided"});
  const auto rule = ParseDuration(question.Text("rule"));
  if (!rule.ok()) return question.Tell(rule.error().message.en);
  const Deadline deadline = CountDeadline(at, *rule, question.regulation().calendar);
  const Offset offset = question.regulation().calendar.offset;
  const std::string found = deadline.until ? FormatInstant(*deadline.until, offset) : "no moment";
  std::string expected = "no moment";
  if (!question.Text("until").empty()) {
    const auto until = question.Moment("until");
    if (!until) return;
    expected = FormatInstant(*until, offset);
  }
  question.Compare("until", expected, found);
  if (const std::string skipped = question.Text("skipped", false); !skipped.empty()) {
    question.Compare("skipped", skipped, std::to_string(deadline.skipped.size()));
  }
  const std::string undecided = question.Text("undecided", false);
  question.Compare("undecided", undecided.empty() ? "false" : undecided, deadline.undecided ? "true" : "false");
}

void AskRegime(Question& question, CivilDate day) {
  question.Allow({"is"});
  const regulation::Regime* regime = question.regulation().law.RegimeOn(day);
  const std::string expected = question.Text("is");
  question.Compare("regime", expected.empty() ? "none" : expected, regime == nullptr ? "none" : regime->id);
}

void AskInForce(Question& question, CivilDate day) {
  question.Allow({"kind", "id", "is", "clause"});
  const std::vector<regulation::Item> items = ItemsOn(question, day);
  const bool is_known = std::any_of(items.begin(), items.end(), [](const regulation::Item& item) {
    return item.certainty != regulation::Certainty::kUnknown;
  });
  question.Compare("in force", question.Text("is"), items.empty() || is_known ? YesNo(!items.empty()) : "unknown");
  CompareClause(question, ClausesOf(items));
}

void AskHolder(Question& question, CivilDate day) {
  question.Allow({"role", "near", "is"});
  const RoleName role(question.Text("role"));
  const UnitName near(question.Text("near"));
  const regulation::Regulation& all = question.regulation();
  if (!role.text().empty() && !all.roles.contains(role)) question.Tell("there is no role \"" + role.text() + "\"");
  if (!near.text().empty() && !all.units.contains(near))
    return question.Tell("there is no unit \"" + near.text() + "\"");
  const regulation::Unit* unit = all.Competent(role, near, day);
  const std::string expected = question.Text("is");
  question.Compare("holder", expected.empty() ? "nobody" : expected, unit == nullptr ? "nobody" : unit->id.text());
}

void AskItem(Question& question, CivilDate day) {
  question.Allow({"kind", "id", "holders", "clause"});
  const std::size_t before = question.problems().size();
  const std::vector<regulation::Item> items = ItemsOn(question, day);
  if (items.empty()) {
    if (question.problems().size() == before) question.Tell("it is not in force on " + FormatDate(day));
    return;
  }
  CompareClause(question, ClausesOf(items));
  if (!question.Has("holders")) return;
  question.Compare("holders", Joined(question.Texts("holders")),
                   Joined(HoldersOf(question.regulation(), items.front().kind, items.front().id, day)));
}

void AskEntitled(Question& question, CivilDate day) {
  question.Allow({"person", "benefit", "is", "limit", "amount", "clause", "from"});
  Value::Object person;
  const YamlNode* facts = question.Find("person");
  if (facts != nullptr && facts->AsMap() != nullptr) {
    for (const auto& [name, value] : *facts->AsMap()) person.emplace(name, PlainValue(value));
  }
  for (const FieldProblem& problem : regulation::CheckPerson(question.regulation(), person, day)) {
    question.Tell("person" + problem.pointer + ": " + problem.message.en);
  }
  const std::string benefit = question.Text("benefit");
  if (question.regulation().matrix.FindBenefit(benefit) == nullptr) {
    return question.Tell("there is no benefit \"" + benefit + "\"");
  }
  const auto answers = regulation::EntitlementsOf(question.regulation(), person, day);
  const auto found = std::find_if(answers.begin(), answers.end(),
                                  [&](const regulation::Entitled& answer) { return answer.benefit->id == benefit; });
  CompareEntitled(question, found == answers.end() ? regulation::Entitled{} : *found);
}

}  // namespace nuong::app
