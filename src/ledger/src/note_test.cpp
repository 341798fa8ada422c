#include "nuong/ledger/note.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "ledger_fixture.hpp"

namespace nuong::ledger {
namespace {

// Keys and signatures made by another program (Python's cryptography) over the example text of tlog-checkpoint.
const std::string kLogKey = "example.com/behind-the-sofa+1f59e8f5+AQOhB7/zzhC+HXDdGOdLwJln5NYwm6UNXx3chmQSVTG4";
const std::string kWitnessKey = "witness.example.com/w1+969980cf+BCmsuuFBvMrwsi4alNNNC8c2HlJtC/4SyJeUvJMilm3X";
const std::string kText = "example.com/behind-the-sofa\n20852163\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n";
const std::string kLogLine =
    "— example.com/behind-the-sofa "
    "H1no9Vbha/V7K+0nOUyOYWY2eeqkJO0R/8eVdJBP1U6klJ63rYHH36AjiNbqMeYZ5wXtNMpYFqOQG4s/igFrnBBp3AU=\n";
const std::string kWitnessLine =
    "— witness.example.com/w1 "
    "lpmAzwAAAABkGFDL6ade/xdmW0GepsICyPher/bBsso0aCocxkD4MgnQ2J3N/61CxrucC0uO4wzUWe3K7XvjkEYtewKXIfP/U7l4Cw==\n";

Standing Check(const std::string& note, const std::string& key) {
  const auto split = SplitNote(note);
  const auto parsed = ParseVerifierKey(key);
  EXPECT_TRUE(split && parsed);
  return split && parsed ? CheckSignature(*split, *parsed) : Standing::kForged;
}

TEST(CheckSignature, AcceptsWhatAnotherProgramSigned) {
  const std::string note = kText + "\n" + kLogLine + kWitnessLine;
  EXPECT_EQ(Check(note, kLogKey), Standing::kSigned);
  EXPECT_EQ(Check(note, kWitnessKey), Standing::kSigned);
  EXPECT_EQ(CosignedAt(SplitNote(note)->signatures[1]), 1679315147U);
  const auto body = OpenCheckpoint(note, *ParseVerifierKey(kLogKey));
  ASSERT_TRUE(body.has_value());
  EXPECT_EQ(body->origin, "example.com/behind-the-sofa");
  EXPECT_EQ(body->size, 20852163U);
  EXPECT_EQ(vault::Base64(body->root), "CsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=");
}

// The example of Go's package golang.org/x/mod/sumdb/note.
TEST(CheckSignature, AcceptsTheExampleOfGosPackage) {
  const std::string note =
      "If you think cryptography is the answer to your problem,\nthen you don't know what your problem is.\n\n"
      "— PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=\n";
  EXPECT_EQ(Check(note, "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW"), Standing::kSigned);
  EXPECT_FALSE(OpenCheckpoint(note, *ParseVerifierKey("PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/"
                                                      "LDE4izWy10TW"))
                   .has_value());
}

TEST(CheckSignature, IgnoresKeysItDoesNotKnow) {
  EXPECT_EQ(Check(kText + "\n" + kWitnessLine, kLogKey), Standing::kAbsent);
  const std::string stranger =
      "— example.com/behind-the-sofa " + vault::Base64("\x01\x02\x03\x04" + std::string(64, 'x'));
  EXPECT_EQ(Check(kText + "\n" + stranger + "\n" + kLogLine, kLogKey), Standing::kSigned);
  EXPECT_EQ(Check(kText + "\n" + stranger + "\n", kLogKey), Standing::kAbsent);
}

TEST(CheckSignature, RefusesTheNoteForOneForgedSignatureOfAKnownKey) {
  std::string forged = *vault::FromBase64(kLogLine.substr(kLogLine.rfind(' ') + 1, 92));
  forged.back() = static_cast<char>(forged.back() ^ 1);
  const std::string line = "— example.com/behind-the-sofa " + vault::Base64(forged) + "\n";
  EXPECT_EQ(Check(kText + "\n" + kLogLine + line, kLogKey), Standing::kForged);
  EXPECT_EQ(Check(kText + "\n" + line + kLogLine, kLogKey), Standing::kForged);
  EXPECT_EQ(Check("other\n1\n" + vault::Base64(std::string(32, 'r')) + "\n\n" + kWitnessLine, kWitnessKey),
            Standing::kForged);
}

TEST(CheckSignature, DoesNotTakeALogsSignatureForACosignature) {
  const vault::RootKey key = RootKeyOf(7);
  const std::string note = SignCheckpoint("example.com/w", 5, std::string(32, 'r'), key);
  EXPECT_EQ(Check(note, LogKey("example.com/w", key).text()), Standing::kSigned);
  EXPECT_EQ(Check(note, WitnessKey("example.com/w", key).text()), Standing::kAbsent);
}

TEST(Cosign, IsReadBackWithItsTime) {
  const vault::RootKey log = RootKeyOf(7);
  const vault::RootKey witness = RootKeyOf(8);
  const std::string note = SignCheckpoint("example.com/log", 5, std::string(32, 'r'), log);
  const std::string line = Cosign("example.com/w", SplitNote(note)->text, 1'700'000'000, witness);
  const auto both = SplitNote(note + line);
  ASSERT_TRUE(both.has_value());
  EXPECT_EQ(CheckSignature(*both, LogKey("example.com/log", log)), Standing::kSigned);
  EXPECT_EQ(CheckSignature(*both, WitnessKey("example.com/w", witness)), Standing::kSigned);
  EXPECT_EQ(CosignedAt(both->signatures[1]), 1'700'000'000U);
}

TEST(SplitNote, TakesTheLastEmptyLineForTheEndOfTheText) {
  const auto note = SplitNote("a\n\nb\n\n" + kLogLine);
  ASSERT_TRUE(note.has_value());
  EXPECT_EQ(note->text, "a\n\nb\n");
}

TEST(SplitNote, TakesSixteenSignaturesAndMore) {
  std::string note = kText + "\n";
  for (int i = 0; i < 100; ++i) note += kLogLine;
  EXPECT_TRUE(SplitNote(note).has_value());
  EXPECT_FALSE(SplitNote(note + kLogLine).has_value());
}

TEST(SplitNote, RefusesWhatIsNotANote) {
  const std::string ill[] = {"",
                             "\n",
                             kText,
                             kText + "\n",
                             kText + kLogLine,
                             kText + "\n" + kLogLine.substr(0, kLogLine.size() - 1),
                             kText + "\n" + kLogLine + "x",
                             kText + "\n" + kLogLine + "\n",
                             "a\tb\n\n" + kLogLine,
                             "a\r\n\n" + kLogLine,
                             std::string("a\0b\n\n", 5) + kLogLine,
                             "\xff\n\n" + kLogLine,
                             "a\n\n- example.com/x AAAAAAAA\n",
                             "a\n\n—  AAAAAAAA\n",
                             "a\n\n— a+b AAAAAAAA\n",
                             "a\n\n— a\xC2\xA0"
                             "b AAAAAAAA\n",
                             "a\n\n— a b AAAAAAAA\n",
                             "a\n\n— a AAAAAA==\n",
                             "a\n\n— a AAAA*AAA\n"};
  for (const std::string& note : ill) EXPECT_FALSE(SplitNote(note).has_value()) << note;
}

TEST(ParseCheckpoint, KeepsExtensionLines) {
  const auto body = ParseCheckpoint(kText + "more\n");
  ASSERT_TRUE(body.has_value());
  EXPECT_EQ(body->extension, std::vector<std::string>{"more"});
}

TEST(ParseCheckpoint, RefusesWhatIsNotACheckpoint) {
  const std::string root = vault::Base64(std::string(32, 'r'));
  EXPECT_TRUE(ParseCheckpoint("o\n0\n" + root + "\n").has_value());
  for (const std::string size : {"01", "-1", "+1", " 1", "1 ", "", "x", "18446744073709551616", "1.0"}) {
    EXPECT_FALSE(ParseCheckpoint("o\n" + size + "\n" + root + "\n").has_value()) << size;
  }
  const std::string ill[] = {
      "o\n1\n" + root,          "\n1\n" + root + "\n",         "o\n1\n", "o\n1\n" + vault::Base64("short") + "\n",
      "o\n1\n" + root + "\n\n", "o\n1\n" + root + "\n\nmore\n"};
  for (const std::string& text : ill) EXPECT_FALSE(ParseCheckpoint(text).has_value()) << text;
}

TEST(VerifierKey, IsReadBackFromItsText) {
  for (const std::string& text : {kLogKey, kWitnessKey}) EXPECT_EQ(ParseVerifierKey(text)->text(), text);
  EXPECT_EQ(ParseVerifierKey(kLogKey)->type, KeyType::kEd25519);
  EXPECT_EQ(ParseVerifierKey(kWitnessKey)->type, KeyType::kCosignature);
}

TEST(VerifierKey, RefusesAlteredOrUnknownKeys) {
  for (std::size_t at = 0; at < kLogKey.size(); ++at) {
    std::string altered = kLogKey;
    altered[at] = altered[at] == 'x' ? 'y' : 'x';
    EXPECT_FALSE(ParseVerifierKey(altered).has_value()) << altered;
  }
  EXPECT_FALSE(ParseVerifierKey("").has_value());
  EXPECT_FALSE(ParseVerifierKey("name").has_value());
  EXPECT_FALSE(ParseVerifierKey("name+00000000").has_value());
}

RC_GTEST_PROP(SplitNote, NeverFailsOnAnyBytes, (const std::string& bytes)) {
  const auto note = SplitNote(bytes);
  RC_ASSERT((!note || !note->signatures.empty()));
}

}  // namespace
}  // namespace nuong::ledger
