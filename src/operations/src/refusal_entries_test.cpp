#include "refusal_entries.hpp"

#include "house_fixture.hpp"
#include "nuong/operations/passkeys.hpp"
#include "passkey_rows.hpp"
#include "second_factor.hpp"

/// Whatever somebody signed in shows or asks in vain is one entry, without what she showed; a flood of it is not.
namespace nuong::operations {
namespace {

using store::Collection;

class RefusalsTest : public HouseTest {
 protected:
  RefusalsTest() : HouseTest(false) {
    services_->world.second_factor = true;
    lan_ = As("lan");
    lan_.host = "localhost";
  }

  std::vector<ledger::Entry> Refusals() {
    std::vector<ledger::Entry> refusals;
    for (const auto& [key, bytes] : store_.rows(Collection::kEntries)) {
      ledger::Entry entry = ledger::DecodeEntry(bytes).value();
      if (entry.deed == ledger::Deed::kRefused) refusals.push_back(std::move(entry));
    }
    return refusals;
  }
  /// What the refused request left: one entry of hers of this kind. A minute later there is another try.
  template <class Answer>
  void ExpectOnRecord(const char* what, const Result<Answer>& answer, const std::string& id, const std::string& kind) {
    ASSERT_FALSE(answer.ok()) << what;
    EXPECT_EQ(answer.error().id, id) << what;
    const auto now = Refusals();
    ASSERT_EQ(now.size(), seen_ + 1) << what;
    EXPECT_EQ(now.back().kind, kind) << what;
    EXPECT_EQ(now.back().member.text(), "lan") << what;
    seen_ = now.size();
    clock_.Pass(61);
  }
  /// A passkey of hers, without an authenticator.
  void HavePasskey(const std::string& member, const std::string& id) {
    const PasskeyRecord record{{id, "a key", 1, "localhost"}, MemberName(member), "laptop", clock_.now, "a lock"};
    ASSERT_TRUE(store_
                    .Write([&](store::Writer& writer) -> Result<void> {
                      WritePasskey(writer, record);
                      return {};
                    })
                    .ok());
    services_->sessions.LetIn(lan_.session);
  }
  std::string ClientData(const std::string& type) {
    const auto asked = AskForPasskey(*services_, lan_);
    return vault::Base64Url(R"({"type":"webauthn.)" + type + R"(","challenge":")" + asked->challenge +
                            R"(","origin":"http://localhost"})");
  }
  /// What an authenticator gives for a new passkey: the point is the generator of P-256.
  static std::string NewPasskeyData() {
    const auto host = vault::Sha256("localhost");
    std::string data(host.begin(), host.end());
    data += std::string("\x45\0\0\0\1", 5) + std::string(16, '\0') + std::string("\0\4", 2) + "id-9";
    data += Bytes("a5010203262001215820") + Bytes("6b17d1f2e12c4247f8bce6e563a440f277037d812deb33a0f4a13945d898c296") +
            Bytes("225820") + Bytes("4fe342e2fe1a7f9b8ee7eb4a7c0f9e162bce33576b315ececbb6406837bf51f5");
    return vault::Base64Url(data);
  }
  static std::string Bytes(const std::string& hex) {
    std::string bytes;
    for (std::size_t at = 0; at < hex.size(); at += 2) {
      bytes.push_back(static_cast<char>(std::stoi(hex.substr(at, 2), nullptr, 16)));
    }
    return bytes;
  }

  Caller lan_;
  std::size_t seen_ = 0;
};

TEST_F(RefusalsTest, EachIsOneEntryOfWhoWasRefused) {
  const std::string prf = vault::Base64Url(std::string(32, 'p'));
  ExpectOnRecord("no codes begun", ConfirmCodes(*services_, lan_, {"123456"}), "fields_invalid", "codes");
  ASSERT_TRUE(StartCodes(*services_, lan_).ok());
  ExpectOnRecord("a wrong code", ConfirmCodes(*services_, lan_, {"123456"}), "fields_invalid", "codes");
  ExpectOnRecord("no attestation", AddPasskey(*services_, lan_, {"x", "=", "", ""}), "passkey_refused", "passkey");
  const std::string forged = vault::Base64Url(std::string(37, 'x'));
  ExpectOnRecord("a forged attestation", AddPasskey(*services_, lan_, {"x", ClientData("create"), forged, prf}),
                 "passkey_refused", "passkey");
  const std::string client = ClientData("create");
  ASSERT_TRUE(AddPasskey(*services_, lan_, {"x", client, NewPasskeyData(), prf}).ok());
  ExpectOnRecord("the same again", AddPasskey(*services_, lan_, {"x", client, NewPasskeyData(), prf}),
                 "passkey_refused", "passkey");
  ExpectOnRecord("a second one, unproved", AddPasskey(*services_, lan_, {"x", ClientData("get"), "", prf}),
                 "passkey_refused", "passkey");
  ExpectOnRecord("new codes, unproved", StartCodes(*services_, lan_), "refused", "codes");
  ExpectOnRecord("her passkey, unproved", RemovePasskey(*services_, lan_, {vault::Base64Url("id-9")}), "refused",
                 "passkey");
  HavePasskey("mai", "id-m");
  for (const std::string& id : {vault::Base64Url("id-m"), vault::Base64Url("id-n"), std::string("=")}) {
    ExpectOnRecord("another's passkey, or none", RemovePasskey(*services_, lan_, {id}), "absent", "passkey");
  }
  ExpectOnRecord("no assertion", StepUpWithPasskey(*services_, lan_, {"=", "", "", "", ""}), "passkey_refused",
                 "passkey");
  ExpectOnRecord("a forged assertion",
                 StepUpWithPasskey(*services_, lan_, {vault::Base64Url("id-9"), ClientData("get"), forged, "", prf}),
                 "passkey_refused", "passkey");
  ExpectOnRecord("a password", StepUp(*services_, lan_, {"wrong", {}}), "password_wrong", "password");
  ExpectOnRecord("another's session", EndSession(*services_, lan_, {"0000"}), "absent", "session");
}

TEST_F(RefusalsTest, AddingAPasskeyUnprovedIsOneToo) {
  HavePasskey("lan", "id-1");
  const NewPasskeyRequest request{"x", ClientData("create"), NewPasskeyData(), vault::Base64Url(std::string(32, 'p'))};
  ExpectOnRecord("not strong", AddPasskey(*services_, lan_, request), "refused", "passkey");
}

TEST_F(RefusalsTest, NothingThatWasShownIsKept) {
  const std::string shown = "guessed-by-somebody";
  static_cast<void>(StartCodes(*services_, lan_));
  static_cast<void>(ConfirmCodes(*services_, lan_, {shown}));
  static_cast<void>(AddPasskey(*services_, lan_, {shown, shown, shown, shown}));
  static_cast<void>(StepUpWithPasskey(*services_, lan_, {shown, shown, shown, shown, shown}));
  static_cast<void>(EndSession(*services_, lan_, {shown}));
  for (const auto& rows : store_.collections()) {
    for (const auto& [key, bytes] : rows) EXPECT_EQ(bytes.find(shown), std::string::npos);
  }
}

TEST_F(RefusalsTest, AFloodOfThemIsNotAFloodOfEntries) {
  std::map<std::string, int> answers;
  for (int i = 0; i < 40; ++i) ++answers[AddPasskey(*services_, lan_, {"x", "=", "", ""}).error().id];
  EXPECT_EQ(answers, (std::map<std::string, int>{{"passkey_refused", 5}, {"sign_in_wait", 35}}));
  EXPECT_EQ(Refusals().size(), 5u);
  answers.clear();
  for (int i = 0; i < 40; ++i) ++answers[EndSession(*services_, lan_, {"0000"}).error().id];
  EXPECT_EQ(answers, (std::map<std::string, int>{{"absent", 5}, {"sign_in_wait", 35}}));
  EXPECT_EQ(Refusals().size(), 10u);
}

/// Two answers of one code at the same moment: the second finds it used, and that is on record as any replay is.
TEST_F(RefusalsTest, WhatIsShownTwiceAtTheSameMomentIsOneToo) {
  ASSERT_TRUE(StartCodes(*services_, lan_).ok());
  std::string secret;
  const auto read = store_.Read([&](store::Reader& reader) -> Result<void> {
    NUONG_TRY(const SecondFactor factor, ReadSecondFactor(*services_, reader, MemberName("lan")));
    secret = factor.pending;
    return {};
  });
  ASSERT_TRUE(read.ok());
  const auto code = [&] { return vault::TotpCode(secret, vault::TotpStep(clock_.now.us / 1'000'000)); };
  ASSERT_TRUE(ConfirmCodes(*services_, lan_, {code()}).ok());
  clock_.Pass(60);
  store_.before_next_write = [&] { EXPECT_TRUE(SignIn(*services_, {}, {"lan", kPassword, code()}).ok()); };
  EXPECT_EQ(SignIn(*services_, {}, {"lan", kPassword, code()}).error().id, "sign_in_wrong");
  ASSERT_EQ(Refusals().size(), 1u);
  EXPECT_EQ(Refusals().back().kind, "session");
  clock_.Pass(60);
  store_.before_next_write = [&] { EXPECT_TRUE(StepUp(*services_, lan_, {kPassword, code()}).ok()); };
  EXPECT_EQ(StepUp(*services_, lan_, {kPassword, code()}).error().id, "password_wrong");
  ASSERT_EQ(Refusals().size(), 2u);
  EXPECT_EQ(Refusals().back().kind, "password");
}

}  // namespace
}  // namespace nuong::operations
