#include "nuong/vault/unit_keys.hpp"

#include <gtest/gtest.h>

#include "bytes.hpp"
#include "nuong/vault/hash.hpp"
#include "test_support.hpp"

namespace nuong::vault {
namespace {

const std::string kSessionToken = "a session token of thirty-two by";

UnitKeys ShelterKeysToRest(Random& random) {
  std::map<FieldClass, KeyPair> keys;
  keys.emplace(FieldClass::kIdentity, MakeKeyPair(random));
  keys.emplace(FieldClass::kSafePlace, MakeKeyPair(random));
  return {kShelter, std::move(keys)};
}

}  // namespace

TEST(UnitKeys, WakeAsTheyWentToRest) {
  CountingRandom random;
  const UnitKeys keys = ShelterKeysToRest(random);
  const auto woken = WakeUnitKeys(RestUnitKeys(keys, BytesOf(kSessionToken), random), BytesOf(kSessionToken));
  ASSERT_TRUE(woken.ok());
  EXPECT_EQ(woken->unit(), kShelter);
  for (const FieldClass field_class : kAllFieldClasses) {
    const KeyPair* before = keys.Find(field_class);
    const KeyPair* after = woken->Find(field_class);
    ASSERT_EQ(before == nullptr, after == nullptr);
    if (before == nullptr) continue;
    EXPECT_EQ(after->public_key, before->public_key);
    EXPECT_EQ(Hex(ViewOf(after->private_key.bytes())), Hex(ViewOf(before->private_key.bytes())));
  }
}

TEST(UnitKeys, OfAUnitWithoutKeysWakeEmpty) {
  CountingRandom random;
  const UnitKeys none(kPolice, {});
  const auto woken = WakeUnitKeys(RestUnitKeys(none, BytesOf(kSessionToken), random), BytesOf(kSessionToken));
  ASSERT_TRUE(woken.ok());
  EXPECT_EQ(woken->unit(), kPolice);
  EXPECT_EQ(woken->Find(FieldClass::kIdentity), nullptr);
}

TEST(UnitKeys, WakeForTheirTokenOnly) {
  CountingRandom random;
  const std::string resting = RestUnitKeys(ShelterKeysToRest(random), BytesOf(kSessionToken), random);
  for (const std::string& token :
       {std::string(), kSessionToken.substr(1), kSessionToken + "x", std::string(500, 'x')}) {
    EXPECT_EQ(WakeUnitKeys(resting, BytesOf(token)).error().code, ErrorCode::kUnauthenticated);
  }
}

TEST(UnitKeys, RefuseEveryAlteredByte) {
  CountingRandom random;
  const std::string resting = RestUnitKeys(ShelterKeysToRest(random), BytesOf(kSessionToken), random);
  EXPECT_EQ(CountOpenedMutants(
                resting, [](const std::string& mutant) { return WakeUnitKeys(mutant, BytesOf(kSessionToken)).ok(); }),
            0);
}

}  // namespace nuong::vault
