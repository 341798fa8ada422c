#include "effects.hpp"

#include "case_access.hpp"

namespace nuong::operations {
namespace {

std::vector<std::string> TextsAt(const Value::Object& fields, const std::string& name) {
  std::vector<std::string> texts;
  const auto field = fields.find(name);
  if (field == fields.end()) return texts;
  if (const std::string* text = field->second.AsText()) texts.push_back(*text);
  if (const Value::Array* items = field->second.AsArray()) {
    for (const Value& item : *items) {
      if (item.AsText() != nullptr) texts.push_back(*item.AsText());
    }
  }
  return texts;
}

/// Only relations the unit has can cease; an act that names more is still good.
std::vector<std::string> Had(const std::optional<casework::CaseFile>& before, const UnitName& unit,
                             const std::vector<std::string>& ceases) {
  std::vector<std::string> had;
  const casework::Party* party = before ? before->FindParty(unit) : nullptr;
  for (const std::string& relation : ceases) {
    if (party != nullptr && party->relations.contains(relation)) had.push_back(relation);
  }
  return had;
}

}  // namespace

casework::Effects ResolveEffects(const Services& services, const regulation::Act& act, const UnitName& actor,
                                 const Value::Object& fields, const std::optional<casework::CaseFile>& before,
                                 Instant now) {
  const regulation::CaseSituation situation = before ? SituationOf(*before) : regulation::CaseSituation{};
  const CivilDate day = DateOf(now, services.offset());
  casework::Effects effects;
  effects.sets = act.sets;
  effects.keeps = act.keeps;
  effects.makes_keeper = act.makes_keeper;
  for (const regulation::PartyChange& change : act.parties) {
    for (const UnitName& unit : services.engine.Resolve(change.unit, actor, fields, situation, day)) {
      effects.parties.push_back({unit, change.becomes, Had(before, unit, change.ceases), change.prepared});
    }
  }
  if (!act.consent_units_field.empty()) {
    std::set<FieldClass> classes;
    for (const std::string& code : TextsAt(fields, act.consent_classes_field)) {
      if (const auto field_class = ParseFieldClass(code)) classes.insert(*field_class);
    }
    for (const std::string& unit : TextsAt(fields, act.consent_units_field)) {
      effects.consents.push_back({UnitName(unit), classes, act.withdraws_consent});
    }
  }
  return effects;
}

}  // namespace nuong::operations
