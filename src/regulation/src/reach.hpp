#pragma once
#include <map>
#include <set>
#include <string>

#include "nuong/regulation/model.hpp"

/// Who can ever come to have which relation to a case, by role. Never too narrow: conditions and order are left out, so
/// what it calls impossible is impossible.
namespace nuong::regulation {

using Relations = std::set<std::string>;

class Reach {
 public:
  explicit Reach(const Regulation& regulation);

  /// Relations that units of the role can come to have.
  const Relations& Of(const RoleName& role) const;
  /// Can a unit of this role, with these relations, ever do this act?
  bool CanDo(const Act& act, const RoleName& role, const Relations& relations) const;
  /// Can a person agree that a unit of this role may know about her?
  bool MayBeConsented(const RoleName& role) const;
  /// Roles whose units a reference may stand for, given the act it is relative to.
  std::set<RoleName> RolesOf(const UnitRef& ref, const Act& act) const;
  /// What a unit of the role that holds `relations` can come to hold as well, by its own acts and by what acts give to
  /// those relations.
  Relations Grow(const RoleName& role, Relations relations) const;
  /// Roles of the units that go on for units of this role, at once or later.
  const std::set<RoleName>& Heirs(const RoleName& role) const;

 private:
  void FindHeirs();
  bool MayDenote(const UnitRef& ref, const Act& act, const RoleName& role, const Relations& relations) const;
  bool GainOnce(const RoleName& role, Relations& relations, bool by_field) const;

  const Regulation& regulation_;
  std::map<RoleName, Relations> relations_;
  std::map<RoleName, std::set<RoleName>> heirs_;
};

}  // namespace nuong::regulation
