#include "case_slice.hpp"

/// What makes a slice small: acts whose order does not matter, and values that are asked for no more.
namespace nuong::regulation {

Packed CaseSlice::FieldOf(VariableId variable) const {
  const Place& place = places_[variable];
  return ((Packed{1} << place.width) - 1) << place.shift;
}

/// Acts that only set bits which nothing clears and nothing asks to be clear (see BitRule). Never about what is asked.
void CaseSlice::FreeWhatHindersNothing(const Question& question) {
  Packed harmless = ~(FieldOf(0) | FieldOf(net_.begun()));
  for (const VariableId variable : question.about) harmless &= ~FieldOf(variable);
  const auto look = [&](const BitGuard& guard) {
    for (const BitBox& box : guard) {
      for (const BitTest& test : box) {
        const Packed field = ((Packed{1} << test.width) - 1) << test.shift;
        if (test.width > 1 || test.allowed != 2) harmless &= ~field;
      }
    }
  };
  for (const BitRule& rule : rules_) {
    look(rule.when);
    harmless &= ~(rule.clear & ~rule.set);
    for (const BitChange& change : rule.then) {
      look(change.when);
      harmless &= ~(change.clear & ~change.set);
    }
  }
  for (std::size_t i = 0; i < rules_.size(); ++i) {
    BitRule& rule = rules_[i];
    Packed touched = rule.clear | rule.set;
    for (const BitChange& change : rule.then) touched |= change.clear | change.set;
    const auto& act = labels_[i].act;
    rule.is_free = act && touched != 0 && (touched & ~harmless) == 0 && !net_.regulation().acts[*act].verifies;
  }
}

/// A variable matters at a stage when some rule asks for it there, or at a stage that can still come.
void CaseSlice::ForgetWhatNoLongerMatters(const Question& question) {
  const auto stage = net_.CaseName("stage");
  if (!Knows(stage)) return;
  const Place& place = places_[*stage];
  const unsigned stages = net_.variables().at(*stage).size;
  const std::uint64_t all = (std::uint64_t{1} << stages) - 1;
  const auto stages_of = [&](const BitBox& box) {
    std::uint64_t allowed = all;
    for (const BitTest& test : box) {
      if (test.shift == place.shift) allowed &= test.allowed;
    }
    return allowed;
  };
  std::vector<std::uint64_t> comes(stages);  // by stage: those that can follow, itself too
  std::vector<Packed> asked(stages);         // by stage: bits some rule asks for
  const Packed field = FieldOf(*stage);
  for (unsigned from = 0; from < stages; ++from) comes[from] = std::uint64_t{1} << from;
  const auto ask = [&](const BitBox& box, std::uint64_t at) {
    for (unsigned from = 0; from < stages; ++from) {
      if ((at >> from & 1) == 0) continue;
      for (const BitTest& test : box) asked[from] |= ((Packed{1} << test.width) - 1) << test.shift;
    }
  };
  for (const BitRule& rule : rules_) {
    std::uint64_t at = 0;
    for (const BitBox& box : rule.when) {
      ask(box, stages_of(box));
      at |= stages_of(box);
    }
    const bool moves = (rule.clear & field) != 0;
    for (unsigned from = 0; from < stages; ++from) {
      if (moves && (at >> from & 1) != 0)
        comes[from] |= std::uint64_t{1} << static_cast<unsigned>((rule.set & field) >> place.shift);
    }
    for (const BitChange& change : rule.then) {
      for (const BitBox& box : change.when) ask(box, change.sees_before ? at & stages_of(box) : all);
    }
  }
  for (bool grows = true; grows;) {
    grows = false;
    for (unsigned from = 0; from < stages; ++from) {
      for (unsigned to = 0; to < stages; ++to) {
        if ((comes[from] >> to & 1) == 0 || (comes[from] | comes[to]) == comes[from]) continue;
        comes[from] |= comes[to];
        grows = true;
      }
    }
  }
  Packed always = FieldOf(0) | FieldOf(net_.begun()) | field;
  for (const VariableId variable : question.about) always |= FieldOf(variable);
  for (const VariableId variable : question.watched) always |= FieldOf(variable);
  forget_ = {place.shift, place.width, std::vector<Packed>(std::size_t{1} << place.width, ~Packed{0})};
  for (unsigned from = 0; from < stages; ++from) {
    forget_.keeps[from] = always;
    for (unsigned to = 0; to < stages; ++to) {
      if ((comes[from] >> to & 1) != 0) forget_.keeps[from] |= asked[to];
    }
  }
}

}  // namespace nuong::regulation
