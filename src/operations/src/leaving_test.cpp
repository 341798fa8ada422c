#include "house_fixture.hpp"
#include "keyring.hpp"
#include "nuong/operations/list_cases.hpp"
#include "nuong/operations/members.hpp"
#include "passkey_rows.hpp"
#include "people.hpp"
#include "rotation.hpp"
#include "second_factor.hpp"

/// mai leaves the post: the department proposes it, lan of the post, who holds its keys, carries it out.
namespace nuong::operations {
namespace {

using Ids = std::vector<std::string>;
using store::Collection;
constexpr FieldClass kIdentity = FieldClass::kIdentity;

class LeavingTest : public HouseTest {
 protected:
  LeavingTest() { dao_ = As("dao"); }

  /// The department proposes, lan of the post carries it out.
  void Remove(const std::string& name) {
    if (!lan_) lan_ = As("lan");
    const auto first = RemovePerson(*services_, dao_, {name});
    ASSERT_TRUE(first.ok()) << first.error().id;
    EXPECT_EQ(first->standing, "leaving");
    const auto second = RemovePerson(*services_, *lan_, {name});
    ASSERT_TRUE(second.ok()) << second.error().id;
    EXPECT_EQ(second->standing, "gone");
  }

  vault::UnitKeys KeysNowOf(const Caller& caller, const std::string& name) {
    return KeysInHand(*services_, caller.session, {MemberName(name), UnitName(kPost), {}}).value();
  }

  std::string Note(const Caller& caller, const std::string& case_id, std::int64_t version) {
    const Value fields = Value::Object{{"channel", "came"}, {"age_group", "child"}, {"name", "Lê Thị Sen"}};
    const auto done = PerformAct(*services_, caller, Next(), {case_id, "received", version, fields});
    return done.ok() ? "" : done.error().id;
  }

  std::string Latest(const std::string& case_id) {
    return store_.rows(Collection::kKeyring).at(LatestName(*CaseId::Parse(case_id), kIdentity));
  }

  Caller dao_;
  std::optional<Caller> lan_;
};

TEST_F(LeavingTest, EndsHerSessionsAndDestroysHerBoxes) {
  const Caller mai = As("mai");
  const Caller elsewhere = As("mai");
  int ended = 0;
  services_->sessions.WhenEnded(elsewhere.session, [&] { ++ended; });
  Remove("mai");
  EXPECT_EQ(ended, 1);
  EXPECT_EQ(WhoAmI(*services_, mai).error().code, ErrorCode::kUnauthenticated);
  EXPECT_EQ(ListCases(*services_, elsewhere, {}).error().code, ErrorCode::kUnauthenticated);
  EXPECT_EQ(SignIn(*services_, {}, {"mai", kPassword}).error().id, "sign_in_wrong");
  for (const auto& [name, bytes] : store_.rows(Collection::kKeyring)) EXPECT_FALSE(name.ends_with("/mai")) << name;
  EXPECT_EQ(MembershipFlaws(), Ids{});
}

TEST_F(LeavingTest, TakesTwoAndNeverTheLastOrOneself) {
  const Caller lan = As("lan");
  ASSERT_TRUE(RemovePerson(*services_, lan, {"mai"}).ok());
  EXPECT_EQ(RemovePerson(*services_, lan, {"mai"}).error().id, "second_approver_needed");
  EXPECT_EQ(RemovePerson(*services_, lan, {"lan"}).error().id, "own_removal");
  EXPECT_TRUE(WhoAmI(*services_, As("mai")).ok()) << "one signature changes nothing";
  EXPECT_EQ(RemovePerson(*services_, dao_, {"hue"}).error().id, "last_member");
  EXPECT_EQ(WithdrawPerson(*services_, As("mai"), {"mai"}).error().id, "own_removal");
  ASSERT_TRUE(WithdrawPerson(*services_, lan, {"mai"}).ok());
  EXPECT_EQ(RowsUnder(Collection::kPeople, "leaving/"), 0u);
}

/// The removal commits after her request has been let in and before it writes.
TEST_F(LeavingTest, RequestUnderWayWhenItCommitsIsRefused) {
  const Caller mai = As("mai");
  const std::string case_id = Receive(mai);
  lan_ = As("lan");
  ASSERT_TRUE(RemovePerson(*services_, dao_, {"mai"}).ok());
  const auto remove = [&] { ASSERT_EQ(RemovePerson(*services_, *lan_, {"mai"})->standing, "gone"); };
  store_.before_next_write = remove;
  const auto page = OpenCase(*services_, mai, {case_id});
  EXPECT_EQ(page.error().code, ErrorCode::kUnauthenticated);
  EXPECT_EQ(LastEntry().member, MemberName("lan")) << "nothing is on record in the name of who is gone";
  EXPECT_EQ(NameSeenBy(*lan_, case_id), "Lê Thị Sen");
}

TEST_F(LeavingTest, ActUnderWayWhenItCommitsLeavesNoTrace) {
  const Caller mai = As("mai");
  const auto begun = BeginCase(*services_, mai, Next(), {Value(Value::Object{})});
  ASSERT_TRUE(begun.ok());
  lan_ = As("lan");
  ASSERT_TRUE(RemovePerson(*services_, dao_, {"mai"}).ok());
  store_.before_next_write = [&] { ASSERT_EQ(RemovePerson(*services_, *lan_, {"mai"})->standing, "gone"); };
  EXPECT_NE(Note(mai, begun->case_id, 1), "");
  EXPECT_EQ(OpenCase(*services_, *lan_, {begun->case_id})->version, 1);
}

TEST_F(LeavingTest, SignInUnderWayWhenItCommitsBeginsNoSession) {
  lan_ = As("lan");
  ASSERT_TRUE(RemovePerson(*services_, dao_, {"mai"}).ok());
  store_.before_next_write = [&] { ASSERT_EQ(RemovePerson(*services_, *lan_, {"mai"})->standing, "gone"); };
  EXPECT_EQ(SignIn(*services_, {}, {"mai", kPassword}).error().code, ErrorCode::kUnauthenticated);
}

TEST_F(LeavingTest, GivesTheUnitNewKeysAndThoseWhoStayReadOn) {
  const Caller mai = As("mai");
  const Caller cuc = As("cuc");
  const std::string case_id = Receive(mai);
  const vault::UnitKeys taken = KeysNowOf(mai, "mai");
  Remove("mai");
  EXPECT_EQ(NameSeenBy(cuc, case_id), "Lê Thị Sen") << "signed in before";
  EXPECT_EQ(NameSeenBy(As("cuc"), case_id), "Lê Thị Sen") << "signed in after";
  EXPECT_NE(KeysNowOf(*lan_, "lan").Find(kIdentity)->public_key, taken.Find(kIdentity)->public_key);
}

TEST_F(LeavingTest, WrapsAreMadeAnewStepByStepAndTheOldKeysGo) {
  std::vector<std::string> cases;
  const Caller mai = As("mai");
  for (int i = 0; i < 5; ++i) cases.push_back(Receive(mai));
  const vault::UnitKeys taken = KeysNowOf(mai, "mai");
  Remove("mai");
  ASSERT_GT(RowsUnder(Collection::kKeyring, "older/"), 0u);
  const Sessions::Person lan{MemberName("lan"), UnitName(kPost), {}};
  EXPECT_TRUE(WhoAmI(*services_, *lan_)->keys_pending);
  ASSERT_TRUE(MakeSomeWrapsAnew(*services_, *lan_, lan, 2).value());
  // Cut: the step that failed is taken again, by somebody else.
  store_.fail_next = true;
  EXPECT_EQ(MakeSomeWrapsAnew(*services_, *lan_, lan, 2).error().id, "cut");
  const Caller cuc = As("cuc");
  for (const std::string& case_id : cases) EXPECT_EQ(NameSeenBy(cuc, case_id), "Lê Thị Sen");
  int steps = 1;
  while (MakeSomeWrapsAnew(*services_, cuc, {MemberName("cuc"), UnitName(kPost), {}}, 2).value()) ++steps;
  EXPECT_EQ(steps, 2);
  EXPECT_EQ(RowsUnder(Collection::kKeyring, "older/"), 0u);
  EXPECT_FALSE(WhoAmI(*services_, *lan_)->keys_pending);
  for (const std::string& case_id : cases) EXPECT_EQ(NameSeenBy(As("lan"), case_id), "Lê Thị Sen");
  // What mai may have kept opens nothing that lies here now.
  int wraps = 0;
  for (const auto& [name, bytes] : store_.rows(Collection::kKeyring)) {
    if (!name.starts_with("wrap/") || !name.ends_with(std::string("/") + kPost)) continue;
    const WrapPlace place = PlaceOfWrap(name).value();
    const vault::Wrap wrap = WrapFromBytes(place.case_id, place.slot, bytes).value();
    EXPECT_FALSE(vault::WrapAnew(taken, wrap, random_).ok());
    ++wraps;
  }
  EXPECT_GE(wraps, 5);
  const auto progress = RenewKeys(*services_, *lan_);
  ASSERT_TRUE(progress.ok());
  EXPECT_TRUE(progress->finished);
  EXPECT_EQ(progress->done, progress->total);
}

TEST_F(LeavingTest, CaseKeysMadeAfterwardsKnowTheirEpoch) {
  lan_ = As("lan");
  const std::string before = Receive(*lan_);
  Remove("mai");
  const std::string after = Receive(*lan_);
  EXPECT_EQ(Latest(before), "1");
  EXPECT_EQ(Latest(after), "1@1");
}

/// The keys change between the planning of an act and its writing: it is planned again, and stays readable.
TEST_F(LeavingTest, ActPlannedWithTheOldKeysIsPlannedAgain) {
  const Caller cuc = As("cuc");
  const auto begun = BeginCase(*services_, cuc, Next(), {Value(Value::Object{})});
  ASSERT_TRUE(begun.ok());
  lan_ = As("lan");
  ASSERT_TRUE(RemovePerson(*services_, dao_, {"mai"}).ok());
  store_.before_next_write = [&] { ASSERT_EQ(RemovePerson(*services_, *lan_, {"mai"})->standing, "gone"); };
  EXPECT_EQ(Note(cuc, begun->case_id, 1), "");
  while (MakeSomeWrapsAnew(*services_, *lan_, {MemberName("lan"), UnitName(kPost), {}}, 50).value()) continue;
  EXPECT_EQ(NameSeenBy(*lan_, begun->case_id), "Lê Thị Sen");
}

/// Her boxes were moved on a reform day, or one is missing: what she cannot make anew she must not bring to its end,
/// where the older keys are destroyed.
TEST_F(LeavingTest, WhoHoldsNoKeyDoesNotEndTheRenewal) {
  const Caller lan = As("lan");
  const std::string case_id = Receive(lan);
  lan_ = lan;
  Remove("mai");
  ASSERT_GT(RowsUnder(Collection::kKeyring, "older/"), 0u);
  const auto dropped = store_.Write([&](store::Writer& writer) -> Result<void> {
    for (const auto& [name, bytes] : store_.rows(Collection::kKeyring)) {
      if (name.starts_with("member/") && name.ends_with("/cuc")) writer.Delete(Collection::kKeyring, name);
    }
    return {};
  });
  ASSERT_TRUE(dropped.ok());
  EXPECT_EQ(RenewKeys(*services_, As("cuc")).error().id, "unit_keys_missing");
  EXPECT_GT(RowsUnder(Collection::kKeyring, "older/"), 0u);
  EXPECT_EQ(NameSeenBy(lan, case_id), "Lê Thị Sen");
  while (!RenewKeys(*services_, lan)->finished) {
  }
  EXPECT_EQ(RowsUnder(Collection::kKeyring, "older/"), 0u);
  EXPECT_EQ(NameSeenBy(lan, case_id), "Lê Thị Sen");
}

/// What lies in the keyring does not open: the others are made anew, and what opened it once is kept.
TEST_F(LeavingTest, ADamagedWrapDoesNotStopTheOthers) {
  lan_ = As("lan");
  std::vector<std::string> cases;
  for (int i = 0; i < 3; ++i) cases.push_back(Receive(*lan_));
  const std::string name = WrapName(*CaseId::Parse(cases[0]), {kIdentity, 1, UnitName(kPost)});
  const std::string whole = store_.rows(Collection::kKeyring).at(name);
  const auto write = [&](const std::string& bytes) {
    ASSERT_TRUE(store_
                    .Write([&](store::Writer& writer) -> Result<void> {
                      writer.Put(Collection::kKeyring, name, bytes);
                      return {};
                    })
                    .ok());
  };
  Remove("mai");
  std::string damaged = whole;
  damaged.back() ^= 1;
  for (const std::string& bytes : {damaged, std::string("short")}) {
    write(bytes);
    KeysProgress progress;
    do progress = RenewKeys(*services_, *lan_).value();
    while (!progress.finished);
    EXPECT_EQ(progress.damaged, 1);
    EXPECT_EQ(progress.done, progress.total);
    EXPECT_EQ(ListPeople(*services_, *lan_, {})->keys.damaged, 1);
    EXPECT_GT(RowsUnder(Collection::kKeyring, "older/"), 0u);
  }
  EXPECT_EQ(NameSeenBy(*lan_, cases[1]), "Lê Thị Sen");
  write(whole);
  KeysProgress progress;
  do progress = RenewKeys(*services_, *lan_).value();
  while (!progress.finished);
  EXPECT_EQ(progress.damaged, 0);
  EXPECT_EQ(RowsUnder(Collection::kKeyring, "older/"), 0u);
  for (const std::string& case_id : cases) EXPECT_EQ(NameSeenBy(As("lan"), case_id), "Lê Thị Sen");
}

TEST_F(LeavingTest, NothingOfHersStays) {
  const auto put = store_.Write([&](store::Writer& writer) -> Result<void> {
    WriteSecondFactor(*services_, writer, MemberName("mai"), {"a secret", "", 0, {}});
    WritePasskey(writer, {{"an id", "a key", 1, "localhost"}, MemberName("mai"), "laptop", clock_.now, "a lock"});
    return {};
  });
  ASSERT_TRUE(put.ok());
  Remove("mai");
  for (const std::string shelf : {"member/mai", "factor/mai", "passkey/", "passkeys/mai"}) {
    EXPECT_EQ(RowsUnder(Collection::kPeople, shelf), 0u) << shelf;
  }
}

}  // namespace
}  // namespace nuong::operations
