#pragma once
#include <array>
#include <optional>
#include <vector>

#include "case_slice.hpp"

namespace nuong::regulation {

/// What could come of a state if nothing ever hindered anything: every value a variable can come to have, whatever the
/// others are. Too much is possible here, never too little: what is impossible even so is impossible.
class Relaxed {
 public:
  bool CanBeDone(std::size_t act) const { return acts_[act]; }
  bool May(const BitGuard& guard) const;

 private:
  friend class RelaxedNet;
  std::array<std::uint64_t, 128> values_{};  ///< by shift: bit n: the number n is possible
  std::vector<bool> acts_;
};

class RelaxedNet {
 public:
  RelaxedNet(const CaseSlice& slice, std::size_t acts);

  /// Whether an act counts; nothing: all do.
  using Counts = std::vector<bool>;
  /// `revived`: an act that may be done in any era, to see whether its end is what hinders.
  Relaxed From(Packed state, const Counts& counts = {}, std::optional<std::size_t> revived = {}) const;

 private:
  struct Effect {
    unsigned shift;
    unsigned number;
  };
  struct Rule {
    const BitGuard* when;
    std::optional<std::size_t> act;
    std::vector<Effect> effects;
  };
  void AddEffects(Packed clear, Packed set, std::vector<Effect>& effects) const;

  const CaseSlice& slice_;
  std::size_t act_count_;
  std::vector<Rule> rules_;
};

}  // namespace nuong::regulation
