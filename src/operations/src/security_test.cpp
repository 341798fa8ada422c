#include "nuong/operations/security.hpp"

#include "house_fixture.hpp"
#include "nuong/operations/list_cases.hpp"
#include "nuong/operations/passkeys.hpp"
#include "passkey_rows.hpp"
#include "second_factor.hpp"

/// One-time codes, delays, passwords, sessions and stepping up, in a directory that asks for a second factor.
namespace nuong::operations {
namespace {

class SecurityTest : public HouseTest {
 protected:
  SecurityTest() : HouseTest(false) { services_->world.second_factor = true; }

  std::string Outcome(const std::string& member, const std::string& password, std::optional<std::string> code = {}) {
    const auto signed_in = SignIn(*services_, {"", "192.0.2.1", "test"}, {member, password, std::move(code)});
    return signed_in.ok() ? "in" : signed_in.error().id;
  }

  std::string CodeNow(const std::string& secret) {
    return vault::TotpCode(secret, vault::TotpStep(clock_.now.us / 1'000'000));
  }
  std::string SecretOf(const std::string& member) {
    std::string secret;
    EXPECT_TRUE(store_
                    .Read([&](store::Reader& reader) -> Result<void> {
                      NUONG_TRY(const SecondFactor factor, ReadSecondFactor(*services_, reader, MemberName(member)));
                      secret = factor.is_set() ? factor.secret : factor.pending;
                      return {};
                    })
                    .ok());
    return secret;
  }
  /// Sets codes up; gives the recovery codes.
  std::vector<std::string> Enrol(const Caller& caller, const std::string& member) {
    EXPECT_TRUE(StartCodes(*services_, caller).ok());
    const auto confirmed = ConfirmCodes(*services_, caller, {CodeNow(SecretOf(member))});
    EXPECT_TRUE(confirmed.ok());
    clock_.Pass(60);
    return confirmed->codes;
  }
};

TEST_F(SecurityTest, PasswordAloneLetsInOnlyToSetUpASecondFactor) {
  const Caller lan = As("lan");
  EXPECT_TRUE(WhoAmI(*services_, lan)->must_enrol);
  EXPECT_EQ(ListCases(*services_, lan, {}).error().code, ErrorCode::kUnauthenticated);
  Enrol(lan, "lan");
  EXPECT_FALSE(WhoAmI(*services_, lan)->must_enrol);
  EXPECT_TRUE(ListCases(*services_, lan, {}).ok());
  EXPECT_EQ(Outcome("lan", kPassword), "sign_in_wrong") << "no code, no more said than that";
  EXPECT_EQ(Outcome("lan", kPassword, CodeNow(SecretOf("lan"))), "in");
}

/// She set up a passkey and no codes: whoever has her password has nothing.
TEST_F(SecurityTest, PasswordOpensNothingForOneWhoseSecondFactorIsAPasskey) {
  const Caller lan = As("lan");
  const auto put = store_.Write([&](store::Writer& writer) -> Result<void> {
    WritePasskey(writer, {{"an id", "a key", 1, "localhost"}, MemberName("lan"), "laptop", clock_.now, "a lock"});
    return {};
  });
  ASSERT_TRUE(put.ok());
  services_->sessions.LetIn(lan.session);
  EXPECT_EQ(Outcome("lan", kPassword), "sign_in_wrong");
  EXPECT_EQ(StepUp(*services_, lan, {kPassword, {}}).error().id, "password_wrong");
  EXPECT_EQ(StartCodes(*services_, lan).error().code, ErrorCode::kRefused);
  EXPECT_EQ(RemovePasskey(*services_, lan, {vault::Base64Url("an id")}).error().code, ErrorCode::kRefused);
}

TEST_F(SecurityTest, WrongPasskeysMakeNobodyElseWait) {
  const PasskeyRequest rubbish{"=", "", "", "", ""};
  for (int i = 0; i < 10; ++i) {
    EXPECT_EQ(SignInWithPasskey(*services_, {"", "127.0.0.1", "test"}, rubbish).error().id, "passkey_refused");
  }
  for (int i = 0; i < 70; ++i) static_cast<void>(SignInWithPasskey(*services_, {"", "192.0.2.9", "test"}, rubbish));
  EXPECT_EQ(SignInWithPasskey(*services_, {"", "192.0.2.9", "test"}, rubbish).error().id, "sign_in_wait");
  EXPECT_EQ(SignInWithPasskey(*services_, {"", "192.0.2.1", "test"}, rubbish).error().id, "passkey_refused");
}

TEST_F(SecurityTest, TriesAtTheSameMomentAreCountedBeforeTheyAreMade) {
  SignInDelay delay;
  int free = 0;
  for (int i = 0; i < 16; ++i) free += delay.Begin("lan", "192.0.2.1", clock_.now) == 0 ? 1 : 0;
  EXPECT_EQ(free, 5);
}

TEST_F(SecurityTest, NoCodeOpensTwice) {
  const auto recovery = Enrol(As("lan"), "lan");
  const std::string code = CodeNow(SecretOf("lan"));
  EXPECT_EQ(Outcome("lan", kPassword, code), "in");
  EXPECT_EQ(Outcome("lan", kPassword, code), "sign_in_wrong");
  ASSERT_EQ(recovery.size(), 8u);
  EXPECT_EQ(Outcome("lan", kPassword, recovery[3]), "in");
  EXPECT_EQ(Outcome("lan", kPassword, recovery[3]), "sign_in_wrong");
  EXPECT_EQ(Outcome("lan", "not her password", recovery[4]), "sign_in_wrong");
  EXPECT_EQ(Outcome("lan", kPassword, recovery[4]), "in") << "a wrong password uses no code up";
}

/// Two sign-ins with one code at the same moment: the second finds it used.
TEST_F(SecurityTest, OneCodeAtTheSameMomentOpensOnce) {
  Enrol(As("lan"), "lan");
  const std::string code = CodeNow(SecretOf("lan"));
  store_.before_next_write = [&] { EXPECT_EQ(Outcome("lan", kPassword, code), "in"); };
  EXPECT_EQ(Outcome("lan", kPassword, code), "sign_in_wrong");
}

TEST_F(SecurityTest, SecretIsNotReadableInTheStore) {
  Enrol(As("lan"), "lan");
  const std::string secret = SecretOf("lan");
  for (const auto& rows : store_.collections()) {
    for (const auto& [key, bytes] : rows) {
      EXPECT_EQ(bytes.find(secret), std::string::npos);
      EXPECT_EQ(bytes.find(vault::Base32(secret)), std::string::npos);
      EXPECT_EQ(bytes.find(vault::Base64(secret)), std::string::npos);
    }
  }
}

TEST_F(SecurityTest, AbsentMemberCostsTheSameWorkAsAWrongPassword) {
  Enrol(As("lan"), "lan");
  const auto work = [&](const std::string& member, const std::string& password, std::optional<std::string> code) {
    const int reads = store_.reads;
    const int writes = store_.writes;
    const std::uint64_t stretched = vault::PasswordsStretched();
    EXPECT_EQ(Outcome(member, password, std::move(code)), "sign_in_wrong");
    return std::tuple(store_.reads - reads, store_.writes - writes, vault::PasswordsStretched() - stretched);
  };
  const auto wrong = work("mai", "wrong", {});
  EXPECT_EQ(wrong, (std::tuple<int, int, std::uint64_t>(1, 1, 1)));
  EXPECT_EQ(work("nobody", "wrong", {}), wrong);
  EXPECT_EQ(work("lan", "wrong", "000000"), wrong);
  EXPECT_EQ(work("lan", kPassword, "000000"), wrong);
  EXPECT_EQ(work("Not a name", "wrong", {}), wrong);
  EXPECT_EQ(work("", "", {}), wrong);
}

TEST_F(SecurityTest, WrongTriesWaitLongerAndLongerButNeverForGood) {
  for (const std::string name : {"mai", "nobody"}) {
    for (int i = 0; i < 5; ++i) EXPECT_EQ(Outcome(name, "wrong"), "sign_in_wrong");
    EXPECT_EQ(Outcome(name, "wrong"), "sign_in_wait") << name << ": whether or not she exists";
  }
  EXPECT_EQ(Outcome("mai", kPassword), "sign_in_wait");
  EXPECT_EQ(Outcome("lan", kPassword), "in") << "another name does not wait";
  for (int i = 0; i < 20; ++i) {
    clock_.Pass(61);
    EXPECT_EQ(Outcome("mai", "wrong"), "sign_in_wrong") << "after a minute there is a try again, however many failed";
  }
  clock_.Pass(61);
  EXPECT_EQ(Outcome("mai", kPassword), "in");
  EXPECT_EQ(Outcome("mai", "wrong"), "sign_in_wrong") << "and the count begins anew";
}

TEST_F(SecurityTest, ManyNamesFromOneNetworkWaitToo) {
  for (int i = 0; i < 60; ++i) EXPECT_EQ(Outcome("name-" + std::to_string(i), "wrong"), "sign_in_wrong");
  EXPECT_EQ(Outcome("lan", kPassword), "sign_in_wait");
  EXPECT_TRUE(SignIn(*services_, {"", "198.51.100.7", "test"}, {"lan", kPassword}).ok()) << "from elsewhere";
}

TEST_F(SecurityTest, NewPasswordOpensAndTheOldOneDoesNotAndOthersEnd) {
  const Caller here = As("lan");
  const Caller elsewhere = As("lan");
  EXPECT_EQ(ChangePassword(*services_, here, {"wrong", "another password"}).error().id, "password_wrong");
  EXPECT_EQ(ChangePassword(*services_, here, {kPassword, "short"}).error().id, "fields_invalid");
  ASSERT_TRUE(ChangePassword(*services_, here, {kPassword, "another password"}).ok());
  EXPECT_TRUE(WhoAmI(*services_, here).ok());
  EXPECT_FALSE(WhoAmI(*services_, elsewhere).ok());
  EXPECT_EQ(Outcome("lan", kPassword), "sign_in_wrong");
  EXPECT_EQ(Outcome("lan", "another password"), "in");
  EXPECT_TRUE(MembershipFlaws().empty()) << "her keys are the same";
}

TEST_F(SecurityTest, SessionsAreListedToTheirOwnerAndEndedByHer) {
  const Caller here = As("lan");
  const Caller elsewhere = As("lan");
  const Caller mai = As("mai");
  const auto view = ShowSecurity(*services_, here);
  ASSERT_TRUE(view.ok());
  ASSERT_EQ(view->sessions.size(), 2u);
  const std::string other = view->sessions[view->sessions[0].is_here ? 1 : 0].id;
  EXPECT_EQ(EndSession(*services_, mai, {other}).error().code, ErrorCode::kAbsent);
  EXPECT_TRUE(WhoAmI(*services_, elsewhere).ok());
  ASSERT_TRUE(EndSession(*services_, here, {other}).ok());
  EXPECT_FALSE(WhoAmI(*services_, elsewhere).ok());
  EXPECT_TRUE(WhoAmI(*services_, here).ok());
}

TEST_F(SecurityTest, SigningInEndsTheSessionTheRequestCameWith) {
  const Caller before = As("lan");
  const Caller elsewhere = As("lan");
  bool is_told = false;
  services_->sessions.WhenEnded(before.session, [&] { is_told = true; });
  EXPECT_FALSE(SignIn(*services_, before, {"mai", "wrong"}).ok());
  EXPECT_TRUE(WhoAmI(*services_, before).ok()) << "who is not let in ends nothing";
  const auto after = SignIn(*services_, before, {"mai", kPassword});
  ASSERT_TRUE(after.ok());
  EXPECT_FALSE(WhoAmI(*services_, before).ok());
  EXPECT_TRUE(is_told) << "a stream of the session ends with it";
  EXPECT_TRUE(WhoAmI(*services_, elsewhere).ok());
  EXPECT_EQ(WhoAmI(*services_, {after->session, "", "test"})->member, "mai");
}

TEST_F(SecurityTest, SessionEndsAfterFifteenIdleMinutesToTheMoment) {
  constexpr std::int64_t kIdle = 15LL * 60 * 1'000'000;
  const Caller lan = As("lan");
  for (int i = 0; i < 2; ++i) {
    clock_.now.us += kIdle;
    EXPECT_TRUE(WhoAmI(*services_, lan).ok()) << "each use counts anew";
  }
  clock_.now.us += kIdle + 1;
  EXPECT_EQ(WhoAmI(*services_, lan).error().id, "not_signed_in");
  clock_.now.us -= 2;
  EXPECT_EQ(WhoAmI(*services_, lan).error().id, "not_signed_in") << "what has ended does not come back";
}

TEST_F(SecurityTest, SessionEndsAfterEightHoursHoweverMuchItIsUsed) {
  const Caller lan = As("lan");
  for (int quarter = 0; quarter < 8 * 4; ++quarter) {
    clock_.Pass(15 * 60);
    EXPECT_TRUE(WhoAmI(*services_, lan).ok()) << quarter;
  }
  clock_.now.us += 1;
  EXPECT_EQ(WhoAmI(*services_, lan).error().id, "not_signed_in");
}

TEST_F(SecurityTest, SteppingUpHoldsTenMinutes) {
  const Caller lan = As("lan");
  Enrol(lan, "lan");
  const auto is_strong = [&] { return services_->sessions.Find(lan, clock_.now)->is_strong; };
  EXPECT_FALSE(is_strong()) << "password and code are not strong by themselves";
  EXPECT_EQ(StepUp(*services_, lan, {kPassword, {}}).error().id, "password_wrong");
  EXPECT_EQ(StartCodes(*services_, lan).error().code, ErrorCode::kRefused);
  ASSERT_TRUE(StepUp(*services_, lan, {kPassword, CodeNow(SecretOf("lan"))}).ok());
  EXPECT_TRUE(is_strong());
  EXPECT_TRUE(StartCodes(*services_, lan).ok());
  EXPECT_FALSE(services_->sessions.Find(lan, clock_.now)->by_passkey) << "a code is not a passkey";
  clock_.Pass(10 * 60);
  EXPECT_FALSE(is_strong());
}

TEST_F(SecurityTest, APasskeyShownHoldsTenMinutesAndACodeDoesNotProlongIt) {
  const Caller lan = As("lan");
  Enrol(lan, "lan");
  const auto now = [&] { return *services_->sessions.Find(lan, clock_.now); };
  services_->sessions.Strengthen(lan.session, {clock_.now.us + Sessions::kStrong}, Sessions::Proof::kPasskey);
  EXPECT_TRUE(now().is_strong && now().by_passkey);
  EXPECT_TRUE(ShowSecurity(*services_, lan)->passkey_until.has_value());
  clock_.Pass(5 * 60);
  ASSERT_TRUE(StepUp(*services_, lan, {kPassword, CodeNow(SecretOf("lan"))}).ok());
  EXPECT_TRUE(now().by_passkey);
  clock_.Pass(5 * 60);
  EXPECT_TRUE(now().is_strong && !now().by_passkey);
  EXPECT_FALSE(ShowSecurity(*services_, lan)->passkey_until.has_value());
}

TEST_F(SecurityTest, WhatChangedMeanwhileIsAskedAgain) {
  const Caller lan = As("lan");
  Enrol(lan, "lan");
  const auto to = [&](const std::string& password) { return ChangePassword(*services_, lan, {kPassword, password}); };
  store_.before_next_write = [&] { EXPECT_TRUE(to("another long password").ok()); };
  EXPECT_EQ(to("a third long password").error().id, "password_wrong") << "the old one was no longer hers";
  clock_.Pass(60);
  const StepUpRequest proof{"another long password", CodeNow(SecretOf("lan"))};
  store_.before_next_write = [&] { EXPECT_TRUE(StepUp(*services_, lan, proof).ok()); };
  EXPECT_EQ(StepUp(*services_, lan, proof).error().id, "password_wrong") << "a code opens once";
}

TEST_F(SecurityTest, PasswordChangedWhileSheSignsInLetsNobodyIn) {
  const Caller lan = As("lan");
  Enrol(lan, "lan");
  const std::string code = CodeNow(SecretOf("lan"));
  store_.before_next_write = [&] {
    EXPECT_TRUE(ChangePassword(*services_, lan, {kPassword, "another long password"}).ok());
  };
  EXPECT_EQ(Outcome("lan", kPassword, code), "sign_in_wrong");
}

TEST_F(SecurityTest, SteppingUpWaitsAfterWrongTriesAndInAFullHouse) {
  const Caller lan = As("lan");
  Enrol(lan, "lan");
  {
    const FullHouse full(services_->passwords);
    EXPECT_EQ(StepUp(*services_, lan, {kPassword, CodeNow(SecretOf("lan"))}).error().id, "sign_in_busy");
    EXPECT_EQ(Outcome("mai", kPassword), "sign_in_busy");
  }
  std::string id = "password_wrong";
  for (int tries = 0; tries < 100 && id == "password_wrong"; ++tries) {
    id = StepUp(*services_, lan, {"a wrong long password", CodeNow(SecretOf("lan"))}).error().id;
  }
  EXPECT_EQ(id, "sign_in_wait");
}

TEST_F(SecurityTest, PasskeyAddedWhileSheSignsInMakesThePasswordTooLittle) {
  store_.before_next_write = [&] {
    EXPECT_TRUE(store_
                    .Write([&](store::Writer& writer) -> Result<void> {
                      WritePasskey(
                          writer,
                          {{"an id", "a key", 1, "localhost"}, MemberName("lan"), "laptop", clock_.now, "a lock"});
                      return {};
                    })
                    .ok());
  };
  EXPECT_EQ(Outcome("lan", kPassword), "sign_in_wrong");
}

}  // namespace
}  // namespace nuong::operations
