#include "relaxed.hpp"

#include <algorithm>

namespace nuong::regulation {
namespace {

constexpr VariableId kEra = 0;

}  // namespace

bool Relaxed::May(const BitGuard& guard) const {
  return std::any_of(guard.begin(), guard.end(), [&](const BitBox& box) {
    return std::all_of(box.begin(), box.end(),
                       [&](const BitTest& test) { return (values_[test.shift] & test.allowed) != 0; });
  });
}

RelaxedNet::RelaxedNet(const CaseSlice& slice, std::size_t acts) : slice_(slice), act_count_(acts) {
  for (std::size_t i = 0; i < slice.rules().size(); ++i) {
    const BitRule& rule = slice.rules()[i];
    Rule made{&rule.when, slice.labels()[i].act, {}};
    AddEffects(rule.clear, rule.set, made.effects);
    for (const BitChange& change : rule.then) AddEffects(change.clear, change.set, made.effects);
    rules_.push_back(std::move(made));
  }
}

void RelaxedNet::AddEffects(Packed clear, Packed set, std::vector<Effect>& effects) const {
  for (const VariableId variable : slice_.variables()) {
    if (((clear | set) & slice_.Mask(variable)) == 0) continue;
    const BitTest test = slice_.TestOf(variable);
    effects.push_back({test.shift, test.NumberIn(set)});
  }
}

Relaxed RelaxedNet::From(Packed state, const Counts& counts, std::optional<std::size_t> revived) const {
  Relaxed made;
  made.acts_.resize(act_count_);
  for (const VariableId variable : slice_.variables()) {
    const BitTest test = slice_.TestOf(variable);
    made.values_[test.shift] |= std::uint64_t{1} << test.NumberIn(state);
  }
  const unsigned era = slice_.TestOf(kEra).shift;
  std::vector<const Rule*> waiting;
  for (const Rule& rule : rules_) {
    if (!rule.act || counts.empty() || counts[*rule.act]) waiting.push_back(&rule);
  }
  for (std::size_t before = waiting.size() + 1; before > waiting.size();) {
    before = waiting.size();
    std::erase_if(waiting, [&](const Rule* rule) {
      const std::uint64_t eras = made.values_[era];
      const bool any_era = revived && rule->act == revived;
      if (any_era) made.values_[era] = ~std::uint64_t{0};
      const bool may = made.May(*rule->when);
      if (any_era) made.values_[era] = eras;
      if (!may) return false;
      for (const Effect& effect : rule->effects) made.values_[effect.shift] |= std::uint64_t{1} << effect.number;
      if (rule->act) made.acts_[*rule->act] = true;
      return true;
    });
  }
  return made;
}

}  // namespace nuong::regulation
