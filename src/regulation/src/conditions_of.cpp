#include "conditions_of.hpp"

#include <algorithm>

namespace nuong::regulation {
namespace {

class Collector {
 public:
  explicit Collector(const Regulation& model)
      : model_(model), case_names_(CaseNames(model)), sealed_in_case_(SealedNames(model, {})) {}

  std::vector<WrittenCondition> Run() {
    for (std::size_t i = 0; i < model_.acts.size(); ++i) AddAct(Path("acts", i), model_.acts[i]);
    for (std::size_t i = 0; i < model_.duties.size(); ++i) AddDuty(Path("duties", i), model_.duties[i]);
    for (std::size_t i = 0; i < model_.steps.size(); ++i) {
      Add(Path("steps", i) + "/done_when", model_.steps[i].done_when, case_names_);
    }
    for (std::size_t i = 0; i < model_.targets.size(); ++i) {
      Add(Path("targets", i) + "/counted_when", model_.targets[i].counted_when, case_names_);
      Add(Path("targets", i) + "/met_when", model_.targets[i].met_when, case_names_);
    }
    for (std::size_t i = 0; i < model_.law.retention.size(); ++i) {
      Add(Path("retention", i) + "/when", model_.law.retention[i].when, case_names_);
    }
    for (std::size_t i = 0; i < model_.invariants.size(); ++i) {
      Add(Path("invariants", i) + "/never", model_.invariants[i].never, case_names_);
    }
    const rules::Signature access_names = AccessNames(model_);
    for (std::size_t i = 0; i < model_.access.size(); ++i) {
      Add(Path("access", i) + "/when", model_.access[i].when, access_names);
    }
    for (std::size_t i = 0; i < model_.access_invariants.size(); ++i) {
      Add(Path("access_invariants", i) + "/never", model_.access_invariants[i].never, access_names);
    }
    AddMatrix();
    return std::move(conditions_);
  }

 private:
  static std::string Path(const char* group, std::size_t index) {
    return "/" + std::string(group) + "/" + std::to_string(index);
  }

  void Add(const std::string& path, const std::string& source, const rules::Signature& names,
           std::vector<const Act*> acts = {}) {
    if (!source.empty()) conditions_.push_back({path, source, names, sealed_in_case_, std::move(acts)});
  }

  void AddMatrix() {
    const rules::Signature person_names = PersonNames(model_);
    const Matrix& matrix = model_.matrix;
    for (std::size_t i = 0; i < matrix.beneficiaries.size(); ++i) {
      Add(Path("beneficiaries", i) + "/when", matrix.beneficiaries[i].when, person_names);
    }
    for (std::size_t i = 0; i < matrix.entitlements.size(); ++i) {
      Add(Path("entitlements", i) + "/when", matrix.entitlements[i].when, person_names);
    }
  }

  void AddAct(const std::string& path, const Act& act) {
    Add(path + "/when", act.when, case_names_);
    for (std::size_t i = 0; i < act.demands.size(); ++i) {
      const std::string at = path + "/demands/" + std::to_string(i) + "/condition";
      Add(at, act.demands[i].condition, DemandNames(model_, act), {&act});
    }
    for (std::size_t i = 0; i < act.fields.size(); ++i) {
      Add(path + "/fields/" + std::to_string(i) + "/when", act.fields[i].when, FormNames(act), {&act});
    }
  }

  void AddFacts(const std::string& path, const std::string& source, const std::vector<std::string>& kinds) {
    if (source.empty()) return;
    std::vector<const Act*> acts;
    for (const Act& act : model_.acts) {
      if (std::find(kinds.begin(), kinds.end(), act.kind) != kinds.end()) acts.push_back(&act);
    }
    conditions_.push_back({path, source, FactNames(model_, kinds), SealedNames(model_, kinds), std::move(acts)});
  }

  void AddDuty(const std::string& path, const Duty& duty) {
    AddFacts(path + "/trigger_when", duty.trigger_when, {duty.trigger});
    AddFacts(path + "/fulfilled_when", duty.fulfilled_when, duty.fulfilled_by);
    Add(path + "/lapses_when", duty.lapses_when, case_names_);
  }

  const Regulation& model_;
  rules::Signature case_names_;
  rules::Signature sealed_in_case_;
  std::vector<WrittenCondition> conditions_;
};

}  // namespace

std::vector<WrittenCondition> ConditionsOf(const Regulation& regulation) { return Collector(regulation).Run(); }

}  // namespace nuong::regulation
