#include "nuong/vault/totp.hpp"

#include <gtest/gtest.h>

#include "test_support.hpp"

namespace nuong::vault {

const std::string kSecret = "12345678901234567890";

/// The vectors of RFC 6238, appendix B, as six digits.
TEST(Totp, AgreesWithTheStandard) {
  EXPECT_EQ(TotpCode(kSecret, TotpStep(59)), "287082");
  EXPECT_EQ(TotpCode(kSecret, TotpStep(1111111109)), "081804");
  EXPECT_EQ(TotpCode(kSecret, TotpStep(1111111111)), "050471");
  EXPECT_EQ(TotpCode(kSecret, TotpStep(1234567890)), "005924");
  EXPECT_EQ(TotpCode(kSecret, TotpStep(2000000000)), "279037");
  EXPECT_EQ(TotpCode(kSecret, TotpStep(20000000000)), "353130");
}

TEST(Totp, SecretIsTypedInBase32) {
  EXPECT_EQ(Base32("foobar"), "MZXW6YTBOI");
  EXPECT_EQ(Base32("f"), "MY");
  EXPECT_EQ(Base32(kSecret), "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ");
  CountingRandom random;
  EXPECT_EQ(MakeTotpSecret(random).size(), 20u);
}

TEST(Totp, TakesTheStepBesideButNoCodeTwice) {
  const std::int64_t now = 1111111111;
  const std::uint64_t step = TotpStep(now);
  EXPECT_EQ(MatchTotp(kSecret, TotpCode(kSecret, step - 1), now, 0), step - 1);
  EXPECT_EQ(MatchTotp(kSecret, TotpCode(kSecret, step + 1), now, 0), step + 1);
  EXPECT_EQ(MatchTotp(kSecret, TotpCode(kSecret, step - 2), now, 0), std::nullopt);
  EXPECT_EQ(MatchTotp(kSecret, TotpCode(kSecret, step), now, step), std::nullopt) << "used before";
  EXPECT_EQ(MatchTotp(kSecret, TotpCode(kSecret, step - 1), now, step), std::nullopt) << "older than one used";
  for (const std::string wrong : {"", "000000", "50471", "0504710", "05047x"}) {
    EXPECT_EQ(MatchTotp(kSecret, wrong, now, 0), std::nullopt) << wrong;
  }
}

}  // namespace nuong::vault
