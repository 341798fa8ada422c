#pragma once
#include <string>
#include <unordered_map>
#include <vector>

#include "nuong/regulation/model.hpp"

namespace nuong::regulation {

/// Regulation::Competent with the units sorted by role and area once.
class Competence {
 public:
  explicit Competence(const Regulation& regulation);
  const Unit* Find(const RoleName& role, const UnitName& near, CivilDate day) const;

 private:
  using ByArea = std::unordered_map<std::string, std::vector<const Unit*>>;
  const Regulation& regulation_;
  std::unordered_map<RoleName, ByArea> units_;  ///< by id within each area
};

}  // namespace nuong::regulation
