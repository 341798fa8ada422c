#include "reader.hpp"

/// Who may be given what: dated figures, what is asked of a person, classes, benefits, and the rows that join them.
namespace nuong::regulation {
namespace {

constexpr const char* kUnits[] = {"vnd",    "vnd_per_month", "vnd_per_day", "days",
                                  "months", "percent",       "times",       "persons"};

std::optional<Decimal> ReadDecimal(MapReader& item, const std::string& key, Need need) {
  const std::string text = item.String(key, need);
  if (text.empty()) return std::nullopt;
  if (const auto number = ParseDecimal(text)) return number;
  item.draft().findings.Add(item.PlaceOf(key), "bad_number",
                            {"\"" + text + "\" không phải là số dương, nhiều nhất ba chữ số sau dấu chấm.",
                             "\"" + text + "\" is not a number without sign, with at most three decimals."});
  return std::nullopt;
}

void ReadValues(MapReader& parameter, std::vector<ParameterValue>& values) {
  parameter.Each("values", Need::kRequired, [&](MapReader& item) {
    ParameterValue value;
    value.validity = item.ReadValidity();
    if (!item.IsWritten("value")) item.String("value");
    value.value = ReadDecimal(item, "value", Need::kOptional);
    value.source = item.ReadSource();
    values.push_back(std::move(value));
  });
}

void ReadAmount(MapReader& item, Entitlement& row) {
  item.Inner("amount", Need::kOptional, [&](MapReader& inner) {
    Amount amount{inner.Slug("parameter")};
    if (const auto times = ReadDecimal(inner, "times", Need::kOptional)) amount.times = *times;
    if (amount.times.thousandths > kLargestFactor.thousandths) {
      inner.draft().findings.Add(inner.PlaceOf("times"), "bad_number",
                                 {"Hệ số lớn nhất là 1000.", "The largest factor is 1000."});
      amount.times = kLargestFactor;
    }
    row.amount = amount;
  });
  const bool is_null = item.IsWritten("amount") && !item.Has("amount");
  row.amount_note = item.OptionalLabel("amount_note");
  if (is_null && !row.amount_note) {
    item.draft().findings.Add(item.PlaceOf("amount"), "missing_label",
                              {"Không có số tiền thì phải nói vì sao (amount_note): không nêu, hay chưa kiểm chứng.",
                               "Without an amount, amount_note says why: none is stated, or it is not verified."});
  }
}

/// "" and "-" are the same: none is stated.
std::optional<Duration> ReadLimit(MapReader& item, const std::string& key) {
  const auto limit = item.Time(key, Need::kOptional);
  return limit && limit->kind == TimeKind::kUnstated ? std::nullopt : limit;
}

}  // namespace

void ReadParameter(MapReader& item) {
  std::vector<Parameter>& parameters = item.draft().regulation.matrix.parameters;
  item.SetPath(NextPath("parameters", parameters));
  Parameter parameter;
  parameter.id = item.Slug("id");
  parameter.name = item.NameOrTitle();
  Codes<std::string> units;
  for (const char* unit : kUnits) units.emplace_back(unit, unit);
  parameter.unit = item.Choice<std::string>("unit", units, "", Need::kRequired);
  ReadValues(item, parameter.values);
  KeepOnce(item, parameters, std::move(parameter));
}

void ReadPersonFact(MapReader& item) {
  std::vector<PersonFact>& facts = item.draft().regulation.matrix.person_facts;
  item.SetPath(NextPath("person_facts", facts));
  PersonFact fact;
  fact.id = item.Slug("id");
  fact.label = item.Label("label");
  fact.type = item.Choice<FactType>("type",
                                    {{"yes_no", FactType::kYesNo},
                                     {"choice", FactType::kChoice},
                                     {"integer", FactType::kInteger},
                                     {"date", FactType::kDate}},
                                    FactType::kYesNo, Need::kRequired);
  fact.code_list = item.Slug("codes", fact.type == FactType::kChoice ? Need::kRequired : Need::kOptional);
  KeepOnce(item, facts, std::move(fact));
}

void ReadBeneficiary(MapReader& item) {
  std::vector<Beneficiary>& classes = item.draft().regulation.matrix.beneficiaries;
  item.SetPath(NextPath("beneficiaries", classes));
  Beneficiary beneficiary;
  beneficiary.id = item.Slug("id");
  beneficiary.name = item.NameOrTitle();
  beneficiary.when = item.String("when");
  beneficiary.validity = item.ReadValidity();
  beneficiary.source = item.ReadSource();
  KeepVersion(classes, std::move(beneficiary));
}

void ReadBenefit(MapReader& item) {
  std::vector<Benefit>& benefits = item.draft().regulation.matrix.benefits;
  item.SetPath(NextPath("benefits", benefits));
  Benefit benefit;
  benefit.id = item.Slug("id");
  benefit.letter = item.String("letter", Need::kOptional);
  benefit.name = item.NameOrTitle();
  benefit.validity = item.ReadLife();
  benefit.source = item.ReadSource();
  KeepVersion(benefits, std::move(benefit));
}

void ReadEntitlement(MapReader& item) {
  std::vector<Entitlement>& rows = item.draft().regulation.matrix.entitlements;
  item.SetPath(NextPath("entitlements", rows));
  Entitlement row;
  row.id = item.Slug("id");
  row.benefit = item.Slug("benefit");
  row.beneficiaries = item.Strings("beneficiaries", Need::kRequired);
  row.given = item.Choice<Given>("given", {{"yes", Given::kYes}, {"no", Given::kNo}, {"unknown", Given::kUnknown}},
                                 Given::kUnknown, Need::kRequired);
  row.when = item.String("when", Need::kOptional);
  row.limit = ReadLimit(item, "limit");
  row.limit_note = item.OptionalLabel("limit_note");
  ReadAmount(item, row);
  row.apply_within = ReadLimit(item, "apply_within");
  row.given_by = NamesIn<RoleName>(item, "given_by");
  row.paid_by = item.OptionalLabel("paid_by");
  row.documents = item.Strings("documents");
  row.validity = item.ReadValidity();
  row.source = item.ReadSource();
  KeepVersion(rows, std::move(row));
}

}  // namespace nuong::regulation
