#include "nuong/vault/succession.hpp"

#include "access_fixture.hpp"

namespace nuong::vault {

constexpr FieldClass kIdentity = FieldClass::kIdentity;
const UnitName kDistrict{"example-district"};
const UnitName kOldest{"example-oldest"};

/// The fixture's shelter takes the place of the district, which had taken that of the oldest unit.
class SuccessionTest : public AccessFixture {
 protected:
  UnitKeys KeysOf(const UnitName& unit) {
    std::map<FieldClass, KeyPair> keys;
    keys.emplace(kIdentity, MakeKeyPair(random_));
    return {unit, std::move(keys)};
  }

  UnitKeys district_ = KeysOf(kDistrict);
  UnitKeys oldest_ = KeysOf(kOldest);
  Succession to_shelter_ = PassOn(district_, kIdentity, kShelter, PublicOf(kIdentity), random_);
  CaseKey key_ = MakeCaseKey(case_id_, kIdentity, 3, random_);
};

TEST_F(SuccessionTest, OpensTheWrapsOfTheEndedUnit) {
  const Wrap wrap = WrapTo(key_, kDistrict, district_.Find(kIdentity)->public_key, random_);
  EXPECT_EQ(Unwrap(permit_, keys_, wrap).error().code, ErrorCode::kRefused);
  ASSERT_TRUE(Inherit(keys_, to_shelter_).ok());
  const auto unwrapped = Unwrap(permit_, keys_, wrap);
  ASSERT_TRUE(unwrapped.ok());
  EXPECT_EQ(unwrapped->version(), 3u);
}

TEST_F(SuccessionTest, DoesNotReplaceThePermit) {
  ASSERT_TRUE(Inherit(keys_, to_shelter_).ok());
  const Wrap wrap = WrapTo(key_, kDistrict, district_.Find(kIdentity)->public_key, random_);
  const Permit of_district = access::Authority::Make(case_id_, kDistrict, {kIdentity});
  const Permit of_another_class = access::Authority::Make(case_id_, kShelter, {FieldClass::kMedical});
  EXPECT_EQ(Unwrap(of_district, keys_, wrap).error().code, ErrorCode::kRefused);
  EXPECT_EQ(Unwrap(of_another_class, keys_, wrap).error().code, ErrorCode::kRefused);
}

TEST_F(SuccessionTest, OfSuccessionsOpensFromItsLivingEnd) {
  const Succession to_district = PassOn(oldest_, kIdentity, kDistrict, district_.Find(kIdentity)->public_key, random_);
  EXPECT_EQ(Inherit(keys_, to_district).error().code, ErrorCode::kRefused);
  ASSERT_TRUE(Inherit(keys_, to_shelter_).ok());
  ASSERT_TRUE(Inherit(keys_, to_district).ok());
  EXPECT_TRUE(Unwrap(permit_, keys_, WrapTo(key_, kOldest, oldest_.Find(kIdentity)->public_key, random_)).ok());
}

TEST_F(SuccessionTest, MovedOrWithAnotherKeyIsCorrupt) {
  Succession moved = to_shelter_;
  moved.from = kOldest;
  EXPECT_EQ(Inherit(keys_, moved).error().code, ErrorCode::kCorrupt);
  moved = to_shelter_;
  moved.from_key = oldest_.Find(kIdentity)->public_key;
  EXPECT_EQ(Inherit(keys_, moved).error().code, ErrorCode::kCorrupt);
  EXPECT_EQ(keys_.FindOf(kDistrict, kIdentity), nullptr);
}

TEST_F(SuccessionTest, RefusesEveryAlteredByte) {
  EXPECT_EQ(CountOpenedMutants(to_shelter_.boxed,
                               [&](const std::string& mutant) {
                                 Succession altered = to_shelter_;
                                 altered.boxed = mutant;
                                 return Inherit(keys_, altered).ok();
                               }),
            0);
}

TEST_F(SuccessionTest, IsNotLaidToRest) {
  ASSERT_TRUE(Inherit(keys_, to_shelter_).ok());
  const std::string token = "a session token of thirty-two by";
  const std::span bytes(reinterpret_cast<const std::uint8_t*>(token.data()), token.size());
  const auto woken = WakeUnitKeys(RestUnitKeys(keys_, bytes, random_), bytes);
  ASSERT_TRUE(woken.ok());
  EXPECT_EQ(woken->FindOf(kDistrict, kIdentity), nullptr);
}

}  // namespace nuong::vault
