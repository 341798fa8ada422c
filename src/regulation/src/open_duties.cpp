#include "open_duties.hpp"

#include <algorithm>

#include "signature.hpp"

namespace nuong::regulation {

OpenDuties::OpenDuties(const Flow& flow) : flow_(flow), slice_(flow.everything()) {
  const Regulation& regulation = flow.regulation();
  const CaseNet& net = flow.net();
  const auto may = [&](const std::string& condition, const rules::Signature& names) {
    return slice_.Bits(net.variables().Judge(condition, names, {}, net.lists()).may);
  };
  triggered_.resize(regulation.acts.size());
  fulfilled_.resize(regulation.acts.size());
  for (std::size_t i = 0; i < regulation.duties.size(); ++i) {
    const Duty& duty = regulation.duties[i];
    lapses_.push_back(duty.lapses_when.empty() ? BitGuard{} : may(duty.lapses_when, net.case_names()));
    done_.push_back(may(duty.fulfilled_when, FactNames(regulation, duty.fulfilled_by)));
    arises_.push_back(may(duty.trigger_when, FactNames(regulation, {duty.trigger})));
    for (std::size_t act = 0; act < regulation.acts.size(); ++act) {
      const std::string& kind = regulation.acts[act].kind;
      if (kind == duty.trigger) triggered_[act].push_back(i);
      const auto found = std::find(duty.fulfilled_by.begin(), duty.fulfilled_by.end(), kind);
      if (found != duty.fulfilled_by.end()) fulfilled_[act].push_back(i);
    }
  }
}

std::optional<std::vector<bool>> OpenDuties::After(const Way& way) {
  std::vector<bool> open(lapses_.size());
  Packed state = slice_.start();
  for (std::size_t step = 0; step < way.size(); ++step) {
    const BitRule& rule = slice_.rules()[way[step]];
    if (!Holds(rule.when, state)) return std::nullopt;
    state = rule.After(state);
    const auto& act = slice_.labels()[way[step]].act;
    if (!act) continue;
    // Whoever does it may do it for the unit that has to: so nothing is told that is not sure.
    for (const std::size_t duty : fulfilled_[*act]) {
      if (Holds(done_[duty], state)) open[duty] = false;
    }
    for (std::size_t duty = 0; duty < open.size(); ++duty) {
      if (open[duty] && Holds(lapses_[duty], state)) open[duty] = false;
    }
    if (step + 1 == way.size()) break;
    for (const std::size_t duty : triggered_[*act]) {
      if (!Holds(lapses_[duty], state) && Opens(duty, way[step], state)) open[duty] = true;
    }
  }
  return open;
}

bool OpenDuties::HasHolder(const Duty& duty, Packed state) const {
  const auto in_era = [&](std::uint64_t eras) { return (eras >> slice_.EraOf(state) & 1) != 0; };
  if (!in_era(flow_.net().ErasOf(duty.validity))) return false;
  const bool is_keeper = duty.holder.kind == UnitRef::Kind::kKeeper;
  if (duty.holder.kind == UnitRef::Kind::kRole) return in_era(flow_.net().ErasOf(RoleName(duty.holder.name)));
  if (!is_keeper && duty.holder.kind != UnitRef::Kind::kRelation) return true;
  const auto bits = flow_.net().Relations(is_keeper ? "keeper" : duty.holder.name);
  return std::any_of(bits.begin(), bits.end(),
                     [&](VariableId bit) { return slice_.Knows(bit) && slice_.Number(state, bit) == 1; });
}

bool OpenDuties::Opens(std::size_t index, std::uint32_t rule, Packed state) {
  const Duty& duty = flow_.regulation().duties[index];
  if (!HasHolder(duty, state)) return false;
  if (duty.trigger_when.empty()) return true;
  const RuleLabel& label = slice_.labels()[rule];
  rules::Environment given = {{"fact.unit_role", label.by.text()}};
  std::string key = label.by.text();
  for (const auto& [field, text] : label.choices) {
    key += "\n" + text;
    if (field->type == FieldType::kChoice && !text.empty()) given["fact." + field->name] = text;
    if (field->type == FieldType::kYesNo && !text.empty()) given["fact." + field->name] = text == "true";
  }
  const auto [known, is_new] = surely_.try_emplace({index, std::to_string(*label.act) + key});
  if (is_new) {
    const CaseNet& net = flow_.net();
    known->second =
        slice_.Bits(net.variables()
                        .Judge(duty.trigger_when, FactNames(flow_.regulation(), {duty.trigger}), given, net.lists())
                        .surely);
  }
  return Holds(known->second, state);
}

bool OpenDuties::MayEnd(std::size_t duty, const Relaxed& relaxed) const {
  if (relaxed.May(lapses_[duty])) return true;
  for (std::size_t act = 0; act < fulfilled_.size(); ++act) {
    const auto& duties = fulfilled_[act];
    if (std::find(duties.begin(), duties.end(), duty) == duties.end()) continue;
    if (relaxed.CanBeDone(act) && relaxed.May(done_[duty])) return true;
  }
  return false;
}

bool OpenDuties::MayArise(std::size_t duty, const Relaxed& relaxed) const {
  for (std::size_t act = 0; act < triggered_.size(); ++act) {
    const auto& duties = triggered_[act];
    if (std::find(duties.begin(), duties.end(), duty) == duties.end()) continue;
    if (relaxed.CanBeDone(act) && relaxed.May(arises_[duty])) return true;
  }
  return false;
}

}  // namespace nuong::regulation
