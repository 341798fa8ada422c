#include "nuong/regulation/search_load.hpp"

#include "state_search.hpp"

namespace nuong::regulation {
namespace {

constexpr unsigned kWidth = 2;
constexpr unsigned kSteps = 4;
constexpr std::uint64_t kAny = (1u << kSteps) - 1;
constexpr std::uint64_t Only(unsigned number) { return std::uint64_t{1} << number; }

/// An office goes on from one step to the next while another office is at one of the `allowed`.
struct Advance {
  unsigned office;
  unsigned from;
  unsigned other;
  std::uint64_t allowed;
};

std::vector<Advance> Advances(unsigned offices) {
  std::vector<Advance> all;
  for (unsigned office = 0; office < offices; ++office) {
    all.push_back({office, 0, office, kAny});
    all.push_back({office, 1, (office + 1) % offices, kAny & ~Only(0)});
    all.push_back({office, 2, (office + 2) % offices, kAny & ~Only(2)});
  }
  return all;
}

BitRule RuleOf(const Advance& advance) {
  BitRule rule;
  BitBox box = {{kWidth * advance.office, kWidth, Only(advance.from)}};
  if (advance.allowed != kAny) box.push_back({kWidth * advance.other, kWidth, advance.allowed});
  rule.when = {box};
  rule.clear = Packed{kSteps - 1} << (kWidth * advance.office);
  rule.set = static_cast<Packed>(advance.from + 1) << (kWidth * advance.office);
  return rule;
}

}  // namespace

SearchedLoad SearchLoad(unsigned offices) {
  std::vector<BitRule> rules;
  for (const Advance& advance : Advances(offices)) rules.push_back(RuleOf(advance));
  StateSearch search(std::move(rules), 0);
  search.Run(~std::uint32_t{0});
  return {search.size(), search.steps()};
}

std::string LoadInPromela(unsigned offices) {
  std::string text;
  for (unsigned office = 0; office < offices; ++office) text += "unsigned s" + std::to_string(office) + " : 2;\n";
  text += "active proctype offices() {\nend:\n  do\n";
  for (const Advance& advance : Advances(offices)) {
    const std::string own = "s" + std::to_string(advance.office);
    text += "  :: d_step { " + own + " == " + std::to_string(advance.from);
    for (unsigned step = 0; step < kSteps; ++step) {
      if ((advance.allowed >> step & 1) == 0) {
        text += " && s" + std::to_string(advance.other) + " != " + std::to_string(step);
      }
    }
    text += " -> " + own + " = " + std::to_string(advance.from + 1) + " }\n";
  }
  return text + "  od\n}\n";
}

}  // namespace nuong::regulation
