#pragma once
#include <map>
#include <string>
#include <vector>

#include "flow.hpp"

namespace nuong::regulation {

/// The rules of a slice that were followed, one after the other, from its beginning.
using Way = std::vector<std::uint32_t>;

/// Which duties one played case leaves open, over the slice that knows every act.
class OpenDuties {
 public:
  explicit OpenDuties(const Flow& flow);

  /// By duty: surely open at the end of the way, having arisen before its last step. Nothing when a rule of it is not
  /// possible.
  std::optional<std::vector<bool>> After(const Way& way);
  /// Could it yet be done, or lapse?
  bool MayEnd(std::size_t duty, const Relaxed& relaxed) const;
  bool MayArise(std::size_t duty, const Relaxed& relaxed) const;

 private:
  bool Opens(std::size_t duty, std::uint32_t rule, Packed state);
  bool HasHolder(const Duty& duty, Packed state) const;

  const Flow& flow_;
  const CaseSlice& slice_;
  std::vector<BitGuard> lapses_;                     ///< by duty, as far as it may
  std::vector<BitGuard> done_;                       ///< by duty: where a fulfilling act does it, as far as it may
  std::vector<BitGuard> arises_;                     ///< by duty: its trigger's condition, as far as it may
  std::vector<std::vector<std::size_t>> triggered_;  ///< by act
  std::vector<std::vector<std::size_t>> fulfilled_;  ///< by act
  std::map<std::pair<std::size_t, std::string>, BitGuard> surely_;  ///< by duty and what the act said
};

}  // namespace nuong::regulation
