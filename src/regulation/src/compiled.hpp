#pragma once
#include <memory>
#include <string>
#include <unordered_map>
#include <vector>

#include "competence.hpp"
#include "condition.hpp"

namespace nuong::regulation {

struct CompiledDuty {
  const Duty* duty = nullptr;
  std::optional<BoundCondition> trigger_when;
  std::optional<BoundCondition> fulfilled_when;
  std::optional<BoundCondition> lapses_when;
};

struct CompiledAct {
  std::optional<BoundCondition> when;
  std::vector<std::optional<BoundCondition>> demands;      ///< as Act::demands
  std::vector<std::optional<BoundCondition>> fields_when;  ///< as Act::fields
};

struct CompiledTarget {
  std::optional<BoundCondition> counted_when;
  std::optional<BoundCondition> met_when;
};

struct Engine::Compiled {
  explicit Compiled(std::shared_ptr<const Regulation> regulation);

  /// The version under which a duty was opened; none when the regulation no longer has it.
  const CompiledDuty* DutyOpened(const OpenDuty& open) const;
  CivilDate DayOf(Instant at) const { return DateOf(at, regulation->calendar.offset); }

  std::shared_ptr<const Regulation> regulation;
  Competence competence;
  std::vector<CompiledDuty> duties;
  std::unordered_map<std::string, std::vector<const CompiledDuty*>> duties_by_trigger;
  std::unordered_map<std::string, std::vector<const CompiledDuty*>> duties_by_id;
  std::unordered_map<const Act*, CompiledAct> acts;
  std::unordered_map<const Step*, std::optional<BoundCondition>> steps;
  std::unordered_map<const Target*, CompiledTarget> targets;
  std::unordered_map<const Retention*, std::optional<BoundCondition>> retention;
};

}  // namespace nuong::regulation
