#include "nuong/vault/sealed_root.hpp"

#include <gtest/gtest.h>

#include "bytes.hpp"
#include "paper.hpp"
#include "test_support.hpp"

/// The sealer of these tests keeps one seed and hands out a ticket for it; the real one is tested in room tpm.
namespace nuong::vault {
namespace {

class Drawer : public SeedSealer {
 public:
  explicit Drawer(std::string ticket = "ticket") : ticket_(std::move(ticket)) {}
  Result<std::string> Seal(std::span<const std::uint8_t> seed32) override {
    seed_ = Secret::CopyOf(seed32);
    return ticket_;
  }
  Result<Secret> Unseal(std::string_view sealed) override {
    if (sealed != ticket_) return Error{ErrorCode::kBroken, "not_here", {"Không có.", "Not here."}, "", {}};
    return Secret::CopyOf(seed_.bytes());
  }

 private:
  std::string ticket_;
  Secret seed_;
};

RootKey RootFrom(std::uint8_t first) {
  CountingRandom random(first);
  std::array<std::uint8_t, 32> seed;
  random.Fill(seed);
  return RootKey::FromSeed(seed);
}

class SealedRootTest : public testing::Test {
 protected:
  SealedRootTest()
      : root_(RootFrom(0)),
        printed_(PrintedKey::Make(random_)),
        sealed_(SealedRoot::Seal(root_, printed_, drawer_, random_).value()) {}

  SystemRandom random_;
  Drawer drawer_;
  RootKey root_;
  PrintedKey printed_;
  SealedRoot sealed_;
};

TEST_F(SealedRootTest, OpensByTheSealerAndByThePrintedKey) {
  const auto read = SealedRoot::Parse(sealed_.bytes());
  ASSERT_TRUE(read.ok());
  EXPECT_EQ(read->signer(), root_.signing_public_key());
  for (const auto& opened : {read->Open(drawer_), read->Open(printed_)}) {
    ASSERT_TRUE(opened.ok());
    EXPECT_EQ(opened->signing_public_key(), root_.signing_public_key());
    EXPECT_EQ(opened->KeyedHash("search", "x"), root_.KeyedHash("search", "x"));
  }
}

TEST_F(SealedRootTest, HoldsNeitherTheSeedNorThePrintedKey) {
  CountingRandom random(0);
  std::array<std::uint8_t, 32> seed;
  random.Fill(seed);
  EXPECT_EQ(sealed_.bytes().find(std::string(ViewOf(seed))), std::string::npos);
  const auto paper = FromPaper("printed-root", 21, printed_.text());
  ASSERT_TRUE(paper.has_value());
  EXPECT_EQ(sealed_.bytes().find(*paper), std::string::npos);
  EXPECT_EQ(sealed_.bytes().find(printed_.text()), std::string::npos);
}

TEST_F(SealedRootTest, AnotherPrintedKeyDoesNotOpenIt) {
  EXPECT_EQ(sealed_.Open(PrintedKey::Make(random_)).error().id, "printed_key_wrong");
}

TEST_F(SealedRootTest, IsNotOpenedByAnotherDirectorysSlots) {
  Drawer other_drawer;
  const SealedRoot other = SealedRoot::Seal(RootFrom(1), printed_, other_drawer, random_).value();
  EXPECT_EQ(sealed_.Open(other_drawer).error().code, ErrorCode::kCorrupt) << "the seed of another root key";
  const std::string& bytes = sealed_.bytes();
  const std::size_t head = kHeaderSize + 32;
  const auto swapped = SealedRoot::Parse(bytes.substr(0, head) + other.bytes().substr(head));
  ASSERT_TRUE(swapped.ok());
  EXPECT_EQ(swapped->Open(printed_).error().id, "printed_key_wrong");
}

TEST_F(SealedRootTest, NoAlteredFileOpensAnotherKey) {
  const std::string bytes = sealed_.bytes();
  const auto opens = [&](const std::string& mutant, auto& by) {
    const auto read = SealedRoot::Parse(mutant);
    return read.ok() && read->Open(by).ok();
  };
  const std::size_t ticket = bytes.size() - sealed_.by_sealer().size();
  const auto by_printed = [&](const std::string& mutant) {
    return mutant.compare(0, ticket, bytes, 0, ticket) != 0 && opens(mutant, printed_);
  };
  EXPECT_EQ(CountOpenedMutants(bytes, by_printed), 0);
  for (std::size_t size = 0; size < bytes.size(); ++size) {
    EXPECT_FALSE(SealedRoot::Parse(bytes.substr(0, size)).ok()) << size;
  }
  EXPECT_FALSE(SealedRoot::Parse(bytes + "x").ok());
}

TEST_F(SealedRootTest, IsSealedAnewForAnotherMachineWithTheSamePaper) {
  Drawer next("another ticket");
  const auto resealed = sealed_.ResealedBy(next, root_);
  ASSERT_TRUE(resealed.ok());
  EXPECT_TRUE(resealed->Open(next).ok());
  EXPECT_TRUE(resealed->Open(printed_).ok());
  EXPECT_EQ(resealed->Open(drawer_).error().id, "not_here");
}

TEST_F(SealedRootTest, ANewPaperOpensInPlaceOfTheOld) {
  const PrintedKey next = PrintedKey::Make(random_);
  const SealedRoot reprinted = sealed_.Reprinted(next, root_, random_);
  EXPECT_TRUE(reprinted.Open(next).ok());
  EXPECT_TRUE(reprinted.Open(drawer_).ok());
  EXPECT_EQ(reprinted.Open(printed_).error().id, "printed_key_wrong");
}

TEST(PrintedKey, IsReadAsItWasTyped) {
  SystemRandom random;
  const PrintedKey key = PrintedKey::Make(random);
  const std::string text = key.text();
  EXPECT_EQ(text.size(), 59u);
  std::string typed;
  for (const char letter : text) {
    typed += letter >= 'a' ? static_cast<char>(letter - 'a' + 'A') : letter;
    if (letter == ' ') typed += '-';
  }
  const auto read = PrintedKey::Parse(typed);
  ASSERT_TRUE(read.ok());
  EXPECT_TRUE(*read == key);
  EXPECT_FALSE(PrintedKey::Make(random) == key);
}

TEST(PrintedKey, TellsASlipOfTheHand) {
  SystemRandom random;
  const std::string text = PrintedKey::Make(random).text();
  for (std::size_t at = 0; at < text.size(); ++at) {
    if (text[at] == ' ') continue;
    std::string slip = text;
    slip[at] = text[at] == '0' ? '1' : '0';
    EXPECT_EQ(PrintedKey::Parse(slip).error().id, "printed_key_mistyped") << at;
  }
  for (const std::string& wrong : {std::string(), text.substr(1), text + "0", std::string("khóa")}) {
    EXPECT_EQ(PrintedKey::Parse(wrong).error().id, "printed_key_mistyped") << wrong;
  }
}

}  // namespace
}  // namespace nuong::vault
