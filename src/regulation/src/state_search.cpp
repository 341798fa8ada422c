#include "state_search.hpp"

#include <algorithm>
#include <bit>
#include <utility>

namespace nuong::regulation {
namespace {

constexpr std::size_t kFirstTable = 1024;
constexpr std::uint32_t kTogether = 16;

std::size_t Hash(Packed state) {
  std::uint64_t hash = static_cast<std::uint64_t>(state) * 0x9E3779B97F4A7C15u;
  hash ^= static_cast<std::uint64_t>(state >> 64) * 0xC2B2AE3D27D4EB4Fu;
  return static_cast<std::size_t>(hash ^ (hash >> 32));
}

}  // namespace

bool Holds(const BitGuard& guard, Packed state) {
  return std::any_of(guard.begin(), guard.end(), [&](const BitBox& box) {
    return std::all_of(box.begin(), box.end(), [&](const BitTest& test) { return test.Holds(state); });
  });
}

Packed BitRule::After(Packed state) const {
  Packed after = (state & ~clear) | set;
  for (const BitChange& change : then) {
    if (Holds(change.when, change.sees_before ? state : after)) after = (after & ~change.clear) | change.set;
  }
  return after;
}

StateSearch::StateSearch(std::vector<BitRule> rules, Packed start, Forgetting forget)
    : rules_(std::move(rules)), forget_(std::move(forget)), table_(kFirstTable) {
  for (std::uint32_t i = 0; i < rules_.size(); ++i) Flatten(rules_[i], i);
  FindNeeds();
  Add(start, 0, 0);
}

/// What free rules can add to what a rule asks for, and to what those ask for.
void StateSearch::FindNeeds() {
  const auto asked = [](const BitRule& rule) {
    Packed bits = 0;
    for (const BitBox& box : rule.when) {
      for (const BitTest& test : box) bits |= ((Packed{1} << test.width) - 1) << test.shift;
    }
    return bits;
  };
  const auto given = [](const BitRule& rule) {
    Packed bits = rule.set;
    for (const BitChange& change : rule.then) bits |= change.set;
    return bits;
  };
  for (Flat& flat : flat_) {
    Packed wanted = free_.empty() ? 0 : asked(rules_[flat.rule]);
    for (bool grows = !free_.empty(); grows;) {
      grows = false;
      for (const Flat& free : free_) {
        const Packed gives = given(rules_[free.rule]);
        if ((gives & wanted) == 0) continue;
        const Packed more = wanted | gives | asked(rules_[free.rule]);
        grows = grows || more != wanted || (flat.needs | gives) != flat.needs;
        wanted = more;
        flat.needs |= gives;
      }
    }
  }
}

Packed StateSearch::WithFree(Packed state) const {
  for (Packed before = ~state; before != state;) {
    before = state;
    for (const Flat& free : free_) {
      if (May(free, state)) state = Next(free, state);
    }
  }
  return state;
}

/// Calls `next` with every state a rule that is not free leads to, and with the rule. `all` is the state with all that
/// free rules can add.
template <class F>
void StateSearch::EachNext(Packed state, Packed all, F next) const {
  for (const Flat& flat : flat_) {
    if (May(flat, state)) {
      const Packed after = Next(flat, state);
      next(after, flat.rule);
      if (all != state && after != state && (all & ~(WithFree(after) | after)) != 0) {
        if (May(flat, all)) next(Next(flat, all), flat.rule);
      }
    } else if (all != state) {
      const Packed made = state | (all & flat.needs);
      if (made != state && May(flat, made)) next(Next(flat, made), flat.rule);
    }
  }
}

void StateSearch::Flatten(const BitRule& rule, std::uint32_t index) {
  if (rule.when.empty()) return;
  Flat flat{0, 0, static_cast<std::uint32_t>(boxes_.size()), 0, rule.clear, rule.set, index, !rule.then.empty()};
  const bool is_single = rule.when.size() == 1;
  for (const BitBox& box : rule.when) {
    const auto begin = static_cast<std::uint32_t>(tests_.size());
    for (const BitTest& test : box) {
      if (is_single && std::has_single_bit(test.allowed)) {
        const Packed field = ((Packed{1} << test.width) - 1) << test.shift;
        const Packed value = static_cast<Packed>(std::countr_zero(test.allowed)) << test.shift;
        if ((flat.mask & field) == 0) {
          flat.mask |= field;
          flat.value |= value;
          continue;
        }
      }
      tests_.push_back(test);
    }
    boxes_.push_back({begin, static_cast<std::uint32_t>(tests_.size())});
  }
  flat.box_end = static_cast<std::uint32_t>(boxes_.size());
  (rule.is_free ? free_ : flat_).push_back(flat);
}

bool StateSearch::May(const Flat& flat, Packed state) const {
  if ((state & flat.mask) != flat.value) return false;
  for (std::uint32_t box = flat.box_begin; box < flat.box_end; ++box) {
    std::uint32_t test = boxes_[box].test_begin;
    while (test < boxes_[box].test_end && tests_[test].Holds(state)) ++test;
    if (test == boxes_[box].test_end) return true;
  }
  return false;
}

std::uint32_t StateSearch::Add(Packed state, std::uint32_t parent, std::uint32_t rule) {
  return Add({state, Hash(state), parent, rule});
}

std::uint32_t StateSearch::Add(const Made& made) {
  const std::size_t last = table_.size() - 1;
  std::size_t slot = made.hash & last;
  for (; table_[slot] != 0; slot = (slot + 1) & last) {
    if (states_[table_[slot] - 1] == made.state) return table_[slot] - 1;
  }
  states_.push_back(made.state);
  parents_.push_back({made.rule, made.parent});
  table_[slot] = size();
  if (states_.size() * 2 > table_.size()) Grow();
  return size() - 1;
}

void StateSearch::Grow() {
  std::vector<std::uint32_t> larger(table_.size() * 4);
  const std::size_t last = larger.size() - 1;
  for (std::uint32_t i = 0; i < size(); ++i) {
    std::size_t slot = Hash(states_[i]) & last;
    while (larger[slot] != 0) slot = (slot + 1) & last;
    larger[slot] = i + 1;
  }
  table_ = std::move(larger);
}

/// What some states lead to, and where each ends. Memory is asked for before it is needed: to wait for it is what takes
/// longest.
void StateSearch::Expand(std::uint32_t begin, std::uint32_t end) {
  made_.clear();
  ends_.clear();
  const std::size_t last = table_.size() - 1;
  for (std::uint32_t i = begin; i < end; ++i) {
    const Packed state = states_[i];
    EachNext(state, free_.empty() ? state : WithFree(state), [&](Packed after, std::uint32_t rule) {
      made_.push_back({after, Hash(after), i, rule});
      __builtin_prefetch(&table_[made_.back().hash & last]);
    });
    ends_.push_back(made_.size());
  }
  for (const Made& made : made_) {
    const std::uint32_t known = table_[made.hash & last];
    if (known != 0) __builtin_prefetch(&states_[known - 1]);
  }
}

bool StateSearch::RunWith(std::uint32_t most_states, Graph* graph) {
  while (explored_ < size() && size() <= most_states) {
    const std::uint32_t begin = explored_;
    Expand(begin, std::min(size(), begin + kTogether));
    std::size_t next = 0;
    for (const std::size_t end : ends_) {
      if (size() > most_states) break;
      if (graph != nullptr) graph->begins.push_back(static_cast<std::uint32_t>(graph->edges.size()));
      for (; next < end; ++next) {
        const std::uint32_t to = Add(made_[next]);
        if (graph != nullptr) graph->edges.push_back({made_[next].rule, to});
      }
      if (graph != nullptr) AddFreeEdges(explored_, *graph);
      ++explored_;
    }
    steps_ += next;
  }
  if (graph != nullptr) graph->begins.resize(size() + 1, static_cast<std::uint32_t>(graph->edges.size()));
  return explored_ == size();
}

void StateSearch::AddFreeEdges(std::uint32_t index, Graph& graph) const {
  if (free_.empty()) return;
  const Packed all = WithFree(states_[index]);
  for (const Flat& free : free_) {
    if (May(free, all)) graph.edges.push_back({free.rule, index});
  }
}

std::optional<std::uint32_t> StateSearch::IndexOf(Packed state) const {
  const std::size_t last = table_.size() - 1;
  for (std::size_t slot = Hash(state) & last; table_[slot] != 0; slot = (slot + 1) & last) {
    if (states_[table_[slot] - 1] == state) return table_[slot] - 1;
  }
  return std::nullopt;
}

std::vector<std::uint32_t> StateSearch::WayTo(std::uint32_t index) const {
  std::vector<std::uint32_t> line = {index};
  while (line.back() != 0) line.push_back(parents_[line.back()].to);
  std::vector<std::uint32_t> way;
  for (std::size_t i = line.size() - 1; i > 0; --i) {
    const std::vector<std::uint32_t> step = Step(line[i], {parents_[line[i - 1]].rule, line[i - 1]});
    way.insert(way.end(), step.begin(), step.end());
  }
  return way;
}

std::vector<std::uint32_t> StateSearch::Step(std::uint32_t from, const Edge& edge) const {
  const BitRule& rule = rules_[edge.rule];
  const Packed state = states_[from];
  Packed made = state;
  if (!free_.empty() && !rule.is_free) {
    const Packed all = WithFree(state);
    const auto flat = std::find_if(flat_.begin(), flat_.end(), [&](const Flat& f) { return f.rule == edge.rule; });
    for (const Packed tried : {state, state | (all & flat->needs), all}) {
      made = tried;
      if (May(*flat, tried) && Next(*flat, tried) == states_[edge.to]) break;
    }
  }
  std::vector<std::uint32_t> way;
  AddFreeSteps(state, made, way);
  way.push_back(edge.rule);
  return way;
}

void StateSearch::AddFreeSteps(Packed from, Packed to, std::vector<std::uint32_t>& way) const {
  for (Packed before = ~from; before != from && from != to;) {
    before = from;
    for (const Flat& free : free_) {
      if (!May(free, from)) continue;
      const Packed after = Next(free, from);
      if (after == from || (after & ~to) != 0) continue;
      from = after;
      way.push_back(free.rule);
    }
  }
}

std::vector<bool> LeadsTo(const StateSearch::Graph& graph, const std::vector<bool>& goals) {
  const std::size_t count = goals.size();
  std::vector<std::uint32_t> begins(count + 1);
  for (const StateSearch::Edge& edge : graph.edges) ++begins[edge.to + 1];
  for (std::size_t i = 0; i < count; ++i) begins[i + 1] += begins[i];
  std::vector<std::uint32_t> from(graph.edges.size());
  std::vector<std::uint32_t> at(begins.begin(), begins.end() - 1);
  for (std::uint32_t i = 0; i < count; ++i) {
    for (std::uint32_t e = graph.begins[i]; e < graph.begins[i + 1]; ++e) from[at[graph.edges[e].to]++] = i;
  }
  std::vector<bool> leads = goals;
  std::vector<std::uint32_t> todo;
  for (std::uint32_t i = 0; i < count; ++i) {
    if (goals[i]) todo.push_back(i);
  }
  while (!todo.empty()) {
    const std::uint32_t state = todo.back();
    todo.pop_back();
    for (std::uint32_t e = begins[state]; e < begins[state + 1]; ++e) {
      if (leads[from[e]]) continue;
      leads[from[e]] = true;
      todo.push_back(from[e]);
    }
  }
  return leads;
}

}  // namespace nuong::regulation
