#include "nuong/vault/case_key.hpp"

#include <gtest/gtest.h>

#include <functional>

#include "access_fixture.hpp"

namespace nuong::vault {

using CaseKeyTest = AccessFixture;

TEST_F(CaseKeyTest, UnwrapsForTheUnitItWasWrappedTo) {
  const CaseKey key = MakeCaseKey(case_id_, FieldClass::kIdentity, 7, random_);
  const Wrap wrap = WrapTo(key, kShelter, PublicOf(FieldClass::kIdentity), random_);
  const auto unwrapped = Unwrap(permit_, keys_, wrap);
  ASSERT_TRUE(unwrapped.ok());
  EXPECT_EQ(unwrapped->case_id(), case_id_);
  EXPECT_EQ(unwrapped->field_class(), FieldClass::kIdentity);
  EXPECT_EQ(unwrapped->version(), 7u);
  EXPECT_EQ(WrapTo(*unwrapped, kShelter, PublicOf(FieldClass::kIdentity), random_).commitment, wrap.commitment);
}

TEST_F(CaseKeyTest, IsRefusedWithoutCoveringPermit) {
  const CaseKey key = MakeCaseKey(case_id_, FieldClass::kIdentity, 1, random_);
  const Wrap wrap = WrapTo(key, kShelter, PublicOf(FieldClass::kIdentity), random_);
  const Permit others[] = {access::Authority::Make(CaseFrom(99), kShelter, {FieldClass::kIdentity}),
                           access::Authority::Make(case_id_, kShelter, {FieldClass::kMedical}),
                           access::Authority::Make(case_id_, kShelter, {}),
                           access::Authority::Make(case_id_, kPolice, {FieldClass::kIdentity})};
  for (const Permit& permit : others) EXPECT_EQ(Unwrap(permit, keys_, wrap).error().code, ErrorCode::kRefused);
}

TEST_F(CaseKeyTest, IsRefusedForAnotherUnitsWrapAndWithoutAKeyOfTheClass) {
  const CaseKey key = MakeCaseKey(case_id_, FieldClass::kIdentity, 1, random_);
  const Wrap for_police = WrapTo(key, kPolice, PublicOf(FieldClass::kIdentity), random_);
  EXPECT_EQ(Unwrap(permit_, keys_, for_police).error().code, ErrorCode::kRefused);

  const CaseKey testimony = MakeCaseKey(case_id_, FieldClass::kTestimony, 1, random_);
  const Wrap without_key = WrapTo(testimony, kShelter, PublicOf(FieldClass::kIdentity), random_);
  EXPECT_EQ(Unwrap(permit_, keys_, without_key).error().code, ErrorCode::kRefused);
}

TEST_F(CaseKeyTest, MovedWrapIsCorrupt) {
  const CaseKey key = MakeCaseKey(case_id_, FieldClass::kIdentity, 1, random_);
  const Wrap wrap = WrapTo(key, kShelter, PublicOf(FieldClass::kIdentity), random_);
  const CaseId other_case = CaseFrom(99);
  const Permit other_permit = access::Authority::Make(other_case, kShelter, {FieldClass::kIdentity});

  Wrap moved = wrap;
  moved.case_id = other_case;
  EXPECT_EQ(Unwrap(other_permit, keys_, moved).error().code, ErrorCode::kCorrupt);
  moved = wrap;
  moved.version = 2;
  EXPECT_EQ(Unwrap(permit_, keys_, moved).error().code, ErrorCode::kCorrupt);
}

/// Both classes under one unit key: only the purpose that is bound in tells them apart.
TEST_F(CaseKeyTest, WrapOfAnotherClassIsCorruptEvenUnderTheSameUnitKey) {
  const CaseKey key = MakeCaseKey(case_id_, FieldClass::kMedical, 1, random_);
  Wrap wrap = WrapTo(key, kShelter, PublicOf(FieldClass::kIdentity), random_);
  wrap.field_class = FieldClass::kIdentity;
  EXPECT_EQ(Unwrap(permit_, keys_, wrap).error().code, ErrorCode::kCorrupt);
}

TEST_F(CaseKeyTest, WrapMadeForAnotherUnitIsCorruptEvenUnderTheSameUnitKey) {
  const CaseKey key = MakeCaseKey(case_id_, FieldClass::kIdentity, 1, random_);
  Wrap wrap = WrapTo(key, kPolice, PublicOf(FieldClass::kIdentity), random_);
  wrap.unit = kShelter;
  EXPECT_EQ(Unwrap(permit_, keys_, wrap).error().code, ErrorCode::kCorrupt);
}

TEST_F(CaseKeyTest, RefusesEveryAlteredByteOfBoxAndCommitment) {
  const CaseKey key = MakeCaseKey(case_id_, FieldClass::kIdentity, 1, random_);
  const Wrap wrap = WrapTo(key, kShelter, PublicOf(FieldClass::kIdentity), random_);
  const auto opens = [&](std::string Wrap::*member) {
    return [&, member](const std::string& mutant) {
      Wrap altered = wrap;
      altered.*member = mutant;
      return Unwrap(permit_, keys_, altered).ok();
    };
  };
  EXPECT_EQ(CountOpenedMutants(wrap.boxed, opens(&Wrap::boxed)), 0);
  EXPECT_EQ(CountOpenedMutants(wrap.commitment, opens(&Wrap::commitment)), 0);
}

TEST_F(CaseKeyTest, OfAnotherBoxWithTheSameCommitmentIsCorrupt) {
  const CaseKey key = MakeCaseKey(case_id_, FieldClass::kIdentity, 1, random_);
  const CaseKey other = MakeCaseKey(case_id_, FieldClass::kIdentity, 1, random_);
  Wrap wrap = WrapTo(key, kShelter, PublicOf(FieldClass::kIdentity), random_);
  wrap.boxed = WrapTo(other, kShelter, PublicOf(FieldClass::kIdentity), random_).boxed;
  const Error error = Unwrap(permit_, keys_, wrap).error();
  EXPECT_EQ(error.code, ErrorCode::kCorrupt);
  EXPECT_EQ(error.note, "case key does not match its commitment");
}

}  // namespace nuong::vault
