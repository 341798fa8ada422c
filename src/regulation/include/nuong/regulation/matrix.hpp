#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "nuong/base/deadline.hpp"
#include "nuong/base/id.hpp"
#include "nuong/regulation/source.hpp"

/// Who may be given what: classes of persons, benefits, dated figures, and the rows that join them.
namespace nuong::regulation {

/// A number written with up to three decimals, exactly: 1.5 is 1500 thousandths.
struct Decimal {
  std::int64_t thousandths = 0;
  bool operator==(const Decimal&) const = default;
};
/// "360000", "1.5"; no sign, no leading zero, at most 12 digits before the point. Nothing when it is not so written.
std::optional<Decimal> ParseDecimal(std::string_view text);
std::string FormatDecimal(Decimal number);
/// Exact to the thousandth, the rest cut off. `factor` is at most kLargestFactor.
Decimal Times(Decimal number, Decimal factor);
inline constexpr Decimal kLargestFactor{1'000'000};

struct ParameterValue {
  Validity validity;
  std::optional<Decimal> value;  ///< nothing: the law has a figure that is not verified
  Source source;
};

/// A dated figure of the law.
struct Parameter {
  std::string id;
  Text name;
  std::string unit;  ///< vnd | vnd_per_month | vnd_per_day | days | months | percent | times | persons
  std::vector<ParameterValue> values;
  const ParameterValue* On(CivilDate day) const;
};

enum class FactType { kYesNo, kChoice, kInteger, kDate };

/// What is asked to find entitlements; stands in conditions as person.<id>.
struct PersonFact {
  std::string id;
  Text label;
  FactType type = FactType::kYesNo;
  std::string code_list;  ///< of a choice
};

/// A class of persons.
struct Beneficiary {
  std::string id;
  Text name;
  std::string when;  ///< condition over person.*
  Validity validity;
  Source source;
};

struct Benefit {
  std::string id;
  std::string letter;  ///< as the text letters it; may be empty
  Text name;
  Validity validity = kAlways;
  Source source;
};

enum class Given { kYes, kNo, kUnknown };
std::string_view GivenCode(Given given);  ///< yes | no | unknown

struct Amount {
  std::string parameter;
  Decimal times{1000};
};

/// A row of the matrix. Rows for other classes on other days say nothing: a benefit without a row is not granted.
struct Entitlement {
  std::string id;
  std::string benefit;
  std::vector<std::string> beneficiaries;
  Given given = Given::kUnknown;
  std::string when;               ///< condition over person.*; empty = always
  std::optional<Duration> limit;  ///< how long; nothing = none is stated; kUnverified = stated, not verified
  std::optional<Text> limit_note;
  std::optional<Amount> amount;  ///< nothing = none stated, or not verified: amount_note says which
  std::optional<Text> amount_note;
  std::optional<Duration> apply_within;  ///< as limit
  std::vector<RoleName> given_by;
  std::optional<Text> paid_by;
  std::vector<std::string> documents;
  Validity validity;
  Source source;
};

struct Matrix {
  std::vector<Parameter> parameters;
  std::vector<PersonFact> person_facts;
  std::vector<Beneficiary> beneficiaries;
  std::vector<Benefit> benefits;
  std::vector<Entitlement> entitlements;

  const Parameter* FindParameter(std::string_view id) const;
  const Benefit* FindBenefit(std::string_view id) const;  ///< its first version
};

}  // namespace nuong::regulation
