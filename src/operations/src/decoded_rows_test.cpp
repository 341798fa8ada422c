#include "decoded_rows.hpp"

#include <gtest/gtest.h>

#include <thread>
#include <vector>

namespace nuong::operations {
namespace {

class DecodedRowsTest : public testing::Test {
 protected:
  std::size_t Get(const std::string& bytes) {
    return **rows_.Get(bytes, [&](const std::string& given) -> Result<std::size_t> {
      ++decoded_;
      return given.size();
    });
  }
  DecodedRows<std::size_t> rows_;
  int decoded_ = 0;
};

TEST_F(DecodedRowsTest, DecodesTheSameBytesOnceAndOthersAnew) {
  EXPECT_EQ(Get("abc"), 3u);
  EXPECT_EQ(Get("abc"), 3u);
  EXPECT_EQ(decoded_, 1);
  EXPECT_EQ(Get("abcd"), 4u);
  EXPECT_EQ(decoded_, 2);
}

TEST_F(DecodedRowsTest, KeepsWhatIsAskedForAndLetsTheRestGo) {
  const std::string often(1000, 'o');
  const std::string once(1000, 'x');
  Get(often);
  Get(once);
  for (int i = 0; i < 3000; ++i) {
    Get(std::string(1000, 'a') + std::to_string(i));
    Get(often);
  }
  decoded_ = 0;
  Get(often);
  EXPECT_EQ(decoded_, 0);
  Get(once);
  EXPECT_EQ(decoded_, 1) << "three megabytes later it is gone";
}

TEST_F(DecodedRowsTest, RowsThatDoNotDecodeAreNotRemembered) {
  const auto fails = [](const std::string&) -> Result<std::size_t> {
    return Error{ErrorCode::kCorrupt, "x", {}, "", {}};
  };
  EXPECT_FALSE(rows_.Get("abc", fails).ok());
  EXPECT_EQ(Get("abc"), 3u);
}

TEST_F(DecodedRowsTest, ManyAskAtOnce) {
  std::vector<std::jthread> threads;
  for (int thread = 0; thread < 4; ++thread) {
    threads.emplace_back([&, thread] {
      for (int i = 0; i < 2000; ++i) {
        const std::string bytes(static_cast<std::size_t>(900 + (i * 7 + thread) % 200), 'z');
        const auto found =
            rows_.Get(bytes, [](const std::string& given) -> Result<std::size_t> { return given.size(); });
        EXPECT_EQ(**found, bytes.size());
      }
    });
  }
}

}  // namespace
}  // namespace nuong::operations
