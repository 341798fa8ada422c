#include "kept_sources.hpp"

#include <gtest/gtest.h>

namespace nuong::operations {
namespace {

class KeptSourcesTest : public testing::Test {
 protected:
  std::string ClauseOf(const regulation::Source& source) {
    return kept_
        .Get(source,
             [&] {
               ++made_;
               SourceView view;
               view.clause = source.clause;
               return view;
             })
        ->clause;
  }
  KeptSources kept_;
  int made_ = 0;
};

TEST_F(KeptSourcesTest, MakesOneViewOfASource) {
  const regulation::Source source{"law", "art. 1", {}, {}, {}};
  EXPECT_EQ(ClauseOf(source), "art. 1");
  EXPECT_EQ(ClauseOf(source), "art. 1");
  EXPECT_EQ(made_, 1);
}

TEST_F(KeptSourcesTest, TellsNobodyTheSourceThatLayThereBefore) {
  regulation::Source source{"law", "art. 1", {}, {}, {}};
  ClauseOf(source);
  source.says.en = "Otherwise.";
  EXPECT_EQ(ClauseOf(source), "art. 1");
  source.clause = "art. 2";
  EXPECT_EQ(ClauseOf(source), "art. 2");
  EXPECT_EQ(made_, 3);
}

}  // namespace
}  // namespace nuong::operations
