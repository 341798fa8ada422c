#include "signature.hpp"

#include <algorithm>
#include <cstdlib>

namespace nuong::regulation {
namespace {

using rules::Signature;
using rules::Type;

bool Contains(const std::vector<std::string>& texts, const std::string& text) {
  return std::find(texts.begin(), texts.end(), text) != texts.end();
}

void AddFacts(const Regulation& regulation, const std::vector<std::string>& kinds, bool is_sealed, Signature& names) {
  for (const Act& act : regulation.acts) {
    if (!Contains(kinds, act.kind)) continue;
    for (const Field& field : act.fields) {
      if (IsProtected(field.field_class) == is_sealed) names.emplace("fact." + field.name, TypeOf(field.type));
    }
  }
}

}  // namespace

Type TypeOf(FieldType type) {
  switch (type) {
    case FieldType::kText:
    case FieldType::kLongText:
    case FieldType::kChoice:
    case FieldType::kUnit:
    case FieldType::kBedGroup:
    case FieldType::kFile:
      return Type::kText;
    case FieldType::kInteger:
      return Type::kInt;
    case FieldType::kYesNo:
      return Type::kBool;
    case FieldType::kChoices:
    case FieldType::kUnits:
      return Type::kTextList;
    case FieldType::kDate:
      return Type::kDate;
    case FieldType::kInstant:
      return Type::kInstant;
  }
  std::abort();
}

Signature CaseNames(const Regulation& regulation) {
  Signature names = {
      {"case.done", Type::kTextList}, {"case.consented", Type::kTextList}, {"case.has_keeper", Type::kBool}};
  for (const CaseValue& value : regulation.case_values) names.emplace("case." + value.id, Type::kText);
  for (const Act& act : regulation.acts) {
    for (const std::string& kept : act.keeps) {
      const Field* field = act.FindField(kept);
      if (field != nullptr && !IsProtected(field->field_class)) names.emplace("case." + kept, TypeOf(field->type));
    }
  }
  return names;
}

Type TypeOf(FactType type) {
  switch (type) {
    case FactType::kYesNo:
      return Type::kBool;
    case FactType::kChoice:
      return Type::kText;
    case FactType::kInteger:
      return Type::kInt;
    case FactType::kDate:
      return Type::kDate;
  }
  std::abort();
}

Signature PersonNames(const Regulation& regulation) {
  Signature names;
  for (const PersonFact& fact : regulation.matrix.person_facts) names.emplace("person." + fact.id, TypeOf(fact.type));
  return names;
}

Signature FormNames(const Act& act) {
  Signature names;
  for (const Field& field : act.fields) names.emplace("fields." + field.name, TypeOf(field.type));
  return names;
}

Signature DemandNames(const Regulation& regulation, const Act& act) {
  Signature names = CaseNames(regulation);
  names.merge(FormNames(act));
  return names;
}

Signature FactNames(const Regulation& regulation, const std::vector<std::string>& kinds) {
  Signature names = CaseNames(regulation);
  names.emplace("fact.unit_role", Type::kText);
  AddFacts(regulation, kinds, false, names);
  return names;
}

Signature AccessNames(const Regulation& regulation) {
  Signature names = CaseNames(regulation);
  names.insert({{"unit.role", Type::kText},
                {"unit.relations", Type::kTextList},
                {"unit.consent", Type::kTextList},
                {"unit.is_prepared", Type::kBool},
                {"unit.emergency", Type::kTextList},
                {"request.purpose", Type::kText},
                {"session.is_strong", Type::kBool},
                {"session.by_passkey", Type::kBool},
                {"class", Type::kText}});
  return names;
}

Signature SealedNames(const Regulation& regulation, const std::vector<std::string>& kinds) {
  Signature names;
  AddFacts(regulation, kinds, true, names);
  for (const Act& act : regulation.acts) {
    for (const Field& field : act.fields) {
      if (IsProtected(field.field_class)) names.emplace("case." + field.name, TypeOf(field.type));
    }
  }
  return names;
}

}  // namespace nuong::regulation
