#pragma once
#include <optional>
#include <string>
#include <string_view>

#include "nuong/operations/regulation_wire.hpp"
#include "nuong/regulation/model.hpp"

/// The items of a regulation as a person reads them, one row each.
namespace nuong::operations {

/// A dated figure with the name it goes by.
struct Figure {
  const regulation::Parameter& parameter;
  const regulation::ParameterValue& value;
  const regulation::Validity& validity;
  const regulation::Source& source;
};

/// "Meals: Vietnamese victims, …"
Text EntitlementTitle(const regulation::Regulation& from, const regulation::Entitlement& row);

/// Calls `visit(kind, id, title, item)` for every version of every item that has a source, kind by kind, in the
/// regulation's order.
template <class Visit>
void VisitItems(const regulation::Regulation& from, Visit&& visit) {
  for (const auto& one : from.acts) visit("act", one.kind, one.title, one);
  for (const auto& one : from.duties) visit("duty", one.id, one.title, one);
  for (const auto& one : from.steps) visit("step", one.id, one.name, one);
  for (const auto& one : from.papers) visit("paper", one.id, one.title, one);
  for (const auto& one : from.law.documents) visit("document", one.id, one.name, one);
  for (const auto& one : from.law.pathways) visit("pathway", one.id, one.name, one);
  for (const auto& one : from.law.grounds) visit("ground", one.id, one.name, one);
  for (const auto& one : from.law.evidence) visit("evidence", one.id, one.name, one);
  for (const auto& one : from.law.measures) visit("measure", one.id, one.name, one);
  for (const auto& one : from.matrix.benefits) visit("benefit", one.id, one.name, one);
  for (const auto& one : from.matrix.beneficiaries) visit("beneficiary", one.id, one.name, one);
  for (const auto& one : from.matrix.entitlements) visit("entitlement", one.id, EntitlementTitle(from, one), one);
  for (const auto& one : from.matrix.parameters) {
    for (const auto& value : one.values) {
      visit("parameter", one.id, one.name, Figure{one, value, value.validity, value.source});
    }
  }
  for (const auto& one : from.law.norms) visit("norm", one.id, one.title, one);
  for (const auto& one : from.access) visit("access", one.id, one.reason, one);
  for (const auto& one : from.targets) visit("target", one.id, one.title, one);
  for (const auto& one : from.law.reports) visit("report", one.id, one.title, one);
  for (const auto& one : from.law.registers) visit("register", one.id, one.title, one);
  for (const auto& one : from.law.retention) visit("retention", one.id, one.title, one);
  for (const auto& [id, one] : from.roles) visit("role", id.text(), one.name, one);
  for (const auto& one : from.law.regimes) visit("regime", one.id, one.name, one);
}

/// Who has to do or keep it, and how long, for the kinds that say so.
struct Burden {
  std::optional<Text> holder;
  std::optional<Text> deadline;
};
Burden BurdenOf(const regulation::Regulation& from, const regulation::Act& act);
Burden BurdenOf(const regulation::Regulation& from, const regulation::Duty& duty);
Burden BurdenOf(const regulation::Regulation& from, const regulation::Document& document);
Burden BurdenOf(const regulation::Regulation& from, const regulation::Measure& measure);
Burden BurdenOf(const regulation::Regulation& from, const regulation::Entitlement& entitlement);
Burden BurdenOf(const regulation::Regulation& from, const regulation::Norm& norm);
Burden BurdenOf(const regulation::Regulation& from, const regulation::ReportDue& report);
Burden BurdenOf(const regulation::Regulation& from, const regulation::Register& kept);
Burden BurdenOf(const regulation::Regulation& from, const regulation::Retention& retention);
template <class Item>
Burden BurdenOf(const regulation::Regulation&, const Item&) {
  return {};
}

/// in_force | not_in_force | unknown. Of what we do not know we do not say that it is in force.
std::string StandingOn(const regulation::Validity& validity, regulation::Certainty certainty, CivilDate day);

std::optional<std::string> FromOf(const regulation::Validity& validity);
std::optional<std::string> UntilOf(const regulation::Validity& validity);

template <class Item>
ItemRow RowOf(const regulation::Regulation& from, std::string_view kind, const std::string& id, const Text& title,
              const Item& item, CivilDate day) {
  regulation::Validity validity = regulation::kAlways;
  if constexpr (requires { item.validity; }) validity = item.validity;
  Burden burden = BurdenOf(from, item);
  return {std::string(kind),
          id,
          title,
          FromOf(validity),
          UntilOf(validity),
          StandingOn(validity, item.source.certainty, day),
          std::string(regulation::CertaintyCode(item.source.certainty)),
          std::move(burden.holder),
          std::move(burden.deadline)};
}

InstrumentView InstrumentOf(const regulation::Instrument& instrument, CivilDate day);

Text ActTitle(const regulation::Regulation& from, const std::string& kind);
Text RoleNames(const regulation::Regulation& from, const std::vector<RoleName>& roles);
Text UnitRefInWords(const regulation::Regulation& from, const regulation::UnitRef& ref);
/// A length of time by itself: "20 ngày"; says so when it is not verified, and nothing when none is stated.
std::optional<Text> SpanInWords(const std::optional<nuong::Duration>& span);
/// "540.000 đồng một tháng"
Text FigureInWords(regulation::Decimal number, const std::string& unit);

}  // namespace nuong::operations
