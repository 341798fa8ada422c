#include "nuong/vault/stream.hpp"

#include <gtest/gtest.h>

#include "test_support.hpp"

namespace nuong::vault {
namespace {

constexpr std::size_t kChunk = 64 * 1024;
constexpr std::size_t kSealedChunk = kChunk + 17;
constexpr std::size_t kHead = 5 + 32 + 32 + 16 + 24;

class Stream : public testing::Test {
 protected:
  std::string Sealed(const std::string& plain, std::size_t step = 1'000) {
    std::string sealed;
    StreamSealer sealer(pair_.public_key, "backup", random_, [&](std::string_view bytes) -> Result<void> {
      sealed += bytes;
      return {};
    });
    for (std::size_t at = 0; at < plain.size(); at += step) EXPECT_TRUE(sealer.Write(plain.substr(at, step)).ok());
    EXPECT_TRUE(sealer.Finish().ok());
    return sealed;
  }
  /// What comes back, or the error's code as text.
  std::string Opened(const std::string& sealed, const KeyPair& pair, std::string_view purpose = "backup") {
    std::string plain;
    StreamOpener opener(pair, purpose, [&](std::string_view bytes) -> Result<void> {
      plain += bytes;
      return {};
    });
    for (std::size_t at = 0; at < sealed.size(); at += 7'777) {
      if (const auto written = opener.Write(sealed.substr(at, 7'777)); !written.ok()) return RefusalOf(written);
    }
    const auto finished = opener.Finish();
    return finished.ok() ? plain : RefusalOf(finished);
  }
  std::string Opened(const std::string& sealed) { return Opened(sealed, pair_); }
  static std::string RefusalOf(const Result<void>& result) {
    return result.error().code == ErrorCode::kCorrupt ? "corrupt" : "another error";
  }
  static std::string Text(std::size_t size) {
    std::string text(size, ' ');
    for (std::size_t i = 0; i < size; ++i) text[i] = static_cast<char>('a' + i / kChunk + i % 7);
    return text;
  }

  CountingRandom random_{11};
  KeyPair pair_ = MakeKeyPair(random_);
};

TEST_F(Stream, GivesBackWhatWasSealed) {
  for (const std::size_t size : {std::size_t{0}, std::size_t{1}, kChunk - 1, kChunk, kChunk + 1, 3 * kChunk}) {
    SCOPED_TRACE(size);
    const std::string sealed = Sealed(Text(size));
    EXPECT_EQ(sealed.find(Text(size).substr(0, 100) + "!"), std::string::npos);
    EXPECT_TRUE(Opened(sealed) == Text(size));
    EXPECT_EQ(sealed.size(), kHead + size + 17 * std::max<std::size_t>(1, (size + kChunk - 1) / kChunk));
  }
}

TEST_F(Stream, RefusesWhatWasCutAnywhere) {
  const std::string sealed = Sealed(Text(2 * kChunk + 100));
  for (const std::size_t kept : {std::size_t{0}, std::size_t{1}, kHead - 1, kHead, kHead + 1, kHead + kSealedChunk,
                                 kHead + 2 * kSealedChunk, kHead + 2 * kSealedChunk + 17, sealed.size() - 1}) {
    EXPECT_EQ(Opened(sealed.substr(0, kept)), "corrupt") << kept;
  }
}

TEST_F(Stream, RefusesChunksInAnotherOrderTwiceOrLeftOut) {
  const std::string sealed = Sealed(Text(3 * kChunk + 100));
  const auto head = sealed.substr(0, kHead);
  const auto chunk = [&](std::size_t i) { return sealed.substr(kHead + i * kSealedChunk, kSealedChunk); };
  ASSERT_TRUE(Opened(head + chunk(0) + chunk(1) + chunk(2) + chunk(3)) == Text(3 * kChunk + 100));
  EXPECT_EQ(Opened(head + chunk(1) + chunk(0) + chunk(2) + chunk(3)), "corrupt");
  EXPECT_EQ(Opened(head + chunk(0) + chunk(0) + chunk(1) + chunk(2) + chunk(3)), "corrupt");
  EXPECT_EQ(Opened(head + chunk(0) + chunk(2) + chunk(3)), "corrupt");
  EXPECT_EQ(Opened(head + chunk(3)), "corrupt");
  EXPECT_EQ(Opened(sealed + "x"), "corrupt");
  EXPECT_EQ(Opened(sealed + sealed.substr(kHead)), "corrupt");
}

TEST_F(Stream, RefusesAChunkOfAnotherStreamToTheSameKey) {
  const std::string one = Sealed(Text(2 * kChunk));
  const std::string other = Sealed(Text(2 * kChunk));
  EXPECT_EQ(Opened(one.substr(0, kHead) + other.substr(kHead)), "corrupt");
  EXPECT_EQ(Opened(one.substr(0, kHead + kSealedChunk) + other.substr(kHead + kSealedChunk)), "corrupt");
}

TEST_F(Stream, RefusesAlteredBytes) {
  const std::string sealed = Sealed(Text(kChunk + 50));
  for (std::size_t at = 0; at < sealed.size(); at += at < kHead + 40 || at + 80 > sealed.size() ? 1 : 5'000) {
    std::string altered = sealed;
    altered[at] = static_cast<char>(altered[at] ^ 0x10);
    EXPECT_EQ(Opened(altered), "corrupt") << at;
  }
}

TEST_F(Stream, OpensForItsKeyAndPurposeOnly) {
  const std::string sealed = Sealed(Text(100));
  EXPECT_EQ(Opened(sealed, MakeKeyPair(random_)), "corrupt");
  EXPECT_EQ(Opened(sealed, pair_, "keyring"), "corrupt");
}

TEST_F(Stream, PassesTheSinksErrorOn) {
  StreamSealer sealer(pair_.public_key, "backup", random_, [](std::string_view) -> Result<void> {
    return Error{.code = ErrorCode::kBroken, .id = "disk", .message = {}, .note = {}, .fields = {}};
  });
  EXPECT_TRUE(sealer.Write("short").ok());
  const auto finished = sealer.Finish();
  ASSERT_FALSE(finished.ok());
  EXPECT_EQ(finished.error().id, "disk");
}

}  // namespace
}  // namespace nuong::vault
