#include "nuong/vault/hash.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "bytes.hpp"

namespace nuong::vault {

TEST(Sha256, MatchesThePublishedVectors) {
  EXPECT_EQ(Hex(ViewOf(Sha256(""))), "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
  EXPECT_EQ(Hex(ViewOf(Sha256("abc"))), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
}

TEST(Base64, MatchesThePublishedVectors) {
  EXPECT_EQ(Base64(""), "");
  EXPECT_EQ(Base64("f"), "Zg==");
  EXPECT_EQ(Base64("fo"), "Zm8=");
  EXPECT_EQ(Base64("foobar"), "Zm9vYmFy");
  EXPECT_EQ(Base64("\xfb\xff"), "+/8=");
}

RC_GTEST_PROP(Base64, ReadsBackWhatItWrote, (const std::string& bytes)) {
  RC_ASSERT(FromBase64(Base64(bytes)) == bytes);
}

TEST(Base64, HasOneSpellingPerValue) {
  for (const char* text : {"Zg", "Zg=", "Zh==", "Zm9=", "Zg==\n", " Zg==", "Zg== ", "Z===", "-_8=", "Zg==Zg=="}) {
    EXPECT_FALSE(FromBase64(text).has_value()) << text;
  }
}

TEST(EqualSecrets, ComparesLengthAndBytes) {
  EXPECT_TRUE(EqualSecrets("", ""));
  EXPECT_TRUE(EqualSecrets("abc", "abc"));
  EXPECT_FALSE(EqualSecrets("abc", "abd"));
  EXPECT_FALSE(EqualSecrets("abc", "ab"));
}

TEST(ByteReader, ReadsEmptyAfterTheEnd) {
  ByteReader reader(std::string_view("\x05\0\0\0ab", 6));
  EXPECT_EQ(reader.Field(), "");
  EXPECT_FALSE(reader.ok());
  EXPECT_EQ(reader.U32(), 0u);
}

}  // namespace nuong::vault
