#pragma once
#include <cstdint>
#include <string>

/// A made-up net to measure the search kernel by, the same for it and for Spin. Nothing of it is law.
namespace nuong::regulation {

struct SearchedLoad {
  std::uint32_t states = 0;  ///< different ones
  std::uint64_t steps = 0;   ///< rules carried out, also where they led to a state already known
};

/// So many offices, 1 … 13, in a ring, each of which goes through four steps; the third waits until the next office has
/// begun, the fourth until the one after it is not at the third. Searched to the end.
SearchedLoad SearchLoad(unsigned offices);

/// The same net in the language of Spin.
std::string LoadInPromela(unsigned offices);

}  // namespace nuong::regulation
