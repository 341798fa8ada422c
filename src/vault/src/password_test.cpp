#include "nuong/vault/password.hpp"

#include <gtest/gtest.h>

#include "bytes.hpp"
#include "decoy.hpp"
#include "nuong/vault/hash.hpp"
#include "stretch.hpp"
#include "test_support.hpp"

namespace nuong::vault {

PasswordLock LockOf(std::string_view password, PasswordCost cost, Random& random) {
  return LockWithPassword(MemberKeys::Make(random), password, cost, random);
}

TEST(PasswordLock, GivesBackTheKeysItWasMadeFor) {
  CountingRandom random;
  const MemberKeys made = MemberKeys::Make(random);
  const PasswordLock lock = LockWithPassword(made, "mật khẩu dài", PasswordCost::kTest, random);
  const auto opened = OpenPasswordLock("mật khẩu dài", lock);
  ASSERT_TRUE(opened.ok());
  EXPECT_EQ(opened->known(), made.known());
  const std::string boxed = BoxSeal(lock.known.box, BytesOf("x"), "", random);
  EXPECT_TRUE(BoxOpen(opened->box(), boxed, "").ok());
  EXPECT_TRUE(IsSignedBy(lock.known.signing, "record", "text", opened->Sign("record", "text")));
}

TEST(MemberKeys, SignForOnePurposeAndOneMessage) {
  CountingRandom random;
  const MemberKeys keys = MemberKeys::Make(random);
  const MemberKeys other = MemberKeys::Make(random);
  const std::string signature = keys.Sign("record", "text");
  EXPECT_TRUE(IsSignedBy(keys.known().signing, "record", "text", signature));
  EXPECT_FALSE(IsSignedBy(keys.known().signing, "other", "text", signature));
  EXPECT_FALSE(IsSignedBy(keys.known().signing, "record", "texts", signature));
  EXPECT_FALSE(IsSignedBy(other.known().signing, "record", "text", signature));
  EXPECT_FALSE(IsSignedBy(keys.known().signing, "record", "text", ""));
}

TEST(MemberKeys, RestAndWakeUnderTheirTokenOnly) {
  CountingRandom random;
  const MemberKeys keys = MemberKeys::Make(random);
  const std::string resting = RestMemberKeys(keys, BytesOf("token"), random);
  const auto woken = WakeMemberKeys(resting, BytesOf("token"));
  ASSERT_TRUE(woken.ok());
  EXPECT_EQ(woken->known(), keys.known());
  EXPECT_EQ(WakeMemberKeys(resting, BytesOf("another")).error().code, ErrorCode::kUnauthenticated);
  EXPECT_EQ(CountOpenedMutants(
                resting, [&](const std::string& mutant) { return WakeMemberKeys(mutant, BytesOf("token")).ok(); }),
            0);
}

TEST(MemberKeys, HaveAFingerprintThatBothKeysChange) {
  CountingRandom random;
  const MemberPublic known = MemberKeys::Make(random).known();
  MemberPublic other = known;
  other.signing.bytes[0] ^= 1;
  EXPECT_EQ(known.Fingerprint().size(), 49u);
  EXPECT_NE(known.Fingerprint(), other.Fingerprint());
  other = known;
  other.box.bytes[31] ^= 1;
  EXPECT_NE(known.Fingerprint(), other.Fingerprint());
}

TEST(PasswordLock, TellsAWrongPasswordAndAnAlteredLockAlike) {
  CountingRandom random;
  const PasswordLock lock = LockOf("right", PasswordCost::kTest, random);
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
  const PasswordLock lock = LockOf("right", PasswordCost::kTest, random);
  EXPECT_EQ(CountOpenedMutants(lock.sealed,
                               [&](const std::string& mutant) {
                                 return OpenPasswordLock("right", {lock.known, mutant}).ok();
                               }),
            0);
  for (std::size_t i = 0; i < lock.known.box.bytes.size(); ++i) {
    PasswordLock altered = lock;
    altered.known.box.bytes[i] ^= 1;
    EXPECT_FALSE(OpenPasswordLock("right", altered).ok()) << i;
    altered = lock;
    altered.known.signing.bytes[i] ^= 1;
    EXPECT_FALSE(OpenPasswordLock("right", altered).ok()) << i;
  }
}

TEST(PasswordLock, RefusesHostileCosts) {
  CountingRandom random;
  const PasswordLock lock = LockOf("right", PasswordCost::kTest, random);
  const StretchCost hostile[] = {{0, 0}, {1, 0}, {0, 8}, {4, 65536}, {3, 65537}, {0xffffffff, 8}, {1, 0xffffffff}};
  for (const StretchCost& cost : hostile) {
    const std::string sealed =
        ByteWriter().Header().U32(cost.passes).U32(cost.memory_kib).Raw(lock.sealed.substr(kHeaderSize + 8)).Take();
    EXPECT_EQ(OpenPasswordLock("right", {lock.known, sealed}).error().id, "wrong_password");
  }
}

TEST(PasswordLock, MadeForTestsSaysSo) {
  CountingRandom random;
  const PasswordLock test = LockOf("p", PasswordCost::kTest, random);
  const PasswordLock real = LockOf("p", PasswordCost::kInteractive, random);
  EXPECT_EQ(Hex(test.sealed.substr(kHeaderSize, 8)), "0100000008000000");
  EXPECT_EQ(Hex(real.sealed.substr(kHeaderSize, 8)), "0300000000000100");
  EXPECT_TRUE(OpenPasswordLock("p", real).ok());
}

/// SpendPasswordWork opens the decoy: it is the same work when the decoy has form and cost of a true lock.
TEST(PasswordLock, OfAnAbsentMemberCostsWhatATrueOneDoes) {
  CountingRandom random;
  const PasswordLock decoy = DecoyLock(PasswordCost::kInteractive);
  const PasswordLock real = LockOf("p", PasswordCost::kInteractive, random);
  EXPECT_EQ(decoy.sealed.size(), real.sealed.size());
  EXPECT_EQ(decoy.sealed.substr(0, kHeaderSize + 8), real.sealed.substr(0, kHeaderSize + 8));
  EXPECT_EQ(OpenPasswordLock("p", decoy).error().id, "wrong_password");
}

}  // namespace nuong::vault
