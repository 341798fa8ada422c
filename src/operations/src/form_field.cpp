#include "form_field.hpp"

#include <algorithm>

namespace nuong::operations {
namespace {

std::string TypeCode(regulation::FieldType type) {
  switch (type) {
    case regulation::FieldType::kText:
      return "text";
    case regulation::FieldType::kLongText:
      return "long_text";
    case regulation::FieldType::kInteger:
      return "integer";
    case regulation::FieldType::kYesNo:
      return "yes_no";
    case regulation::FieldType::kChoice:
      return "choice";
    case regulation::FieldType::kChoices:
      return "choices";
    case regulation::FieldType::kDate:
      return "date";
    case regulation::FieldType::kInstant:
      return "instant";
    case regulation::FieldType::kUnit:
      return "unit";
    case regulation::FieldType::kUnits:
      return "units";
    case regulation::FieldType::kBedGroup:
      return "bed_group";
    case regulation::FieldType::kFile:
      return "file";
  }
  return "text";
}

std::optional<std::string> OfferCode(regulation::FieldOffer offer) {
  switch (offer) {
    case regulation::FieldOffer::kNothing:
    case regulation::FieldOffer::kHouse:
      return std::nullopt;
    case regulation::FieldOffer::kNow:
      return "now";
    case regulation::FieldOffer::kOwnUnit:
      return "own_unit";
  }
  return std::nullopt;
}

std::vector<OptionView> OptionsOf(const regulation::Regulation& regulation, const regulation::Field& field,
                                  CivilDate day) {
  std::vector<OptionView> options;
  if (field.type == regulation::FieldType::kUnit || field.type == regulation::FieldType::kUnits) {
    for (const auto& [name, unit] : regulation.units) {
      const bool fits = field.unit_roles.empty() || std::find(field.unit_roles.begin(), field.unit_roles.end(),
                                                              unit.role) != field.unit_roles.end();
      if (fits && unit.validity.Covers(day)) options.push_back({name.text(), unit.name});
    }
  } else if (const regulation::CodeList* codes = regulation.FindCodeList(field.code_list)) {
    for (const regulation::Code& code : codes->codes) {
      if (code.validity.Covers(day)) options.push_back({code.code, code.label});
    }
  }
  return options;
}

}  // namespace

FormFieldView FormFieldOf(const regulation::Regulation& regulation, const regulation::Field& field, CivilDate day) {
  FormFieldView view;
  view.name = field.name;
  view.label = field.label;
  view.help = field.help;
  view.field_class = FieldClassCode(field.field_class);
  view.type = TypeCode(field.type);
  view.required = field.required;
  view.later = field.later;
  view.offer = OfferCode(field.offer);
  view.options = OptionsOf(regulation, field, day);
  view.min = field.min;
  view.max = field.max;
  if (!field.when.empty()) view.when = field.when;
  return view;
}

}  // namespace nuong::operations
