#include "state_search.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cstdlib>
#include <map>
#include <set>
#include <string>

#include "random_net.hpp"

namespace nuong::regulation {
namespace {

constexpr std::uint64_t Only(unsigned number) { return std::uint64_t{1} << number; }

TEST(StateSearch, FindsTheShortestWay) {
  // A counter of two bits that goes up by one, and a short cut from 0 to 2.
  const std::vector<BitRule> rules = {{{{{0, 2, Only(0)}}}, 3, 1, {}},
                                      {{{{0, 2, Only(1)}}}, 3, 2, {}},
                                      {{{{0, 2, Only(2)}}}, 3, 3, {}},
                                      {{{{0, 2, Only(0)}}}, 3, 2, {}}};
  StateSearch search(rules, 0);
  ASSERT_TRUE(search.Run(100));
  EXPECT_EQ(search.size(), 4u);
  EXPECT_EQ(search.WayTo(*search.IndexOf(3)), (std::vector<std::uint32_t>{3, 2}));
  EXPECT_FALSE(search.IndexOf(7));
}

TEST(StateSearch, StopsAtTheLimit) {
  std::vector<BitRule> rules;
  for (unsigned bit = 0; bit < 20; ++bit) rules.push_back({{{{bit, 1, Only(0)}}}, 0, Packed{1} << bit, {}});
  StateSearch search(rules, 0);
  EXPECT_FALSE(search.Run(1000));
}

TEST(StateSearch, JudgesAChangeByTheStateBeforeOrTheOneMadeSoFar) {
  BitRule rule{{{}}, 1, 2, {}};
  rule.then.push_back({{{{0, 1, Only(1)}}}, 0, 4, true});
  rule.then.push_back({{{{0, 1, Only(1)}}}, 0, 8, false});
  EXPECT_TRUE(rule.After(1) == (2u | 4u));
}

TEST(StateSearch, ARuleWithoutABoxNeverActs) {
  StateSearch search({{{}, 0, 1, {}}}, 0);
  ASSERT_TRUE(search.Run(10));
  EXPECT_EQ(search.size(), 1u);
}

/// What the kernel does, done the plain way: sets, maps and recursion over every rule.
struct Reference {
  std::map<Packed, std::size_t> distance;
  std::map<Packed, std::set<Packed>> next;

  Reference(const std::vector<BitRule>& rules, Packed start) {
    distance[start] = 0;
    for (std::set<Packed> layer = {start}; !layer.empty();) {
      std::set<Packed> following;
      for (const Packed state : layer) {
        for (const BitRule& rule : rules) {
          if (!Holds(rule.when, state)) continue;
          const Packed after = rule.After(state);
          next[state].insert(after);
          if (distance.emplace(after, distance[state] + 1).second) following.insert(after);
        }
      }
      layer = std::move(following);
    }
  }

  bool Leads(Packed from, Packed goal) const {
    std::set<Packed> seen = {from};
    std::vector<Packed> todo = {from};
    while (!todo.empty()) {
      const Packed state = todo.back();
      todo.pop_back();
      if (state == goal) return true;
      const auto found = next.find(state);
      if (found == next.end()) continue;
      for (const Packed after : found->second) {
        if (seen.insert(after).second) todo.push_back(after);
      }
    }
    return false;
  }
};

/// How many nets a run tries: NUONG_NETS, or the number given.
std::uint64_t NetsWanted(std::uint64_t otherwise) {
  const char* wanted = std::getenv("NUONG_NETS");
  return wanted == nullptr ? otherwise : std::stoull(wanted);
}

TEST(StateSearch, AgreesWithBruteForceOnRandomNets) {
  const std::uint64_t nets = NetsWanted(1000);
  for (std::uint64_t seed = 0; seed < nets; ++seed) {
    const testing::RandomNet net(seed);
    const Reference reference(net.rules, net.start);
    StateSearch search(net.rules, net.start);
    StateSearch::Graph graph;
    ASSERT_TRUE(search.Run(1u << 16, graph));
    ASSERT_EQ(search.size(), reference.distance.size()) << "net " << seed;
    const Packed goal = search.at(search.size() - 1);
    std::vector<bool> goals(search.size());
    goals[search.size() - 1] = true;
    const std::vector<bool> leads = LeadsTo(graph, goals);
    for (std::uint32_t i = 0; i < search.size(); ++i) {
      const auto known = reference.distance.find(search.at(i));
      ASSERT_NE(known, reference.distance.end()) << "net " << seed;
      const auto way = search.WayTo(i);
      ASSERT_EQ(way.size(), known->second) << "net " << seed;
      Packed state = net.start;
      for (const std::uint32_t rule : way) state = net.rules[rule].After(state);
      ASSERT_TRUE(state == search.at(i)) << "net " << seed;
      ASSERT_EQ(leads[i], reference.Leads(search.at(i), goal)) << "net " << seed;
    }
  }
}

}  // namespace
}  // namespace nuong::regulation
