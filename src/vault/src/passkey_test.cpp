#include "nuong/vault/passkey.hpp"

#include <gtest/gtest.h>

#include "authenticator.hpp"
#include "bytes.hpp"
#include "nuong/vault/hash.hpp"
#include "test_support.hpp"

namespace nuong::vault {

class PasskeyTest : public testing::Test, protected Authenticator {
 protected:
  PasskeyTest() : Authenticator("id-1") {}

  std::string Outcome(const std::string& client_data, const std::string& data, const std::string& signature) const {
    const auto count = VerifyPasskey({false, kChallenge, kOrigin}, passkey_, client_data, data, signature);
    return count.ok() ? std::to_string(*count) : count.error().id;
  }

  const std::string kChallenge = std::string(32, 'c');
  const std::string kOrigin = "https://nuong.example";
  const std::string kHost = "nuong.example";
  Passkey passkey_{"id-1", Point(), 4, "nuong.example"};
  CountingRandom random_;
};

TEST_F(PasskeyTest, IsReadFromARegistrationOfAVerifiedUser) {
  const std::string client = ClientData("webauthn.create", kChallenge, kOrigin);
  const auto read = ReadPasskey({true, kChallenge, kOrigin}, kHost, client, NewData(kHost, 0x05));
  ASSERT_TRUE(read.ok()) << read.error().note;
  EXPECT_EQ(read->id, "id-1");
  EXPECT_EQ(Hex(read->public_key), Hex(Point()));
  const auto refused = [&](const std::string& data, const std::string& said) {
    const auto outcome = ReadPasskey({true, kChallenge, kOrigin}, kHost, said, data);
    return !outcome.ok() && outcome.error().id == "passkey_refused";
  };
  EXPECT_TRUE(refused(NewData(kHost, 0x01), client)) << "user not verified";
  EXPECT_TRUE(refused(NewData("evil.example", 0x05), client));
  EXPECT_TRUE(refused(Data(kHost, 0x05, 1), client)) << "no credential in it";
  EXPECT_TRUE(refused(NewData(kHost, 0x05).substr(0, 80), client)) << "truncated";
  EXPECT_TRUE(refused(NewData(kHost, 0x05), ClientData("webauthn.get", kChallenge, kOrigin)));
  EXPECT_TRUE(refused(NewData(kHost, 0x05), ClientData("webauthn.create", "another", kOrigin)));
}

TEST_F(PasskeyTest, AssertionIsTakenOnceAndEverythingElseIsOneRefusal) {
  const std::string client = ClientData("webauthn.get", kChallenge, kOrigin);
  const std::string data = Data(kHost, 0x05, 5);
  const std::string signature = Sign(data, client);
  EXPECT_EQ(Outcome(client, data, signature), "5");

  const std::string no = "passkey_refused";
  EXPECT_EQ(Outcome(client, data, Sign(data, client + " ")), no) << "forged";
  std::string altered = signature;
  altered.back() = static_cast<char>(altered.back() ^ 1);
  EXPECT_EQ(Outcome(client, data, altered), no);
  EXPECT_EQ(Outcome(client, data, ""), no);
  const auto signed_outcome = [&](const std::string& said, const std::string& authenticator) {
    return Outcome(said, authenticator, Sign(authenticator, said));
  };
  EXPECT_EQ(signed_outcome(ClientData("webauthn.get", "replayed", kOrigin), data), no);
  EXPECT_EQ(signed_outcome(ClientData("webauthn.get", kChallenge, "https://evil.example"), data), no);
  EXPECT_EQ(signed_outcome(ClientData("webauthn.create", kChallenge, kOrigin), data), no);
  EXPECT_EQ(signed_outcome(client, Data("evil.example", 0x05, 5)), no);
  EXPECT_EQ(signed_outcome(client, Data(kHost, 0x01, 5)), no) << "user not verified";
  EXPECT_EQ(signed_outcome(client, Data(kHost, 0x04, 5)), no) << "user not present";
  EXPECT_EQ(signed_outcome(client, Data(kHost, 0x05, 4)), no) << "counter stands still";
  EXPECT_EQ(signed_outcome(client, Data(kHost, 0x05, 0)), no) << "counter went back";
  EXPECT_EQ(signed_outcome(client, data.substr(0, 36)), no) << "truncated";
}

TEST_F(PasskeyTest, PrfOpensTheKeysOfItsCredentialOnly) {
  const MemberKeys keys = MemberKeys::Make(random_);
  const std::string prf(32, 'p');
  const std::string lock = LockWithPrf(keys, prf, "id-1", random_);
  EXPECT_TRUE(OpenPrfLock(keys.known(), lock, prf, "id-1").ok());
  EXPECT_FALSE(OpenPrfLock(keys.known(), lock, std::string(32, 'q'), "id-1").ok());
  EXPECT_FALSE(OpenPrfLock(keys.known(), lock, prf, "id-2").ok());
  EXPECT_FALSE(OpenPrfLock(keys.known(), lock, "", "id-1").ok());
  EXPECT_EQ(CountOpenedMutants(
                lock, [&](const std::string& mutant) { return OpenPrfLock(keys.known(), mutant, prf, "id-1").ok(); }),
            0);
}

TEST(Base64Url, IsStrict) {
  EXPECT_EQ(Base64Url("\xfb\xff\xfe"), "-__-");
  EXPECT_EQ(FromBase64Url("-__-"), "\xfb\xff\xfe");
  EXPECT_EQ(FromBase64Url("Zg"), "f");
  for (const std::string wrong : {"Zg==", "Zh", "+//+", "Z"}) EXPECT_EQ(FromBase64Url(wrong), std::nullopt) << wrong;
}

}  // namespace nuong::vault
