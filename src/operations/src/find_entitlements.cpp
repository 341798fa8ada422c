#include "nuong/operations/find_entitlements.hpp"

#include <algorithm>
#include <cstdlib>

#include "form_field.hpp"
#include "nuong/regulation/entitlements.hpp"
#include "present.hpp"
#include "refusals.hpp"
#include "regulation_day.hpp"
#include "regulation_items.hpp"

namespace nuong::operations {
namespace {

regulation::FieldType FieldTypeOf(regulation::FactType type) {
  switch (type) {
    case regulation::FactType::kYesNo:
      return regulation::FieldType::kYesNo;
    case regulation::FactType::kChoice:
      return regulation::FieldType::kChoice;
    case regulation::FactType::kInteger:
      return regulation::FieldType::kInteger;
    case regulation::FactType::kDate:
      return regulation::FieldType::kDate;
  }
  std::abort();
}

StatedView StatedOf(const std::optional<Duration>& span) {
  if (!span) return {"none", std::nullopt};
  if (span->kind == TimeKind::kUnverified) return {"unverified", std::nullopt};
  return {"stated", SpanInWords(span)};
}

/// An amount that stands in the law and is not verified is never shown as "none".
StatedView AmountOf(const regulation::Entitled& answer, const regulation::Entitlement& row) {
  if (answer.amount && answer.rows.front() == &row) {
    return {"stated", FigureInWords(*answer.amount, answer.amount_unit)};
  }
  return {row.amount ? "unverified" : "none", std::nullopt};
}

std::optional<Text> AmountNote(const regulation::Entitled& answer, const regulation::Entitlement& row) {
  const bool told = answer.rows.front() == &row && !answer.amount_why.IsEmpty();
  return told ? answer.amount_why : row.amount_note;
}

std::vector<Text> LabelsOf(const regulation::Matrix& matrix, const std::vector<std::string>& facts) {
  std::vector<Text> labels;
  for (const regulation::PersonFact& fact : matrix.person_facts) {
    if (std::find(facts.begin(), facts.end(), fact.id) != facts.end()) labels.push_back(fact.label);
  }
  return labels;
}

std::vector<Text> ClassesOf(const regulation::Matrix& matrix, const regulation::Entitlement& row, CivilDate day) {
  std::vector<Text> names;
  for (const regulation::Beneficiary& one : matrix.beneficiaries) {
    const auto& ids = row.beneficiaries;
    if (one.validity.Covers(day) && std::find(ids.begin(), ids.end(), one.id) != ids.end()) names.push_back(one.name);
  }
  return names;
}

std::vector<DocumentView> DocumentsOf(const regulation::Regulation& regulation, const regulation::Entitlement& row,
                                      CivilDate day) {
  std::vector<DocumentView> views;
  for (const regulation::Document& one : regulation.law.documents) {
    const auto& ids = row.documents;
    if (one.validity.Covers(day) && std::find(ids.begin(), ids.end(), one.id) != ids.end()) {
      views.push_back({one.id, one.name, one.number});
    }
  }
  return views;
}

EntitlementView ViewOf(const Services& services, const regulation::Entitled& answer, const regulation::Entitlement& row,
                       CivilDate day) {
  const regulation::Regulation& regulation = services.regulation();
  EntitlementView view;
  view.id = row.id;
  view.benefit = answer.benefit->id;
  view.benefit_name = answer.benefit->name;
  view.letter = answer.benefit->letter;
  view.answer = GivenCode(answer.given);
  view.missing = LabelsOf(regulation.matrix, answer.missing);
  view.for_whom = ClassesOf(regulation.matrix, row, day);
  view.limit = StatedOf(row.limit);
  view.limit_note = row.limit_note;
  view.amount = AmountOf(answer, row);
  view.amount_note = AmountNote(answer, row);
  view.apply_within = StatedOf(row.apply_within);
  for (const RoleName& role : row.given_by) view.given_by.push_back(RoleNames(regulation, {role}));
  view.paid_by = row.paid_by;
  view.documents = DocumentsOf(regulation, row, day);
  // While a fact is missing the text is as certain as ever; only the answer waits.
  const bool waits = !answer.missing.empty();
  view.certainty =
      regulation::CertaintyCode(waits ? row.source.certainty : std::max(answer.certainty, row.source.certainty));
  view.source = SourceOf(services, row.source);
  return view;
}

}  // namespace

Result<PersonFactsView> ListPersonFacts(Services& services, const Caller& caller,
                                        const ListPersonFactsRequest& request) {
  if (!services.sessions.Find(caller, services.Now())) return NotSignedIn();
  NUONG_TRY(const CivilDate day, DayAsked(services, request.on, "/query/on"));
  PersonFactsView view;
  for (const regulation::PersonFact& fact : services.regulation().matrix.person_facts) {
    regulation::Field field;
    field.name = fact.id;
    field.label = fact.label;
    field.type = FieldTypeOf(fact.type);
    field.code_list = fact.code_list;
    view.facts.push_back(FormFieldOf(services.regulation(), field, day));
  }
  return view;
}

Result<EntitlementsView> FindEntitlements(Services& services, const Caller& caller,
                                          const FindEntitlementsRequest& request) {
  if (!services.sessions.Find(caller, services.Now())) return NotSignedIn();
  NUONG_TRY(const CivilDate day, DayAsked(services, request.on, "/on"));
  const Value::Object* facts = request.facts.AsObject();
  if (facts == nullptr) {
    return InvalidFields({{"/facts", "object_expected", {"Hãy gửi một đối tượng.", "Send an object."}}});
  }
  const regulation::Regulation& regulation = services.regulation();
  std::vector<FieldProblem> problems = CheckPerson(regulation, *facts, day);
  for (FieldProblem& problem : problems) problem.pointer.insert(0, "/facts");
  if (!problems.empty()) return InvalidFields(std::move(problems));
  EntitlementsView view;
  view.on = FormatDate(day);
  if (const regulation::Regime* regime = regulation.law.RegimeOn(day)) view.regime = regime->name;
  for (const regulation::Entitled& answer : EntitlementsOf(regulation, *facts, day)) {
    for (const regulation::Entitlement* row : answer.rows) view.rows.push_back(ViewOf(services, answer, *row, day));
    if (answer.rows.empty()) view.not_granted.push_back(answer.benefit->name);
  }
  for (const regulation::Benefit& benefit : regulation.matrix.benefits) {
    if (!benefit.validity.Covers(day)) view.not_in_force.push_back(benefit.name);
  }
  return view;
}

}  // namespace nuong::operations
