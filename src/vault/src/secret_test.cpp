#include "nuong/vault/secret.hpp"

#include <gtest/gtest.h>

#include <array>
#include <utility>

namespace nuong::vault {

TEST(Secret, KeepsWhatItWasGivenAndMovesWithoutCopy) {
  const std::array<std::uint8_t, 3> bytes = {1, 2, 3};
  Secret first = Secret::CopyOf(bytes);
  const std::uint8_t* place = first.bytes().data();
  Secret second = std::move(first);
  EXPECT_EQ(second.bytes().data(), place);
  ASSERT_EQ(second.bytes().size(), 3u);
  EXPECT_EQ(second.bytes()[2], 3);
  EXPECT_TRUE(first.bytes().empty());  // NOLINT: the moved-from state is the subject
}

TEST(Secret, StartsAsZeros) {
  const Secret secret(40);
  for (const std::uint8_t byte : secret.bytes()) EXPECT_EQ(byte, 0);
}

TEST(Secret, LeavesNothingToTheNextOfItsSize) {
  const std::array<std::uint8_t, 40> bytes = {7, 7, 7};
  const std::uint8_t* place = nullptr;
  {
    const Secret first = Secret::CopyOf(bytes);
    place = first.bytes().data();
  }
  const Secret second(40);
  EXPECT_EQ(second.bytes().data(), place);
  for (const std::uint8_t byte : second.bytes()) EXPECT_EQ(byte, 0);
}

TEST(Secret, MayBeEmpty) {
  EXPECT_TRUE(Secret().bytes().empty());
  EXPECT_TRUE(Secret(0).bytes().empty());
  EXPECT_TRUE(Secret::CopyOf({}).bytes().empty());
}

TEST(SecretDeathTest, WritingBeyondTheEndStopsTheProcess) {
  GTEST_FLAG_SET(death_test_style, "threadsafe");
  EXPECT_DEATH(
      {
        { const Secret earlier(16); }
        Secret secret(16);
        volatile std::uint8_t* beyond = secret.bytes().data() + 16;
        *beyond = 1;
      },
      "");
}

TEST(Secret, ThrowsWhenTheMachineGivesNoSuchMemory) { EXPECT_THROW(Secret(SIZE_MAX / 2), std::bad_alloc); }

}  // namespace nuong::vault
