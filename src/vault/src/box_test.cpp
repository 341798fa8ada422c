#include "nuong/vault/box.hpp"

#include <gtest/gtest.h>

#include <stdexcept>

#include "bytes.hpp"
#include "test_support.hpp"

namespace nuong::vault {

TEST(PublicKey, HasOneTextForm) {
  CountingRandom random;
  const PublicKey key = MakeKeyPair(random).public_key;
  EXPECT_EQ(PublicKey::Parse(key.text()), key);
  EXPECT_EQ(key.text().size(), 64u);
  std::string upper = key.text();
  for (char& letter : upper) letter = static_cast<char>(std::toupper(letter));
  for (const std::string& text : {upper, key.text() + "0", key.text().substr(2), std::string(), std::string(64, 'g'),
                                  " " + key.text(), key.text() + "00"}) {
    EXPECT_FALSE(PublicKey::Parse(text).has_value()) << text;
  }
}

TEST(Box, OpensForItsKeyAndPurposeOnly) {
  CountingRandom random;
  const KeyPair pair = MakeKeyPair(random);
  const KeyPair other = MakeKeyPair(random);
  const std::string boxed = BoxSeal(pair.public_key, BytesOf("hidden"), "hand-over", random);
  const auto opened = BoxOpen(pair, boxed, "hand-over");
  ASSERT_TRUE(opened.ok());
  EXPECT_EQ(ViewOf(opened->bytes()), "hidden");
  EXPECT_EQ(BoxOpen(pair, boxed, "hand-ove").error().code, ErrorCode::kCorrupt);
  EXPECT_EQ(BoxOpen(other, boxed, "hand-over").error().code, ErrorCode::kCorrupt);
}

TEST(Box, RefusesEveryAlteredByte) {
  CountingRandom random;
  const KeyPair pair = MakeKeyPair(random);
  const std::string boxed = BoxSeal(pair.public_key, BytesOf("hidden"), "purpose", random);
  EXPECT_EQ(CountOpenedMutants(boxed, [&](const std::string& mutant) { return BoxOpen(pair, mutant, "purpose").ok(); }),
            0);
}

TEST(Box, IsNeverSealedToAKeyThatEverybodyKnows) {
  CountingRandom random;
  EXPECT_THROW(BoxSeal(PublicKey{}, BytesOf("hidden"), "purpose", random), std::invalid_argument);
}

TEST(Box, FromAPointOfSmallOrderIsRefused) {
  CountingRandom random;
  const KeyPair pair = MakeKeyPair(random);
  const std::string boxed = ByteWriter().Header().Raw(std::string(32, '\0')).Raw(std::string(48, 'x')).Take();
  EXPECT_EQ(BoxOpen(pair, boxed, "purpose").error().code, ErrorCode::kCorrupt);
}

}  // namespace nuong::vault
