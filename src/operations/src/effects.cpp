#include "effects.hpp"

#include "case_access.hpp"
#include "consent.hpp"

namespace nuong::operations {
namespace {

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

/// The classes named by the kept field.
std::set<FieldClass> ErasedBy(const regulation::Act& act, const std::optional<casework::CaseFile>& before) {
  std::set<FieldClass> classes;
  if (act.erases.empty() || !before) return classes;
  const auto kept = before->values.find(act.erases);
  const Value::Array* codes = kept == before->values.end() ? nullptr : kept->second.AsArray();
  for (const Value& code : codes == nullptr ? Value::Array() : *codes) {
    if (code.AsText() == nullptr) continue;
    if (const auto field_class = ParseFieldClass(*code.AsText())) classes.insert(*field_class);
  }
  return classes;
}

}  // namespace

casework::Effects ResolveEffects(const Services& services, const regulation::Act& act, const UnitName& actor,
                                 const Value::Object& fields, const std::optional<casework::CaseFile>& before,
                                 Instant now) {
  const regulation::CaseSituation situation = before ? SituationOf(*before, now) : regulation::CaseSituation{};
  const CivilDate day = DateOf(now, services.offset());
  casework::Effects effects;
  effects.sets = act.sets;
  effects.keeps = act.keeps;
  effects.makes_keeper = act.makes_keeper;
  effects.erases = ErasedBy(act, before);
  for (const regulation::PartyChange& change : act.parties) {
    for (const UnitName& unit : services.engine.Resolve(change.unit, actor, fields, situation, day)) {
      effects.parties.push_back({unit, change.becomes, Had(before, unit, change.ceases), change.prepared});
    }
  }
  effects.consents = ConsentEffects(services, act, fields);
  return effects;
}

}  // namespace nuong::operations
