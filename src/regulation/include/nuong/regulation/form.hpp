#pragma once
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "nuong/base/field_class.hpp"
#include "nuong/base/id.hpp"
#include "nuong/regulation/source.hpp"

/// What is asked: lists of codes and the fields of a form.
namespace nuong::regulation {

/// A choice of a list. Codes of code lists may be dated and sourced; those of case values and registers are not.
struct Code {
  std::string code;
  Text label;
  Validity validity = kAlways;
  std::optional<Source> source = std::nullopt;
};

struct CodeList {
  std::string id;
  std::vector<Code> codes;                        ///< a code may have several versions, one after the other
  const Code* Find(std::string_view code) const;  ///< its first version
  const Code* Find(std::string_view code, CivilDate day) const;  ///< the version in force on that day
};

enum class FieldType {
  kText,
  kLongText,
  kInteger,
  kYesNo,
  kChoice,
  kChoices,
  kDate,
  kInstant,
  kUnit,
  kUnits,
  kBedGroup,
  kFile  ///< a picture or a paper, sealed beside the other answers of its class
};
/// Where the case page shows the latest value of a field.
enum class FieldPlace { kTimelineOnly, kWho, kSafety };
/// What a screen may offer beforehand; never an answer about a person. `kHouse`: the server fills it in, nobody is
/// asked and nobody may give it.
enum class FieldOffer { kNothing, kNow, kOwnUnit, kHouse };

/// What person search takes a protected field for. Every such field of a case may be found by it.
enum class FieldMatch { kNothing, kName, kYear, kDocument };

struct Field {
  std::string name;
  Text label;
  std::optional<Text> help;
  FieldClass field_class = FieldClass::kSkeleton;
  FieldType type = FieldType::kText;
  bool required = false;
  bool later = false;
  FieldOffer offer = FieldOffer::kNothing;
  FieldPlace place = FieldPlace::kTimelineOnly;
  FieldMatch match = FieldMatch::kNothing;
  std::string code_list;             ///< for choice and choices
  std::vector<RoleName> unit_roles;  ///< for unit and units: whose living units may be chosen; empty = all
  std::optional<int> min;
  std::optional<int> max;
  std::string when;  ///< condition over fields.*; empty = always asked
};

}  // namespace nuong::regulation
