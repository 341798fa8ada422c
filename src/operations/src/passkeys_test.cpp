#include "nuong/operations/passkeys.hpp"

#include "authenticator.hpp"
#include "house_fixture.hpp"
#include "passkey_rows.hpp"
#include "people.hpp"

/// lan has a passkey and no codes; what reaches the server is put together by hand.
namespace nuong::operations {
namespace {

using vault::Authenticator;

class PasskeysTest : public HouseTest {
 protected:
  static constexpr const char* kHost = "nuong.example";
  static constexpr const char* kNo = "passkey_refused";

  PasskeysTest() : HouseTest(false) {
    services_->world.second_factor = true;
    lan_ = As("lan");
    lan_.host = kHost;
    EXPECT_TRUE(AddPasskey(*services_, lan_, New(device_)).ok());
  }

  std::string Asked(const Caller& caller) {
    return vault::FromBase64Url(AskForPasskey(*services_, caller)->challenge).value();
  }
  NewPasskeyRequest New(const Authenticator& device) {
    const std::string said = Authenticator::ClientData("webauthn.create", Asked(lan_), std::string("https://") + kHost);
    return {"laptop", vault::Base64Url(said), vault::Base64Url(device.NewData(kHost, 5)), vault::Base64Url(kPrf)};
  }
  /// What the device answers on the page of this host, for the host it was made for.
  PasskeyRequest Answer(std::uint32_t count, const std::string& host = kHost) {
    const std::string said = Authenticator::ClientData("webauthn.get", Asked({}), "https://" + host);
    const std::string data = Authenticator::Data(kHost, 5, count);
    return {vault::Base64Url(device_.id()), vault::Base64Url(said), vault::Base64Url(data),
            vault::Base64Url(device_.Sign(data, said)), vault::Base64Url(kPrf)};
  }
  std::string Outcome(const PasskeyRequest& request, const std::string& host = kHost) {
    const auto signed_in = SignInWithPasskey(*services_, {"", "", "test", "", host}, request);
    return signed_in.ok() ? "in" : signed_in.error().id;
  }
  void Change(const std::function<void(store::Writer&)>& change) {
    const auto outcome = store_.Write([&](store::Writer& writer) -> Result<void> {
      change(writer);
      return {};
    });
    ASSERT_TRUE(outcome.ok());
  }

  const std::string kPrf = std::string(32, 'p');
  const Authenticator device_{"a device"};
  Caller lan_;
};

TEST_F(PasskeysTest, EachCountOpensOnce) {
  EXPECT_EQ(Outcome(Answer(2)), "in");
  EXPECT_EQ(Outcome(Answer(2)), kNo);
  EXPECT_EQ(Outcome(Answer(3)), "in");
}

/// A browser lets a page ask for a passkey of the host above it; here each host has its own.
TEST_F(PasskeysTest, PasskeyOfAnotherPageOpensNothing) {
  const std::string below = std::string("beside.") + kHost;
  EXPECT_EQ(Outcome(Answer(2, below), below), kNo);
  EXPECT_EQ(Outcome(Answer(3)), "in");
}

TEST_F(PasskeysTest, OfTwoAnswersWithOneCountOneOpens) {
  const PasskeyRequest copied = Answer(2);
  store_.before_next_write = [&] { EXPECT_EQ(Outcome(Answer(2)), "in"); };
  EXPECT_EQ(Outcome(copied), kNo);
  EXPECT_EQ(LastEntry().deed, ledger::Deed::kRefused);
  EXPECT_EQ(LastEntry().kind, "passkey");
}

TEST_F(PasskeysTest, NorDoesACopyStepUp) {
  const auto step_up = [&](const PasskeyRequest& request) {
    const auto stepped = StepUpWithPasskey(*services_, lan_, request);
    return stepped.ok() ? "up" : stepped.error().id;
  };
  const PasskeyRequest copied = Answer(2);
  store_.before_next_write = [&] { EXPECT_EQ(step_up(Answer(2)), "up"); };
  EXPECT_EQ(step_up(copied), kNo);
  EXPECT_EQ(step_up(Answer(3)), "up");
}

TEST_F(PasskeysTest, RemovedWhileItIsShownItOpensNothing) {
  const PasskeyRequest shown = Answer(2);
  store_.before_next_write = [&] {
    Change([&](store::Writer& writer) { DropPasskey(writer, ReadPasskey(writer, device_.id())->value()); });
  };
  EXPECT_EQ(Outcome(shown), kNo);
  EXPECT_EQ(Outcome(Answer(3)), kNo);
}

TEST_F(PasskeysTest, OpensNothingForWhoIsNoMember) {
  Change([](store::Writer& writer) { DropMember(writer, MemberName("lan")); });
  EXPECT_EQ(Outcome(Answer(2)), kNo);
}

/// Who can write to the directory moves her to another unit; the ledger does not know of it.
TEST_F(PasskeysTest, OpensNothingForAMemberWhomTheLedgerDoesNotProve) {
  Change([](store::Writer& writer) {
    MemberRecord record = ReadMember(writer, MemberName("lan"))->value();
    record.row.unit = UnitName("department");
    WriteMember(writer, record);
  });
  EXPECT_EQ(Outcome(Answer(2)), kNo);
  EXPECT_EQ(LastEntry().kind, "member_unproved");
}

TEST_F(PasskeysTest, PasswordDoesNotStepUpOnceAPasskeyIsThere) {
  Caller mai = As("mai");
  services_->sessions.LetIn(mai.session);
  store_.before_next_write = [&] {
    Change([](store::Writer& writer) {
      WritePasskey(writer, {{"an id", "a key", 1, kHost}, MemberName("mai"), "laptop", {}, "a lock"});
    });
  };
  EXPECT_EQ(StepUp(*services_, mai, {kPassword, {}}).error().id, "password_wrong");
}

}  // namespace
}  // namespace nuong::operations
