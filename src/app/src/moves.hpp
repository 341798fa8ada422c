#pragma once
#include <optional>
#include <string>
#include <vector>

#include "nuong/operations/compare.hpp"
#include "nuong/regulation/compare.hpp"

namespace nuong::app {

/// What one regulation moves against another state of itself.
struct Moves {
  std::string regulation;  ///< id
  Offset offset;
  std::vector<regulation::ItemChange> items;
  std::vector<regulation::DutyMove> duties;
  std::vector<operations::RightMove> rights;
  std::vector<regulation::EntitlementMove> entitlements;
  std::optional<operations::CasesMove> cases;  ///< nothing: no directory was asked about
};

/// For a person: one line for each move, under a heading for each kind; says so when nothing has moved.
std::string Told(const Moves& moves, bool in_english);
Value Encode(const Moves& moves);

}  // namespace nuong::app
