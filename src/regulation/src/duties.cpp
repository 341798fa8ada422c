#include "nuong/regulation/duties.hpp"

#include <algorithm>
#include <cstdlib>

#include "compiled.hpp"

namespace nuong::regulation {
namespace {

bool Fulfils(const CompiledDuty& definition, const OpenDuty& open, const Happening& happening, const Facts& facts) {
  const std::vector<std::string>& kinds = definition.duty->fulfilled_by;
  if (std::find(kinds.begin(), kinds.end(), happening.kind) == kinds.end()) return false;
  if (definition.duty->fulfilled_by_holder_only && happening.unit != open.holder) return false;
  return IsTrue(definition.fulfilled_when, facts);
}

bool Lapses(const CompiledDuty& definition, const Facts& facts) {
  return definition.lapses_when && definition.lapses_when->Test(facts) == rules::Truth::kTrue;
}

void Close(OpenDuty& open, DutyState state, const Happening& happening) {
  open.state = state;
  open.closed_at = happening.at;
  open.closed_by = happening.sequence;
}

/// What runs from the opening: the law's time, or our own limit where the law's is not told.
const Duration& TimeToRun(const Duty& duty) { return duty.local_limit ? *duty.local_limit : duty.deadline; }

void Extend(OpenDuty& open, const Duty& duty, const Happening& happening, const WorkingCalendar& calendar) {
  if (!duty.extension) return;
  const std::vector<std::string>& kinds = duty.extension->by;
  if (std::find(kinds.begin(), kinds.end(), happening.kind) == kinds.end()) return;
  open.deadline = CountDeadline(open.opened_at, duty.extension->deadline, calendar);
  open.extended_by = happening.sequence;
}

bool IsOpened(const std::vector<OpenDuty>& duties, const Duty& duty, std::uint64_t sequence, const UnitName& holder) {
  return std::any_of(duties.begin(), duties.end(), [&](const OpenDuty& open) {
    return open.opened_by == sequence && open.duty == duty.id && open.holder == holder;
  });
}

OpenDuty MakeOpen(const Duty& duty, const UnitName& holder, const Happening& happening,
                  const WorkingCalendar& calendar) {
  OpenDuty open;
  open.id = duty.id + "." + std::to_string(happening.sequence);
  open.duty = duty.id;
  open.holder = holder;
  open.opened_at = happening.at;
  open.opened_by = happening.sequence;
  open.deadline = CountDeadline(happening.at, TimeToRun(duty), calendar);
  return open;
}

void CloseOrExtend(std::vector<OpenDuty>& duties, const auto& compiled, const Happening& happening,
                   const Facts& facts) {
  for (OpenDuty& open : duties) {
    if (open.state != DutyState::kOpen) continue;
    const CompiledDuty* definition = compiled.DutyOpened(open);
    if (definition == nullptr) continue;
    if (Fulfils(*definition, open, happening, facts)) {
      Close(open, DutyState::kDone, happening);
    } else if (Lapses(*definition, facts)) {
      Close(open, DutyState::kLapsed, happening);
    } else {
      Extend(open, *definition->duty, happening, compiled.regulation->calendar);
    }
  }
}

}  // namespace

const CompiledDuty* Engine::Compiled::DutyOpened(const OpenDuty& open) const {
  const auto versions = duties_by_id.find(open.duty);
  if (versions == duties_by_id.end()) return nullptr;
  if (versions->second.size() == 1) return versions->second.front();
  const CivilDate day = DayOf(open.opened_at);
  for (const CompiledDuty* version : versions->second) {
    if (version->duty->validity.Covers(day)) return version;
  }
  return nullptr;
}

const Duty* Engine::DefinitionOf(const OpenDuty& open) const {
  const CompiledDuty* definition = compiled_->DutyOpened(open);
  return definition == nullptr ? nullptr : definition->duty;
}

std::map<UnitName, Instant> Engine::LateLadder(const OpenDuty& open, const UnitName& opener, const CaseSituation& now,
                                               CivilDate day) const {
  constexpr std::int64_t kMinute = 60'000'000;
  std::map<UnitName, Instant> told;
  const Duty* definition = DefinitionOf(open);
  if (definition == nullptr || !open.deadline.until) return told;
  for (const LateStep& step : definition->late) {
    const Instant moment{open.deadline.until->us + step.after_minutes * kMinute};
    const UnitName& from = step.tell.kind == UnitRef::Kind::kActor ? opener : open.holder;
    for (const UnitName& unit : Resolve(step.tell, from, {}, now, day)) {
      if (unit == open.holder) continue;
      const auto [known, is_new] = told.emplace(unit, moment);
      if (!is_new) known->second = std::min(known->second, moment);
    }
  }
  return told;
}

std::vector<OpenDuty> Engine::Advance(std::vector<OpenDuty> duties, const Happening& happening,
                                      const CaseSituation& after, std::vector<std::string>* unheld) const {
  const Unit* actor = compiled_->regulation->FindUnit(happening.unit);
  const Facts facts{
      .situation = &after, .fields = &happening.fields, .unit_role = actor == nullptr ? nullptr : &actor->role.text()};
  CloseOrExtend(duties, *compiled_, happening, facts);
  const auto triggered = compiled_->duties_by_trigger.find(happening.kind);
  if (triggered == compiled_->duties_by_trigger.end()) return duties;
  const CivilDate day = compiled_->DayOf(happening.at);
  for (const CompiledDuty* definition : triggered->second) {
    const Duty& duty = *definition->duty;
    if (!duty.validity.Covers(day) || !IsTrue(definition->trigger_when, facts) || Lapses(*definition, facts)) continue;
    const std::vector<UnitName> holders = Resolve(duty.holder, happening.unit, happening.fields, after, day);
    if (holders.empty() && unheld != nullptr) unheld->push_back(duty.id);
    for (const UnitName& holder : holders) {
      if (IsOpened(duties, duty, happening.sequence, holder)) continue;
      OpenDuty open = MakeOpen(duty, holder, happening, compiled_->regulation->calendar);
      if (holders.size() > 1) open.id += "." + holder.text();
      if (duty.counterpart) {
        const auto others = Resolve(*duty.counterpart, happening.unit, happening.fields, after, day);
        if (!others.empty()) open.counterpart = others.front();
      }
      duties.push_back(std::move(open));
    }
  }
  return duties;
}

Standing StandingOf(const OpenDuty& duty, Instant now) {
  const auto is_past = [&](Instant at) { return duty.deadline.until && at >= *duty.deadline.until; };
  switch (duty.state) {
    case DutyState::kOpen:
      return is_past(now) ? Standing::kLate : Standing::kOpen;
    case DutyState::kDone:
      return duty.closed_at && is_past(*duty.closed_at) ? Standing::kDoneLate : Standing::kDone;
    case DutyState::kLapsed:
      return Standing::kLapsed;
  }
  std::abort();
}

std::string_view StandingCode(Standing standing) {
  switch (standing) {
    case Standing::kOpen:
      return "open";
    case Standing::kLate:
      return "late";
    case Standing::kDone:
      return "done";
    case Standing::kDoneLate:
      return "done_late";
    case Standing::kLapsed:
      return "lapsed";
  }
  std::abort();
}

}  // namespace nuong::regulation
