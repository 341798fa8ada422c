#pragma once
#include <cstddef>
#include <vector>

#include "syntax.hpp"

namespace nuong::rules {

/// Datum lists its alternatives in the order of Type, after Unknown.
inline bool DatumMatches(const Datum& datum, Type type) { return datum.index() == static_cast<std::size_t>(type) + 1; }

/// What every node of a checked condition is worth in one environment. Holds pointers into both, which must outlive it.
class Evaluation {
 public:
  Evaluation(const Nodes& nodes, const Environment& environment);
  Evaluation(const Evaluation&) = delete;
  Evaluation& operator=(const Evaluation&) = delete;

  Truth TruthOf(std::size_t node) const;
  bool IsUnknown(std::size_t node) const;

 private:
  const Datum* Look(const Node& node, const Environment& environment) const;
  Datum Compute(const Node& node) const;
  Datum ComputeStrict(const Node& node) const;
  bool Compare(const Node& node) const;
  Truth Join(const Node& node, Truth decisive, Truth neutral) const;

  std::vector<Datum> computed_;
  std::vector<const Datum*> worth_;
};

}  // namespace nuong::rules
