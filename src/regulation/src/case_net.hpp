#pragma once
#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "case_guard.hpp"
#include "nuong/regulation/model.hpp"
#include "reach.hpp"

/// A regulation as a net that a case moves through: which variables there are, and which of them each act reads and
/// writes. There is one unit of each role, and one case. Each choice a person can make is possible, each moment is: the
/// law changes under the case at any time after `opens_on`.
namespace nuong::regulation {

/// From `from` until the next one begins no act, duty or unit begins or ends.
struct Era {
  CivilDate from;
  std::set<RoleName> living;  ///< roles that have a unit
};

struct Use {
  std::set<VariableId> reads;
  std::set<VariableId> writes;
};

class CaseNet {
 public:
  explicit CaseNet(const Regulation& regulation);

  const Regulation& regulation() const { return regulation_; }
  const Variables& variables() const { return variables_; }
  const std::vector<Era>& eras() const { return eras_; }
  /// Bit n: an act or duty in force from `validity` is in force in era n.
  std::uint64_t ErasOf(const Validity& validity) const;
  std::uint64_t ErasOf(const RoleName& role) const;

  VariableId begun() const { return begun_; }
  VariableId has_keeper() const { return has_keeper_; }
  std::optional<VariableId> Relation(const std::string& relation, const RoleName& role) const;
  std::optional<VariableId> Consent(const RoleName& role) const;
  std::optional<VariableId> Done(const std::string& kind) const;
  std::optional<VariableId> CaseName(const std::string& name) const;     ///< of a case value or a kept choice
  std::vector<VariableId> Relations(const std::string& relation) const;  ///< by role
  /// Where a case that is over can be: `stage` is `closed`. Nothing when the regulation has no such stage.
  std::optional<Guard> Closed() const;

  const std::vector<RoleName>& roles() const { return roles_; }
  const Reach& reach() const { return reach_; }
  bool CanDo(const Act& act, const RoleName& role) const { return reach_.CanDo(act, role, reach_.Of(role)); }
  /// Those that a field of type unit may name.
  std::vector<RoleName> RolesOf(const Field& field) const;
  /// Who goes on for a role that ends before the era.
  std::set<RoleName> Heirs(const RoleName& role, std::size_t era) const;

  const Use& UseOf(std::size_t act) const { return uses_[act]; }
  const Use& UseOfTime() const { return time_; }
  const rules::Signature& case_names() const { return case_names_; }
  const Variables::Lists& lists() const { return lists_; }

 private:
  void FindEras();
  void AddVariables();
  Use MakeUse(const Act& act) const;
  Use MakeUseOfTime() const;
  void Read(const std::string& condition, const rules::Signature& names, std::set<VariableId>& reads) const;
  VariableId AddBit(const std::string& name);
  std::optional<VariableId> Known(const std::string& name) const;

  const Regulation& regulation_;
  Reach reach_;
  rules::Signature case_names_;
  std::vector<RoleName> roles_;
  std::vector<Era> eras_;
  Variables variables_;
  Variables::Lists lists_;
  VariableId begun_ = 0;
  VariableId has_keeper_ = 0;
  std::vector<Use> uses_;  ///< by act
  Use time_;
};

}  // namespace nuong::regulation
