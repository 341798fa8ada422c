#include "split_views.hpp"

#include <gtest/gtest.h>
#include <unistd.h>

#include <fstream>
#include <iterator>

namespace nuong::app {
namespace {

namespace fs = std::filesystem;

class SplitViewsTest : public testing::Test {
 protected:
  SplitViewsTest() {
    std::string name = (fs::temp_directory_path() / "nuong-split-XXXXXX").string();
    directory_ = ::mkdtemp(name.data());
  }
  ~SplitViewsTest() override { fs::remove_all(directory_); }

  static std::string TextOf(const fs::path& file) {
    std::ifstream stream(file, std::ios::binary);
    return {std::istreambuf_iterator<char>(stream), {}};
  }

  fs::path directory_;
};

TEST_F(SplitViewsTest, AreKeptAsTheyWereAndNeverWrittenOver) {
  const auto kept = KeepSplitView(directory_, {3, "what we signed\n", "what we are shown\n"});
  ASSERT_TRUE(kept.ok());
  EXPECT_TRUE(kept->is_new);
  EXPECT_TRUE(fs::path(kept->folder).filename().string().starts_with("3-")) << kept->folder;
  const auto again = KeepSplitView(directory_, {3, "another\n", "what we are shown\n"});
  ASSERT_TRUE(again.ok());
  EXPECT_FALSE(again->is_new);
  EXPECT_EQ(again->folder, kept->folder);
  EXPECT_EQ(TextOf(fs::path(kept->folder) / "cosigned"), "what we signed\n");
  EXPECT_EQ(TextOf(fs::path(kept->folder) / "shown"), "what we are shown\n");
  const auto third = KeepSplitView(directory_, {3, "what we signed\n", "a third\n"});
  ASSERT_TRUE(third.ok());
  EXPECT_TRUE(third->is_new);
  EXPECT_EQ(TextOf(fs::path(kept->folder) / "shown"), "what we are shown\n") << "beside, not over";
}

TEST_F(SplitViewsTest, AreCompletedWhenTheFirstTimeWasCutShort) {
  const auto kept = KeepSplitView(directory_, {3, "one\n", "two\n"});
  ASSERT_TRUE(kept.ok());
  fs::remove(fs::path(kept->folder) / "shown");
  ASSERT_TRUE(KeepSplitView(directory_, {3, "later\n", "two\n"})->is_new);
  EXPECT_EQ(TextOf(fs::path(kept->folder) / "cosigned"), "one\n");
  EXPECT_EQ(TextOf(fs::path(kept->folder) / "shown"), "two\n");
}

TEST_F(SplitViewsTest, AreSoManyAndNoMore) {
  for (int i = 0; i < 64; ++i) {
    ASSERT_TRUE(KeepSplitView(directory_, {3, "one\n", "two " + std::to_string(i)})->is_new) << i;
  }
  const auto beyond = KeepSplitView(directory_, {3, "one\n", "two 64"});
  ASSERT_TRUE(beyond.ok());
  EXPECT_FALSE(beyond->is_new);
  EXPECT_EQ(beyond->folder, "");
  EXPECT_FALSE(KeepSplitView(directory_, {3, "one\n", "two 5"})->folder.empty()) << "those that are there stay";
}

TEST_F(SplitViewsTest, ThatCannotBeKeptAreToldOf) {
  std::ofstream(directory_ / "split-views") << "a file in the way";
  EXPECT_EQ(KeepSplitView(directory_, {3, "one\n", "two\n"}).error().id, "split_view_not_kept");
}

}  // namespace
}  // namespace nuong::app
