#pragma once
#include <set>

#include "reform_record.hpp"

namespace nuong::operations {

struct SurveyResult {
  Survey units;
  std::int64_t cases = 0;  ///< that one or more of them are on
};

/// Counts what the units hold, by one pass over cases, open duties and wraps of the snapshot. Skeleton only.
Result<SurveyResult> SurveyUnits(const Services& services, store::Reader& reader, const std::set<UnitName>& units);

}  // namespace nuong::operations
