#include <cstdlib>

#include "compiled.hpp"
#include "signature.hpp"

namespace nuong::regulation {
namespace {

CompiledAct CompileAct(const Act& act, const rules::Signature& case_names, const Regulation& regulation) {
  CompiledAct compiled;
  compiled.when = BoundCondition::Bind(act.when, case_names);
  const rules::Signature demand_names = DemandNames(regulation, act);
  for (const Demand& demand : act.demands) {
    compiled.demands.push_back(BoundCondition::Bind(demand.condition, demand_names));
  }
  const rules::Signature form_names = FormNames(act);
  for (const Field& field : act.fields) compiled.fields_when.push_back(BoundCondition::Bind(field.when, form_names));
  return compiled;
}

CompiledDuty CompileDuty(const Duty& duty, const rules::Signature& case_names, const Regulation& regulation) {
  return {&duty, BoundCondition::Bind(duty.trigger_when, FactNames(regulation, {duty.trigger})),
          BoundCondition::Bind(duty.fulfilled_when, FactNames(regulation, duty.fulfilled_by)),
          BoundCondition::Bind(duty.lapses_when, case_names)};
}

std::vector<UnitName> UnitsIn(const Value* value) {
  std::vector<UnitName> units;
  if (value == nullptr) return units;
  if (const std::string* text = value->AsText(); text != nullptr && !text->empty()) units.emplace_back(*text);
  if (const Value::Array* items = value->AsArray()) {
    for (const Value& item : *items) {
      if (const std::string* text = item.AsText()) units.emplace_back(*text);
    }
  }
  return units;
}

}  // namespace

Engine::Compiled::Compiled(std::shared_ptr<const Regulation> given)
    : regulation(std::move(given)), competence(*regulation) {
  const rules::Signature case_names = CaseNames(*regulation);
  for (const Act& act : regulation->acts) acts.emplace(&act, CompileAct(act, case_names, *regulation));
  for (const Duty& duty : regulation->duties) duties.push_back(CompileDuty(duty, case_names, *regulation));
  for (const CompiledDuty& duty : duties) {
    duties_by_trigger[duty.duty->trigger].push_back(&duty);
    duties_by_id[duty.duty->id].push_back(&duty);
  }
  for (const Step& step : regulation->steps) steps.emplace(&step, BoundCondition::Bind(step.done_when, case_names));
  for (const Retention& rule : regulation->law.retention) {
    retention.emplace(&rule, BoundCondition::Bind(rule.when, case_names));
  }
  for (const Target& target : regulation->targets) {
    targets.emplace(&target, CompiledTarget{BoundCondition::Bind(target.counted_when, case_names),
                                            BoundCondition::Bind(target.met_when, case_names)});
  }
}

Engine::Engine(std::shared_ptr<const Regulation> regulation)
    : compiled_(std::make_unique<const Compiled>(std::move(regulation))) {}

Engine::~Engine() = default;

const Regulation& Engine::regulation() const { return *compiled_->regulation; }

std::optional<Text> Engine::Blocked(const Act& act, const CaseSituation& now) const {
  if (IsTrue(compiled_->acts.at(&act).when, {.situation = &now})) return std::nullopt;
  return act.otherwise;
}

std::vector<FieldProblem> Engine::Unmet(const Act& act, const Value::Object& fields, const CaseSituation& now) const {
  const CompiledAct& compiled = compiled_->acts.at(&act);
  const Facts facts{.situation = &now, .fields = &fields};
  std::vector<FieldProblem> problems;
  for (std::size_t i = 0; i < act.demands.size(); ++i) {
    if (IsTrue(compiled.demands[i], facts)) continue;
    const Demand& demand = act.demands[i];
    const std::string pointer = demand.field.empty() ? "/fields" : "/fields/" + PointerToken(demand.field);
    problems.push_back({pointer, "demand_not_met", demand.otherwise});
  }
  return problems;
}

bool Engine::StepDone(const Step& step, const CaseSituation& now) const {
  return IsTrue(compiled_->steps.at(&step), {.situation = &now});
}

bool Engine::IsKeptUnder(const Retention& rule, const CaseSituation& now) const {
  return !rule.counts_from.empty() && IsTrue(compiled_->retention.at(&rule), {.situation = &now});
}

bool Engine::Counts(const Target& target, const CaseSituation& now) const {
  return target.measured_by.empty() && IsTrue(compiled_->targets.at(&target).counted_when, {.situation = &now});
}

bool Engine::Meets(const Target& target, const CaseSituation& now) const {
  return IsTrue(compiled_->targets.at(&target).met_when, {.situation = &now});
}

std::vector<UnitName> Engine::Resolve(const UnitRef& ref, const UnitName& actor, const Value::Object& fields,
                                      const CaseSituation& situation, CivilDate day) const {
  switch (ref.kind) {
    case UnitRef::Kind::kActor:
      return {actor};
    case UnitRef::Kind::kKeeper:
      if (situation.keeper.IsEmpty()) return {};
      return {situation.keeper};
    case UnitRef::Kind::kField: {
      const auto found = fields.find(ref.name);
      return UnitsIn(found == fields.end() ? nullptr : &found->second);
    }
    case UnitRef::Kind::kRelation: {
      const auto found = situation.relations.find(ref.name);
      if (found == situation.relations.end()) return {};
      return {found->second.begin(), found->second.end()};
    }
    case UnitRef::Kind::kRole: {
      const Unit* unit = compiled_->competence.Find(RoleName(ref.name), actor, day);
      if (unit == nullptr) return {};
      return {unit->id};
    }
  }
  std::abort();
}

}  // namespace nuong::regulation
