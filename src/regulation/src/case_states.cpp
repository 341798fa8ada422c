#include "case_states.hpp"

#include <algorithm>

#include "signature.hpp"

namespace nuong::regulation {
namespace {

std::optional<std::uint32_t> IndexOfCode(const CaseValue& value, const std::string& code) {
  for (std::uint32_t i = 0; i < value.codes.size(); ++i) {
    if (value.codes[i].code == code) return i;
  }
  return std::nullopt;
}

}  // namespace

CaseStates::CaseStates(const Regulation& regulation) : regulation_(regulation) {
  for (const CaseValue& value : regulation.case_values) {
    if (value.codes.empty()) continue;
    if (!IsSearchable()) return;
    values_.push_back({&value, static_cast<std::uint32_t>(count_), static_cast<std::uint32_t>(value.codes.size())});
    count_ *= value.codes.size();
  }
  if (!IsSearchable()) return;
  for (const Act& act : regulation.acts) {
    if (auto move = MoveOf(act)) moves_.push_back(std::move(*move));
  }
}

std::optional<std::size_t> CaseStates::IndexOf(const std::string& value) const {
  for (std::size_t i = 0; i < values_.size(); ++i) {
    if (values_[i].value->id == value) return i;
  }
  return std::nullopt;
}

std::optional<CaseStates::Move> CaseStates::MoveOf(const Act& act) const {
  Move move;
  for (const auto& [value, code] : act.sets) {
    const auto index = IndexOf(value);
    const auto digit = index ? IndexOfCode(*values_[*index].value, code) : std::nullopt;
    if (digit) move.sets.emplace_back(*index, *digit);
  }
  if (move.sets.empty()) return std::nullopt;
  if (act.when.empty()) return move;
  const auto condition = rules::Condition::Compile(act.when, CaseNames(regulation_));
  if (!condition.ok()) return move;
  std::size_t combinations = 1;
  for (const std::string& name : condition->names()) {
    if (const auto index = IndexOf(name.substr(name.find('.') + 1))) {
      move.asked.push_back(*index);
      combinations *= values_[*index].size;
    }
  }
  for (std::size_t combination = 0; combination < combinations; ++combination) {
    rules::Environment environment;
    std::size_t rest = combination;
    for (const std::size_t index : move.asked) {
      const CaseValue& value = *values_[index].value;
      environment["case." + value.id] = value.codes[rest % value.codes.size()].code;
      rest /= value.codes.size();
    }
    move.may.push_back(condition->Test(environment) != rules::Truth::kFalse);
  }
  return move;
}

bool CaseStates::May(const Move& move, State state) const {
  if (move.may.empty()) return true;
  std::size_t combination = 0;
  std::size_t weight = 1;
  for (const std::size_t index : move.asked) {
    combination += weight * Digit(state, index);
    weight *= values_[index].size;
  }
  return move.may[combination];
}

CaseStates::State CaseStates::After(const Move& move, State state) const {
  for (const auto& [index, digit] : move.sets) {
    state = state - Digit(state, index) * values_[index].step + digit * values_[index].step;
  }
  return state;
}

std::vector<CaseStates::State> CaseStates::Reached() const {
  std::vector<State> reached = {0};
  std::vector<bool> seen(count_, false);
  seen[0] = true;
  for (std::size_t i = 0; i < reached.size(); ++i) {
    const State state = reached[i];
    for (const Move& move : moves_) {
      const State after = After(move, state);
      if (seen[after] || !May(move, state)) continue;
      seen[after] = true;
      reached.push_back(after);
    }
  }
  return reached;
}

std::vector<std::string> CaseStates::CodesThatNeverReach(const std::string& value, const std::string& goal) const {
  const auto index = IndexOf(value);
  const auto goal_digit = index ? IndexOfCode(*values_[*index].value, goal) : std::nullopt;
  if (!goal_digit || !IsSearchable()) return {};
  const std::vector<State> reached = Reached();
  std::vector<bool> can(count_, false);
  const auto leads_there = [&](State state) {
    return Digit(state, *index) == *goal_digit || std::any_of(moves_.begin(), moves_.end(), [&](const Move& move) {
             return can[After(move, state)] && May(move, state);
           });
  };
  // Later states lead to the goal sooner, so going backwards settles in few rounds.
  for (bool changes = true; changes;) {
    changes = false;
    for (auto state = reached.rbegin(); state != reached.rend(); ++state) {
      if (can[*state] || !leads_there(*state)) continue;
      can[*state] = changes = true;
    }
  }
  std::vector<bool> stuck(values_[*index].size, false);
  for (const State state : reached) {
    if (!can[state]) stuck[Digit(state, *index)] = true;
  }
  std::vector<std::string> codes;
  for (std::size_t digit = 0; digit < stuck.size(); ++digit) {
    if (stuck[digit]) codes.push_back(values_[*index].value->codes[digit].code);
  }
  return codes;
}

}  // namespace nuong::regulation
