#pragma once
#include "nuong/base/result.hpp"
#include "nuong/operations/caller.hpp"
#include "nuong/operations/wire.hpp"

namespace nuong::operations {

struct BedGroupView {
  std::string group;
  Text name;
  std::vector<std::string> sexes;  ///< codes a bed of this group is for
  std::vector<std::string> age_groups;
  std::int64_t capacity = 0;
  std::int64_t free = 0;
};
BOOST_DESCRIBE_STRUCT(BedGroupView, (), (group, name, sexes, age_groups, capacity, free))

struct CentreView {
  std::string unit;
  Text unit_name;
  std::vector<BedGroupView> groups;
};
BOOST_DESCRIBE_STRUCT(CentreView, (), (unit, unit_name, groups))

struct BedsView {
  std::string now;
  std::vector<CentreView> centres;
};
BOOST_DESCRIBE_STRUCT(BedsView, (), (now, centres))

/// Beds by sex and age, held and occupied ones taken off. Numbers only; where a centre lies is never in it.
Result<BedsView> ListBeds(Services& services, const Caller& caller);

}  // namespace nuong::operations
