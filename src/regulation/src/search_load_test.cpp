#include "nuong/regulation/search_load.hpp"

#include <gtest/gtest.h>

namespace nuong::regulation {
namespace {

/// By hand: alone in the ring an office waits for itself, and is through once it has begun.
TEST(SearchLoad, OneOfficeGoesThroughItsSteps) {
  const SearchedLoad found = SearchLoad(1);
  EXPECT_EQ(found.states, 3u);
  EXPECT_EQ(found.steps, 2u);
}

/// What Spin stores and matches for the same nets, but for its first step.
TEST(SearchLoad, FindsAsManyStatesAndStepsAsSpin) {
  EXPECT_EQ(SearchLoad(4).states, 136u);
  EXPECT_EQ(SearchLoad(4).steps, 316u);
  EXPECT_EQ(SearchLoad(8).states, 18464u);
  EXPECT_EQ(SearchLoad(8).steps, 85984u);
}

TEST(SearchLoad, IsToldToSpinAsOneProcess) {
  const std::string told = LoadInPromela(1);
  EXPECT_EQ(told,
            "unsigned s0 : 2;\n"
            "active proctype offices() {\nend:\n  do\n"
            "  :: d_step { s0 == 0 -> s0 = 1 }\n"
            "  :: d_step { s0 == 1 && s0 != 0 -> s0 = 2 }\n"
            "  :: d_step { s0 == 2 && s0 != 2 -> s0 = 3 }\n"
            "  od\n}\n");
}

}  // namespace
}  // namespace nuong::regulation
