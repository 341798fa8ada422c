#include "nuong/vault/sealed_file.hpp"

#include <algorithm>
#include <vector>

#include "access_fixture.hpp"

namespace nuong::vault {
namespace {

constexpr std::size_t kChunk = 64 * 1024;
constexpr std::size_t kSealedChunk = kChunk + 17;
constexpr std::size_t kHead = 5 + 24;
constexpr const char* kRow = "3/F3/file";

class SealedFile : public AccessFixture {
 protected:
  static Sink Into(std::string& bytes) {
    return [&bytes](std::string_view more) -> Result<void> {
      bytes += more;
      return {};
    };
  }
  std::string Sealed(const std::string& plain, const CaseKey& key) {
    std::string sealed;
    FileSealer sealer(key, kRow, random_, Into(sealed));
    EXPECT_TRUE(sealer.Write(plain).ok());
    EXPECT_TRUE(sealer.Finish().ok());
    return sealed;
  }
  std::string Sealed(const std::string& plain) { return Sealed(plain, key_); }

  /// What comes back, or the stable code of the refusal.
  std::string Opened(const std::string& sealed, const CaseKey& key, std::string_view row = kRow) {
    std::string plain;
    auto opener = FileOpener::Make(permit_, receipt_, key, row, Into(plain));
    if (!opener.ok()) return opener.error().id;
    for (std::size_t at = 0; at < sealed.size(); at += 9'999) {
      if (const auto written = opener->Write(sealed.substr(at, 9'999)); !written.ok()) return written.error().id;
    }
    const auto finished = opener->Finish();
    return finished.ok() ? plain : finished.error().id;
  }
  std::string Opened(const std::string& sealed) { return Opened(sealed, key_); }

  static std::string Picture(std::size_t size) {
    std::string bytes(size, ' ');
    for (std::size_t i = 0; i < size; ++i) bytes[i] = static_cast<char>(i / kChunk + i % 251);
    return bytes;
  }

  CaseKey key_ = MakeCaseKey(case_id_, FieldClass::kIdentity, 2, random_);
  const std::string altered_ = "sealed_data_altered";
};

TEST_F(SealedFile, GivesBackWhatWasSealed) {
  for (const std::size_t size : {std::size_t{0}, std::size_t{1}, kChunk, kChunk + 1, 3 * kChunk + 7}) {
    const std::string sealed = Sealed(Picture(size));
    EXPECT_TRUE(Opened(sealed) == Picture(size)) << size;
    EXPECT_EQ(sealed.size(), kHead + size + 17 * std::max<std::size_t>(1, (size + kChunk - 1) / kChunk));
    EXPECT_EQ(FileKeyVersion(sealed).value(), 2U);
  }
}

TEST_F(SealedFile, KeepsAtMostOneChunkInHand) {
  std::vector<std::size_t> pieces;
  FileSealer sealer(key_, kRow, random_, [&](std::string_view bytes) -> Result<void> {
    pieces.push_back(bytes.size());
    return {};
  });
  EXPECT_TRUE(sealer.Write(Picture(5 * kChunk)).ok());
  EXPECT_TRUE(sealer.Finish().ok());
  EXPECT_EQ(pieces.size(), 6U);  // the head, then each chunk by itself
  EXPECT_LE(*std::max_element(pieces.begin(), pieces.end()), kSealedChunk);
}

TEST_F(SealedFile, RefusesWhatWasCutAnywhere) {
  const std::string sealed = Sealed(Picture(2 * kChunk + 100));
  for (const std::size_t kept : {std::size_t{0}, std::size_t{4}, kHead - 1, kHead, kHead + 1, kHead + kSealedChunk,
                                 kHead + 2 * kSealedChunk, sealed.size() - 1}) {
    EXPECT_EQ(Opened(sealed.substr(0, kept)), altered_) << kept;
  }
}

TEST_F(SealedFile, RefusesChunksInAnotherOrderTwiceOrLeftOut) {
  const std::string sealed = Sealed(Picture(2 * kChunk + 100));
  const auto head = sealed.substr(0, kHead);
  const auto chunk = [&](std::size_t i) { return sealed.substr(kHead + i * kSealedChunk, kSealedChunk); };
  ASSERT_TRUE(Opened(head + chunk(0) + chunk(1) + chunk(2)) == Picture(2 * kChunk + 100));
  EXPECT_EQ(Opened(head + chunk(1) + chunk(0) + chunk(2)), altered_);
  EXPECT_EQ(Opened(head + chunk(0) + chunk(0) + chunk(1) + chunk(2)), altered_);
  EXPECT_EQ(Opened(head + chunk(0) + chunk(2)), altered_);
  EXPECT_EQ(Opened(sealed + "x"), altered_);
  EXPECT_EQ(Opened(Sealed(Picture(kChunk)).substr(0, kHead) + sealed.substr(kHead)), altered_);
}

TEST_F(SealedFile, RefusesEveryAlteredByte) {
  const std::string sealed = Sealed("a small scan");
  EXPECT_EQ(CountOpenedMutants(sealed, [&](const std::string& mutant) { return Opened(mutant) != altered_; }), 0);
}

TEST_F(SealedFile, OpensUnderItsKeyVersionCaseClassAndRowOnly) {
  const std::string sealed = Sealed("a small scan");
  EXPECT_EQ(Opened(sealed), "a small scan");
  EXPECT_EQ(Opened(sealed, MakeCaseKey(case_id_, FieldClass::kIdentity, 2, random_)), altered_);
  EXPECT_EQ(Opened(sealed, MakeCaseKey(case_id_, FieldClass::kIdentity, 1, random_)), altered_);
  EXPECT_EQ(Opened(sealed, MakeCaseKey(case_id_, FieldClass::kMedical, 2, random_)), altered_);
  EXPECT_EQ(Opened(sealed, key_, "4/F3/file"), altered_);
}

TEST_F(SealedFile, WantsPermitAndReceiptForItsCaseAndClass) {
  const CaseKey testimony = MakeCaseKey(case_id_, FieldClass::kTestimony, 1, random_);
  const CaseKey room = MakeCaseKey(case_id_, FieldClass::kSafePlace, 1, random_);
  const CaseKey foreign = MakeCaseKey(CaseFrom(9), FieldClass::kIdentity, 1, random_);
  EXPECT_EQ(Opened(Sealed("x", testimony), testimony), "no_receipt");
  EXPECT_EQ(Opened(Sealed("x", room), room), "no_permit");
  EXPECT_EQ(Opened(Sealed("x", foreign), foreign), "no_permit");
}

TEST_F(SealedFile, IsNoSealedValueAndNoSealedValueIsAFile) {
  const std::string value = Seal(key_, kRow, Value(std::string(200, 'x')), random_).blob();
  EXPECT_EQ(Opened(value), altered_);
  const auto as_value = SealedFromStorage(case_id_, kRow, FieldClass::kIdentity, Sealed(std::string(300, 'x')));
  ASSERT_TRUE(as_value.ok());
  EXPECT_EQ(Open(permit_, receipt_, key_, *as_value).error().id, altered_);
}

}  // namespace
}  // namespace nuong::vault
