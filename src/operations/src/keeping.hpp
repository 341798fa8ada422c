#pragma once
#include <optional>
#include <vector>

#include "nuong/casework/case_file.hpp"
#include "services.hpp"

/// How long the record of a case is kept by the law of a day, and whether keys may be destroyed by then.
namespace nuong::operations {

/// One rule of retention as it stands for the case.
struct Kept {
  const regulation::Retention* rule = nullptr;
  std::optional<Instant> from;   ///< the last act it counts from; absent: none was done yet
  std::optional<Instant> until;  ///< exclusive; absent: no period is verified and nobody has told a last day
};
std::vector<Kept> KeptUnder(const Services& services, const casework::CaseFile& file, Instant at);

/// Why `act` may not destroy keys at that moment: each rule must have ended, and one whose end nobody knows has not.
/// None when it destroys nothing.
std::optional<Text> StillKept(const Services& services, const regulation::Act& act, const casework::CaseFile& file,
                              Instant at);

/// The last day of a rule that ends.
CivilDate LastDay(const Services& services, Instant until);

}  // namespace nuong::operations
