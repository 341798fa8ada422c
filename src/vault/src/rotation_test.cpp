#include "nuong/vault/rotation.hpp"

#include "access_fixture.hpp"

namespace nuong::vault {

constexpr FieldClass kIdentity = FieldClass::kIdentity;

/// The fixture's shelter after two rotations of its key: it holds the third, and the two before as older keys.
class RotationTest : public AccessFixture {
 protected:
  static UnitKeys Holding(KeyPair pair) {
    std::map<FieldClass, KeyPair> keys;
    keys.emplace(kIdentity, std::move(pair));
    return {kShelter, std::move(keys)};
  }

  KeyPair first_ = MakeKeyPair(random_);
  KeyPair second_ = MakeKeyPair(random_);
  KeyPair third_ = MakeKeyPair(random_);
  OlderKey older_first_ = KeepOlder(first_, kShelter, kIdentity, 1, second_.public_key, random_);
  OlderKey older_second_ = KeepOlder(second_, kShelter, kIdentity, 2, third_.public_key, random_);
  CaseKey key_ = MakeCaseKey(case_id_, kIdentity, 3, random_);
  Wrap to_first_ = WrapTo(key_, kShelter, first_.public_key, random_);
};

TEST_F(RotationTest, KeepsWhatWasWrappedBeforeWithinReachOfThePresentKey) {
  UnitKeys keys = Holding(std::move(third_));
  EXPECT_EQ(Unwrap(permit_, keys, to_first_).error().code, ErrorCode::kCorrupt);
  ASSERT_TRUE(TakeOlder(keys, older_second_).ok());
  ASSERT_TRUE(TakeOlder(keys, older_first_).ok());
  const auto unwrapped = Unwrap(permit_, keys, to_first_);
  ASSERT_TRUE(unwrapped.ok());
  EXPECT_EQ(unwrapped->version(), 3u);
}

TEST_F(RotationTest, IsOfNoUseToWhoeverHoldsOnlyAKeyOfBefore) {
  const Wrap to_third = WrapTo(key_, kShelter, third_.public_key, random_);
  const UnitKeys left = Holding(std::move(first_));
  EXPECT_FALSE(Unwrap(permit_, left, to_third).ok());
  UnitKeys keys = Holding(std::move(third_));
  EXPECT_FALSE(TakeOlder(keys, older_first_).ok()) << "the second comes before the first";
}

TEST_F(RotationTest, MakesAWrapAnewForThePresentKeyAlone) {
  UnitKeys keys = Holding({third_.public_key, Secret::CopyOf(third_.private_key.bytes())});
  ASSERT_TRUE(TakeOlder(keys, older_second_).ok());
  ASSERT_TRUE(TakeOlder(keys, older_first_).ok());
  const auto anew = WrapAnew(keys, to_first_, random_);
  ASSERT_TRUE(anew.ok() && anew->has_value());
  const UnitKeys present = Holding(std::move(third_));
  EXPECT_TRUE(Unwrap(permit_, present, **anew).ok());
  EXPECT_FALSE(Unwrap(permit_, Holding(std::move(first_)), **anew).ok());
  const auto again = WrapAnew(present, **anew, random_);
  ASSERT_TRUE(again.ok());
  EXPECT_FALSE(again->has_value()) << "nothing to do the second time";
}

TEST_F(RotationTest, RefusesEveryAlteredByteAndAnotherVersion) {
  EXPECT_EQ(
      CountOpenedMutants(older_second_.boxed,
                         [&](const std::string& mutant) {
                           UnitKeys keys = Holding({third_.public_key, Secret::CopyOf(third_.private_key.bytes())});
                           OlderKey altered = older_second_;
                           altered.boxed = mutant;
                           return TakeOlder(keys, altered).ok();
                         }),
      0);
  UnitKeys keys = Holding(std::move(third_));
  OlderKey renumbered = older_second_;
  renumbered.version = 1;
  EXPECT_EQ(TakeOlder(keys, renumbered).error().code, ErrorCode::kCorrupt);
}

}  // namespace nuong::vault
