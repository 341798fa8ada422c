#include "reader_fields.hpp"

#include "reader.hpp"

namespace nuong::regulation {
namespace {

const Codes<FieldType> kTypes = {
    {"text", FieldType::kText},    {"long_text", FieldType::kLongText}, {"integer", FieldType::kInteger},
    {"yes_no", FieldType::kYesNo}, {"choice", FieldType::kChoice},      {"choices", FieldType::kChoices},
    {"date", FieldType::kDate},    {"instant", FieldType::kInstant},    {"unit", FieldType::kUnit},
    {"units", FieldType::kUnits},  {"bed_group", FieldType::kBedGroup}, {"file", FieldType::kFile},
};

const Codes<FieldOffer> kOffers = {{"nothing", FieldOffer::kNothing},
                                   {"now", FieldOffer::kNow},
                                   {"own_unit", FieldOffer::kOwnUnit},
                                   {"house", FieldOffer::kHouse}};
const Codes<FieldMatch> kMatches = {{"nothing", FieldMatch::kNothing},
                                    {"name", FieldMatch::kName},
                                    {"year", FieldMatch::kYear},
                                    {"document", FieldMatch::kDocument}};

const Codes<FieldPlace> kPlaces = {
    {"timeline", FieldPlace::kTimelineOnly}, {"who", FieldPlace::kWho}, {"safety", FieldPlace::kSafety}};

Codes<FieldClass> Classes() {
  Codes<FieldClass> classes;
  for (const FieldClass field_class : kAllFieldClasses) classes.emplace_back(FieldClassCode(field_class), field_class);
  return classes;
}

Field ReadField(MapReader& item) {
  Field field;
  field.name = item.Slug("name");
  field.label = item.Label("label");
  field.help = item.OptionalLabel("help");
  field.field_class = item.Choice("class", Classes(), FieldClass::kSkeleton, Need::kRequired);
  field.type = item.Choice("type", kTypes, FieldType::kYesNo, Need::kRequired);
  field.required = item.Flag("required");
  field.later = item.Flag("later");
  field.offer = item.Choice("offer", kOffers, FieldOffer::kNothing);
  field.place = item.Choice("place", kPlaces, FieldPlace::kTimelineOnly);
  field.match = item.Choice("match", kMatches, FieldMatch::kNothing);
  field.code_list = item.Slug("codes", Need::kOptional);
  field.unit_roles = NamesIn<RoleName>(item, "unit_roles");
  field.min = item.Number("min");
  field.max = item.Number("max");
  field.when = item.String("when", Need::kOptional);
  return field;
}

}  // namespace

std::vector<Field> ReadFields(MapReader& act) {
  std::vector<Field> fields;
  std::set<std::string> seen;
  act.Each("fields", Need::kOptional, [&](MapReader& item) {
    Field field = ReadField(item);
    if (!field.name.empty() && !seen.insert(field.name).second) RefuseDuplicate(item, "name", field.name);
    fields.push_back(std::move(field));
  });
  return fields;
}

}  // namespace nuong::regulation
