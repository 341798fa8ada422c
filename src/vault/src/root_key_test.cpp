#include "nuong/vault/root_key.hpp"

#include <gtest/gtest.h>

#include "bytes.hpp"
#include "test_support.hpp"

namespace nuong::vault {
namespace {

RootKey RootFrom(std::uint8_t first) {
  CountingRandom random(first);
  std::array<std::uint8_t, 32> seed;
  random.Fill(seed);
  return RootKey::FromSeed(seed);
}

}  // namespace

TEST(RootKey, SignsWhatEverybodyCanVerify) {
  const RootKey root = RootFrom(0);
  const std::string signature = root.Sign("checkpoint 1");
  EXPECT_EQ(signature.size(), 64u);
  EXPECT_TRUE(VerifySignature(root.signing_public_key(), "checkpoint 1", signature));
  EXPECT_FALSE(VerifySignature(root.signing_public_key(), "checkpoint 2", signature));
  EXPECT_FALSE(VerifySignature(RootFrom(1).signing_public_key(), "checkpoint 1", signature));
  EXPECT_EQ(CountOpenedMutants(signature,
                               [&](const std::string& mutant) {
                                 return VerifySignature(root.signing_public_key(), "checkpoint 1", mutant);
                               }),
            0);
}

TEST(RootKey, UnlocksItsOwnLockForItsPurposeOnly) {
  CountingRandom random;
  const RootKey root = RootFrom(0);
  for (const std::string bytes : {"", "wraps in waiting"}) {
    const std::string locked = root.Lock("handover", bytes, random);
    const auto unlocked = root.Unlock("handover", locked);
    ASSERT_TRUE(unlocked.ok());
    EXPECT_EQ(*unlocked, bytes);
    EXPECT_EQ(root.Unlock("backup", locked).error().code, ErrorCode::kCorrupt);
    EXPECT_EQ(RootFrom(1).Unlock("handover", locked).error().code, ErrorCode::kCorrupt);
  }
}

TEST(RootKey, RefusesEveryAlteredByte) {
  CountingRandom random;
  const RootKey root = RootFrom(0);
  const std::string locked = root.Lock("handover", "wraps in waiting", random);
  EXPECT_EQ(CountOpenedMutants(locked, [&](const std::string& mutant) { return root.Unlock("handover", mutant).ok(); }),
            0);
}

TEST(RootKey, HashesEqualToEqualUnderOneKeyAndPurpose) {
  const RootKey root = RootFrom(0);
  EXPECT_EQ(root.KeyedHash("network", "192.0.2.1").size(), 32u);
  EXPECT_EQ(root.KeyedHash("network", "192.0.2.1"), root.KeyedHash("network", "192.0.2.1"));
  EXPECT_NE(root.KeyedHash("network", "192.0.2.1"), root.KeyedHash("network", "192.0.2.2"));
  EXPECT_NE(root.KeyedHash("network", "192.0.2.1"), root.KeyedHash("search", "192.0.2.1"));
  EXPECT_NE(root.KeyedHash("network", "192.0.2.1"), RootFrom(1).KeyedHash("network", "192.0.2.1"));
  EXPECT_NE(root.KeyedHash("ab", "c"), root.KeyedHash("a", "bc"));
}

TEST(RootKey, ComesFromPassphraseAndSalt) {
  const auto public_of = [](std::string_view passphrase, std::string_view salt) {
    return RootKey::FromPassphrase(passphrase, salt, PasswordCost::kTest).signing_public_key();
  };
  EXPECT_EQ(public_of("hai người", "salt"), public_of("hai người", "salt"));
  EXPECT_NE(public_of("hai người", "salt"), public_of("một người", "salt"));
  EXPECT_NE(public_of("hai người", "salt"), public_of("hai người", "salts"));
}

TEST(RootKey, MovesWithItsParts) {
  RootKey first = RootFrom(0);
  const std::string signature = first.Sign("x");
  const RootKey second = std::move(first);
  EXPECT_EQ(second.Sign("x"), signature);
}

}  // namespace nuong::vault
