#include "nuong/vault/sealed.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <stdexcept>

#include "access_fixture.hpp"

namespace nuong::vault {

class SealedTest : public AccessFixture {
 protected:
  Result<Value> OpenHere(const Sealed<Value>& sealed) const { return Open(permit_, receipt_, key_, sealed); }
  /// Stores the blob under another address and tries to open it there.
  ErrorCode CodeWhenMoved(const CaseId& case_id, std::string_view row, FieldClass field_class,
                          const CaseKey& key) const {
    const Permit permit = access::Authority::Make(case_id, kShelter, {field_class});
    const Receipt receipt = ledger::Journal::Make(case_id, {field_class});
    const auto moved = SealedFromStorage(case_id, row, field_class, sealed_.blob());
    return Open(permit, receipt, key, *moved).error().code;
  }

  Value name_ = Value::Object{{"name", "Nguyễn Thị Thử"}, {"born", 2001}};
  CaseKey key_ = MakeCaseKey(case_id_, FieldClass::kIdentity, 3, random_);
  Sealed<Value> sealed_ = Seal(key_, "person/1", name_, random_);
};

TEST_F(SealedTest, OpensToWhatWasSealed) {
  const Value values[] = {nullptr,
                          true,
                          42,
                          1.5,
                          "",
                          "Đường số 1",
                          std::string(63, 'a'),
                          std::string(5000, 'b'),
                          Value::Array{1, "hai", nullptr},
                          name_};
  for (const Value& value : values) {
    const auto opened = OpenHere(Seal(key_, "person/1", value, random_));
    ASSERT_TRUE(opened.ok());
    EXPECT_EQ(*opened, value);
  }
}

TEST_F(SealedTest, OpensFromStorage) {
  const auto stored = SealedFromStorage(case_id_, "person/1", FieldClass::kIdentity, sealed_.blob());
  ASSERT_TRUE(stored.ok());
  EXPECT_EQ(stored->version(), 3u);
  const auto opened = OpenHere(*stored);
  ASSERT_TRUE(opened.ok());
  EXPECT_EQ(*opened, name_);
}

TEST_F(SealedTest, OpensWithTheKeyThatCameOutOfAWrap) {
  const auto key = Unwrap(permit_, keys_, WrapTo(key_, kShelter, PublicOf(FieldClass::kIdentity), random_));
  ASSERT_TRUE(key.ok());
  EXPECT_EQ(*Open(permit_, receipt_, *key, sealed_), name_);
}

TEST_F(SealedTest, DoesNotTellShortAnswersByTheirLength) {
  EXPECT_EQ(Seal(key_, "test", true, random_).blob().size(), Seal(key_, "test", false, random_).blob().size());
  EXPECT_EQ(Seal(key_, "test", "âm tính", random_).blob().size(),
            Seal(key_, "test", "dương tính", random_).blob().size());
}

TEST_F(SealedTest, IsDifferentEachTime) { EXPECT_NE(Seal(key_, "person/1", name_, random_).blob(), sealed_.blob()); }

TEST_F(SealedTest, RefusesEveryAlteredByte) {
  EXPECT_EQ(CountOpenedMutants(sealed_.blob(),
                               [&](const std::string& mutant) {
                                 const auto stored =
                                     SealedFromStorage(case_id_, "person/1", FieldClass::kIdentity, mutant);
                                 return stored.ok() && OpenHere(*stored).ok();
                               }),
            0);
}

TEST_F(SealedTest, FromStorageIsCorruptWhenTooShortOrOfUnknownSuite) {
  std::string unknown = sealed_.blob();
  unknown[0] = 2;
  for (const std::string& blob : {std::string(), std::string("\x01"), sealed_.blob().substr(0, 100), unknown}) {
    EXPECT_EQ(SealedFromStorage(case_id_, "person/1", FieldClass::kIdentity, blob).error().code, ErrorCode::kCorrupt);
  }
}

TEST_F(SealedTest, MovedIsCorrupt) {
  EXPECT_EQ(CodeWhenMoved(case_id_, "person/2", FieldClass::kIdentity, key_), ErrorCode::kCorrupt);
  EXPECT_EQ(CodeWhenMoved(CaseFrom(99), "person/1", FieldClass::kIdentity, key_), ErrorCode::kCorrupt);
  EXPECT_EQ(CodeWhenMoved(case_id_, "person/1", FieldClass::kMedical, key_), ErrorCode::kCorrupt);
}

TEST_F(SealedTest, UnderAnotherKeyOrVersionIsCorrupt) {
  const CaseKey same_version = MakeCaseKey(case_id_, FieldClass::kIdentity, 3, random_);
  const CaseKey next_version = MakeCaseKey(case_id_, FieldClass::kIdentity, 4, random_);
  EXPECT_EQ(Open(permit_, receipt_, same_version, sealed_).error().code, ErrorCode::kCorrupt);
  EXPECT_EQ(Open(permit_, receipt_, next_version, sealed_).error().code, ErrorCode::kCorrupt);
}

TEST_F(SealedTest, IsRefusedWithoutCoveringPermit) {
  const Permit others[] = {access::Authority::Make(CaseFrom(99), kShelter, {FieldClass::kIdentity}),
                           access::Authority::Make(case_id_, kShelter, {FieldClass::kMedical}),
                           access::Authority::Make(case_id_, kShelter, {})};
  for (const Permit& permit : others) {
    const Error error = Open(permit, receipt_, key_, sealed_).error();
    EXPECT_EQ(error.code, ErrorCode::kRefused);
    EXPECT_EQ(error.id, "no_permit");
  }
}

TEST_F(SealedTest, IsRefusedWithoutCoveringReceipt) {
  const Receipt others[] = {ledger::Journal::Make(CaseFrom(99), {FieldClass::kIdentity}),
                            ledger::Journal::Make(case_id_, {FieldClass::kMedical}),
                            ledger::Journal::Make(case_id_, {})};
  for (const Receipt& receipt : others) {
    const Error error = Open(permit_, receipt, key_, sealed_).error();
    EXPECT_EQ(error.code, ErrorCode::kRefused);
    EXPECT_EQ(error.id, "no_receipt");
  }
}

TEST_F(SealedTest, NeverTakesWhatCouldNotBeReadBack) {
  EXPECT_THROW(Seal(key_, "person/1", Value("\xff"), random_), std::invalid_argument);
}

RC_GTEST_FIXTURE_PROP(SealedTest, OpensForTheRowItWasSealedForOnly,
                      (const std::string& row, const std::string& other)) {
  const Sealed<Value> sealed = Seal(key_, row, name_, random_);
  RC_ASSERT(OpenHere(sealed).ok());
  const auto moved = SealedFromStorage(case_id_, other, FieldClass::kIdentity, sealed.blob());
  RC_ASSERT(OpenHere(*moved).ok() == (row == other));
}

}  // namespace nuong::vault
