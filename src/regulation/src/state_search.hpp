#pragma once
#include <cstdint>
#include <optional>
#include <vector>

/// The search kernel: every state that rules can bring about from one beginning, breadth first, so that the way to each
/// is among the shortest. A state is one word of 128 bits; what its bits mean is the caller's part. The same rules in
/// the same order give the same states in the same order.
namespace nuong::regulation {

__extension__ using Packed = unsigned __int128;

/// A few neighbouring bits, asked for: true when the number they form (0 … 63) is one of `allowed`.
struct BitTest {
  unsigned shift = 0;
  unsigned width = 1;         ///< 1 … 6
  std::uint64_t allowed = 0;  ///< bit n: the number n is allowed
  unsigned NumberIn(Packed state) const {
    return static_cast<unsigned>(static_cast<std::uint64_t>(state >> shift) & ((std::uint64_t{1} << width) - 1));
  }
  bool Holds(Packed state) const { return (allowed >> NumberIn(state) & 1) != 0; }
};

/// True when all tests of some box hold. No box: never. A box without tests: always.
using BitBox = std::vector<BitTest>;
using BitGuard = std::vector<BitBox>;
bool Holds(const BitGuard& guard, Packed state);

struct BitChange {
  BitGuard when;
  Packed clear = 0;
  Packed set = 0;
  bool sees_before = false;  ///< `when` is about the state before the rule, else about the state made so far
};

/// One way on. Where `when` holds, `clear` and `set` are carried out, then each of `then` in order.
///
/// A free rule only sets bits that no rule clears and that every guard only asks to be set: doing it hinders nothing.
/// So it is not followed by itself in any order with the others, but done just before a rule that it makes possible,
/// and before one that would make it impossible. Everything found can happen; of what differs only in free bits, the
/// extremes are found.
struct BitRule {
  BitGuard when;
  Packed clear = 0;
  Packed set = 0;
  std::vector<BitChange> then;
  bool is_free = false;
  Packed After(Packed state) const;
};

/// Bits that no longer matter, by the number in one field: states that differ only in them are one. Empty: all matter.
struct Forgetting {
  unsigned shift = 0;
  unsigned width = 0;
  std::vector<Packed> keeps;  ///< by number
  Packed operator()(Packed state) const {
    return keeps.empty() ? state : state & keeps[BitTest{shift, width, 0}.NumberIn(state)];
  }
};

class StateSearch {
 public:
  StateSearch(std::vector<BitRule> rules, Packed start, Forgetting forget = {});

  /// Searches until nothing is new. False when there are more than `most_states`: then it stops, and what comes after
  /// the states from explored() on is not known.
  bool Run(std::uint32_t most_states) { return RunWith(most_states, nullptr); }

  std::uint32_t explored() const { return explored_; }
  std::uint32_t size() const { return static_cast<std::uint32_t>(states_.size()); }
  std::uint64_t steps() const { return steps_; }  ///< rules carried out
  Packed at(std::uint32_t index) const { return states_[index]; }
  std::optional<std::uint32_t> IndexOf(Packed state) const;
  const std::vector<BitRule>& rules() const { return rules_; }

  struct Edge {
    std::uint32_t rule;
    std::uint32_t to;
  };

  /// The rules on a shortest way from the beginning to the state.
  std::vector<std::uint32_t> WayTo(std::uint32_t index) const;
  /// The rules of one edge of the graph: the free ones done before it, then itself.
  std::vector<std::uint32_t> Step(std::uint32_t from, const Edge& edge) const;

  /// Every rule that leads on from each state, also to itself; by state, then by rule. A free rule that can be done
  /// leads to the state itself.
  struct Graph {
    std::vector<std::uint32_t> begins;  ///< by state, and one past the last
    std::vector<Edge> edges;
  };
  /// As Run, and fills the graph.
  bool Run(std::uint32_t most_states, Graph& graph) { return RunWith(most_states, &graph); }

 private:
  /// A rule with its guard laid flat: the exact bits of its first box first, because most rules fail there.
  struct Flat {
    Packed mask;
    Packed value;
    std::uint32_t box_begin;
    std::uint32_t box_end;
    Packed clear;
    Packed set;
    std::uint32_t rule;
    bool has_more;     ///< changes beyond clear and set
    Packed needs = 0;  ///< bits that free rules may set to make it possible
  };
  struct FlatBox {
    std::uint32_t test_begin;
    std::uint32_t test_end;
  };

  /// A state that a rule led to, not yet looked up.
  struct Made {
    Packed state;
    std::size_t hash;
    std::uint32_t parent;
    std::uint32_t rule;
  };

  void Flatten(const BitRule& rule, std::uint32_t index);
  void FindNeeds();
  Packed WithFree(Packed state) const;
  template <class F>
  void EachNext(Packed state, Packed all, F next) const;
  void AddFreeSteps(Packed from, Packed to, std::vector<std::uint32_t>& way) const;
  bool May(const Flat& flat, Packed state) const;
  Packed Next(const Flat& flat, Packed state) const {
    return forget_(flat.has_more ? rules_[flat.rule].After(state) : (state & ~flat.clear) | flat.set);
  }
  bool RunWith(std::uint32_t most_states, Graph* graph);
  void Expand(std::uint32_t begin, std::uint32_t end);
  void AddFreeEdges(std::uint32_t index, Graph& graph) const;
  std::uint32_t Add(Packed state, std::uint32_t parent, std::uint32_t rule);
  std::uint32_t Add(const Made& made);
  void Grow();

  std::vector<BitRule> rules_;
  Forgetting forget_;
  std::vector<Flat> flat_;
  std::vector<Flat> free_;
  std::vector<FlatBox> boxes_;
  std::vector<BitTest> tests_;
  std::uint32_t explored_ = 0;
  std::uint64_t steps_ = 0;
  std::vector<Made> made_;         ///< from a few states, in their order
  std::vector<std::size_t> ends_;  ///< where in `made_` that of each state ends
  std::vector<Packed> states_;
  std::vector<Edge> parents_;         ///< `to` is the state it came from
  std::vector<std::uint32_t> table_;  ///< index + 1 by hash, open addressing; 0 is free
};

/// Which states lead to a state that is marked, over the edges of the graph. Marks are by index.
std::vector<bool> LeadsTo(const StateSearch::Graph& graph, const std::vector<bool>& goals);

}  // namespace nuong::regulation
