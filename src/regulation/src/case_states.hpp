#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "nuong/regulation/model.hpp"

/// Search over what the case values can be, act by act. Everything else a condition may ask (kept fields, consent, acts
/// done) is unknown, and an act whose condition is unknown counts as possible.
namespace nuong::regulation {

class CaseStates {
 public:
  explicit CaseStates(const Regulation& regulation);

  /// False when there are too many combinations to search.
  bool IsSearchable() const { return count_ <= kMostStates; }
  /// Codes of `value` that a case can have and from which it can never come to have `goal`.
  std::vector<std::string> CodesThatNeverReach(const std::string& value, const std::string& goal) const;

 private:
  static constexpr std::uint32_t kMostStates = 1u << 20;
  using State = std::uint32_t;

  struct Value {
    const CaseValue* value;
    std::uint32_t step;  ///< the digit's weight in a State
    std::uint32_t size;
  };
  /// An act that changes a value, with its condition worked out for every combination of the values it names.
  struct Move {
    std::vector<std::size_t> asked;  ///< indexes of values
    std::vector<bool> may;           ///< by combination of the asked digits
    std::vector<std::pair<std::size_t, std::uint32_t>> sets;
  };

  std::uint32_t Digit(State state, std::size_t index) const {
    return state / values_[index].step % values_[index].size;
  }
  std::optional<std::size_t> IndexOf(const std::string& value) const;
  std::optional<Move> MoveOf(const Act& act) const;
  bool May(const Move& move, State state) const;
  State After(const Move& move, State state) const;
  std::vector<State> Reached() const;

  const Regulation& regulation_;
  std::vector<Value> values_;
  std::vector<Move> moves_;
  std::uint64_t count_ = 1;
};

}  // namespace nuong::regulation
