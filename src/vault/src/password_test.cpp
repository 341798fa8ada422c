#include "nuong/vault/password.hpp"

#include <gtest/gtest.h>

#include "bytes.hpp"
#include "decoy.hpp"
#include "nuong/vault/hash.hpp"
#include "stretch.hpp"
#include "test_support.hpp"

namespace nuong::vault {

TEST(PasswordLock, GivesBackTheKeyItMade) {
  CountingRandom random;
  KeyPair made;
  const PasswordLock lock = MakePasswordLock("mật khẩu dài", PasswordCost::kTest, random, &made);
  const auto opened = OpenPasswordLock("mật khẩu dài", lock);
  ASSERT_TRUE(opened.ok());
  EXPECT_EQ(opened->public_key, made.public_key);
  EXPECT_EQ(Hex(ViewOf(opened->private_key.bytes())), Hex(ViewOf(made.private_key.bytes())));
  const std::string boxed = BoxSeal(lock.public_key, BytesOf("x"), "", random);
  EXPECT_TRUE(BoxOpen(*opened, boxed, "").ok());
}

TEST(PasswordLock, TellsAWrongPasswordAndAnAlteredLockAlike) {
  CountingRandom random;
  const PasswordLock lock = MakePasswordLock("right", PasswordCost::kTest, random, nullptr);
  const Error wrong = OpenPasswordLock("wrong", lock).error();
  PasswordLock altered = lock;
  altered.sealed.back() = static_cast<char>(altered.sealed.back() ^ 1);
  const Error damaged = OpenPasswordLock("right", altered).error();
  EXPECT_EQ(wrong.code, ErrorCode::kUnauthenticated);
  EXPECT_EQ(damaged.code, wrong.code);
  EXPECT_EQ(damaged.id, wrong.id);
  EXPECT_EQ(damaged.message, wrong.message);
  EXPECT_EQ(damaged.note, wrong.note);
}

TEST(PasswordLock, RefusesEveryAlteredByte) {
  CountingRandom random;
  const PasswordLock lock = MakePasswordLock("right", PasswordCost::kTest, random, nullptr);
  EXPECT_EQ(CountOpenedMutants(lock.sealed,
                               [&](const std::string& mutant) {
                                 return OpenPasswordLock("right", {lock.public_key, mutant}).ok();
                               }),
            0);
  for (std::size_t i = 0; i < lock.public_key.bytes.size(); ++i) {
    PasswordLock altered = lock;
    altered.public_key.bytes[i] ^= 1;
    EXPECT_FALSE(OpenPasswordLock("right", altered).ok()) << i;
  }
}

TEST(PasswordLock, RefusesHostileCosts) {
  CountingRandom random;
  const PasswordLock lock = MakePasswordLock("right", PasswordCost::kTest, random, nullptr);
  const StretchCost hostile[] = {{0, 0}, {1, 0}, {0, 8}, {4, 65536}, {3, 65537}, {0xffffffff, 8}, {1, 0xffffffff}};
  for (const StretchCost& cost : hostile) {
    const std::string sealed =
        ByteWriter().Header().U32(cost.passes).U32(cost.memory_kib).Raw(lock.sealed.substr(kHeaderSize + 8)).Take();
    EXPECT_EQ(OpenPasswordLock("right", {lock.public_key, sealed}).error().id, "wrong_password");
  }
}

TEST(PasswordLock, MadeForTestsSaysSo) {
  CountingRandom random;
  const PasswordLock test = MakePasswordLock("p", PasswordCost::kTest, random, nullptr);
  const PasswordLock real = MakePasswordLock("p", PasswordCost::kInteractive, random, nullptr);
  EXPECT_EQ(Hex(test.sealed.substr(kHeaderSize, 8)), "0100000008000000");
  EXPECT_EQ(Hex(real.sealed.substr(kHeaderSize, 8)), "0300000000000100");
  EXPECT_TRUE(OpenPasswordLock("p", real).ok());
}

/// SpendPasswordWork opens the decoy: it is the same work when the decoy has form and cost of a true lock.
TEST(PasswordLock, OfAnAbsentMemberCostsWhatATrueOneDoes) {
  CountingRandom random;
  const PasswordLock decoy = DecoyLock(PasswordCost::kInteractive);
  const PasswordLock real = MakePasswordLock("p", PasswordCost::kInteractive, random, nullptr);
  EXPECT_EQ(decoy.sealed.size(), real.sealed.size());
  EXPECT_EQ(decoy.sealed.substr(0, kHeaderSize + 8), real.sealed.substr(0, kHeaderSize + 8));
  EXPECT_EQ(OpenPasswordLock("p", decoy).error().id, "wrong_password");
}

}  // namespace nuong::vault
