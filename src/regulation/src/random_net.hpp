#pragma once
#include <random>

#include "state_search.hpp"

/// Small nets made at random from a number, for tests and campaigns: four fields of two bits, up to a dozen rules.
namespace nuong::regulation::testing {

struct RandomNet {
  static constexpr unsigned kFields = 4;

  explicit RandomNet(std::uint64_t seed) : random(seed) {
    start = Pick(256);
    for (std::uint64_t i = 1 + Pick(12); i > 0; --i) rules.push_back(Rule());
  }

  std::vector<BitRule> rules;
  Packed start;

 private:
  std::uint64_t Pick(std::uint64_t below) { return random() % below; }

  BitGuard Guard() {
    BitGuard guard;
    for (std::uint64_t boxes = 1 + Pick(2); boxes > 0; --boxes) {
      BitBox box;
      for (std::uint64_t tests = Pick(4); tests > 0; --tests) {
        box.push_back({static_cast<unsigned>(2 * Pick(kFields)), 2, 1 + Pick(15)});
      }
      guard.push_back(box);
    }
    return guard;
  }

  BitRule Rule() {
    BitRule rule{Guard(), 0, 0, {}};
    SetSome(rule.clear, rule.set);
    for (std::uint64_t changes = Pick(3); changes > 0; --changes) {
      BitChange change{Guard(), 0, 0, Pick(2) == 0};
      SetSome(change.clear, change.set);
      rule.then.push_back(change);
    }
    return rule;
  }

  void SetSome(Packed& clear, Packed& set) {
    const auto shift = static_cast<unsigned>(2 * Pick(kFields));
    clear = Packed{3} << shift;
    set = Packed{Pick(4)} << shift;
  }

  std::mt19937_64 random;
};

}  // namespace nuong::regulation::testing
