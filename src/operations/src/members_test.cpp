#include "nuong/operations/members.hpp"

#include "city_fixture.hpp"
#include "house_fixture.hpp"
#include "keyring.hpp"
#include "nuong/ledger/verify.hpp"
#include "people.hpp"

/// Joining and the attacks on it. lan, mai and cuc are of the post (cuc approves nothing), dao of the department, which
/// may sign for every unit, hue of the centre.
namespace nuong::operations {
namespace {

using Ids = std::vector<std::string>;
using store::Collection;

class MembersTest : public HouseTest {
 protected:
  /// Invites and lets her make her keys; gives the fingerprint.
  std::string Keyed(const std::string& name, const std::string& unit, const Caller& by) {
    const auto invited = Invite(*services_, by, {name, unit, "Cán bộ mới", "New officer", true});
    EXPECT_TRUE(invited.ok()) << invited.error().id;
    const auto joined = Join(*services_, {}, {name, invited->code, kPassword});
    EXPECT_TRUE(joined.ok()) << joined.error().id;
    return joined->fingerprint;
  }

  std::size_t Entries() { return store_.rows(Collection::kEntries).size(); }
};

TEST_F(MembersTest, NewcomerSignsInAfterTwoSignaturesAndReadsWithHerUnit) {
  const std::string case_id = Receive(As("lan"));
  const std::string fingerprint = Keyed("sen", kPost, As("lan"));
  EXPECT_FALSE(SignIn(*services_, {}, {"sen", kPassword}).ok());
  const auto first = ApprovePerson(*services_, As("lan"), {"sen", fingerprint});
  ASSERT_TRUE(first.ok());
  EXPECT_EQ(first->standing, "approved");
  EXPECT_FALSE(SignIn(*services_, {}, {"sen", kPassword}).ok());
  const auto second = ApprovePerson(*services_, As("mai"), {"sen", fingerprint});
  ASSERT_TRUE(second.ok()) << second.error().id;
  EXPECT_EQ(second->standing, "member");
  EXPECT_EQ(NameSeenBy(As("sen"), case_id), "Lê Thị Sen");
  EXPECT_EQ(MembershipFlaws(), Ids{});
  const auto payload = store_.rows(Collection::kPayloads)
                           .at(ledger::PayloadKey(static_cast<std::uint64_t>(second->sequence), kMembershipPayload));
  const auto kept = DecodePayload(payload);
  ASSERT_TRUE(kept.ok());
  EXPECT_EQ(kept->approvals.at(0).member.text() + "+" + kept->approvals.at(1).member.text(), "lan+mai");
}

TEST_F(MembersTest, OneApproverIsNotTwo) {
  const std::string fingerprint = Keyed("sen", kPost, As("lan"));
  ASSERT_TRUE(ApprovePerson(*services_, As("lan"), {"sen", fingerprint}).ok());
  EXPECT_EQ(ApprovePerson(*services_, As("lan"), {"sen", fingerprint}).error().id, "second_approver_needed");
  EXPECT_EQ(ApprovePerson(*services_, As("mai"), {"sen", "0000"}).error().id, "fingerprint_differs");
}

/// An approver of another unit is not even told that there is such a person.
TEST_F(MembersTest, WhoeverIsNoApproverIsRefusedOnRecord) {
  const std::string fingerprint = Keyed("sen", kPost, As("lan"));
  for (const auto& [name, told] : {std::pair("cuc", ErrorCode::kRefused), std::pair("hue", ErrorCode::kAbsent)}) {
    const Caller caller = As(name);
    EXPECT_EQ(ApprovePerson(*services_, caller, {"nobody", fingerprint}).error().code, told);
    EXPECT_EQ(RemovePerson(*services_, caller, {"nobody"}).error().code, told);
    const std::size_t before = Entries();
    EXPECT_EQ(ApprovePerson(*services_, caller, {"sen", fingerprint}).error().code, told);
    EXPECT_EQ(RemovePerson(*services_, caller, {"mai"}).error().code, told);
    EXPECT_EQ(Invite(*services_, caller, {"x", kPost, "a", "b", false}).error().code, ErrorCode::kRefused);
    EXPECT_EQ(Entries(), before + 3);
  }
}

TEST_F(MembersTest, SecondSignatureComesFromTheUnitThatHoldsTheKeys) {
  const std::string fingerprint = Keyed("sen", kPost, As("lan"));
  // The unit's own approver signed first: the department takes the first place, and she signs again, last.
  ASSERT_EQ(ApprovePerson(*services_, As("lan"), {"sen", fingerprint})->standing, "approved");
  ASSERT_EQ(ApprovePerson(*services_, As("dao"), {"sen", fingerprint})->standing, "approved");
  EXPECT_EQ(ApprovePerson(*services_, As("dao"), {"sen", fingerprint}).error().id, "second_approver_needed");
  ASSERT_EQ(ApprovePerson(*services_, As("lan"), {"sen", fingerprint})->standing, "member");
  EXPECT_EQ(MembershipFlaws(), Ids{});
}

TEST_F(MembersTest, WhatWasTakenBackIsGoodNoMoreWhoeverKeptTheSignature) {
  const std::string fingerprint = Keyed("sen", kPost, As("lan"));
  ASSERT_TRUE(ApprovePerson(*services_, As("lan"), {"sen", fingerprint}).ok());
  const std::string signed_row = store_.rows(Collection::kPeople).at("joining/sen");
  ASSERT_TRUE(WithdrawPerson(*services_, As("dao"), {"sen"}).ok());
  const auto put_back = store_.Write([&](store::Writer& writer) -> Result<void> {
    writer.Put(Collection::kPeople, "joining/sen", signed_row);
    return {};
  });
  ASSERT_TRUE(put_back.ok());
  EXPECT_EQ(ApprovePerson(*services_, As("mai"), {"sen", fingerprint}).error().id, "record_withdrawn");
  EXPECT_FALSE(SignIn(*services_, {}, {"sen", kPassword}).ok());
  EXPECT_EQ(MembershipFlaws(), Ids{});
}

TEST_F(MembersTest, FirstOfAUnitLetsTheOthersIn) {
  EXPECT_EQ(Invite(*services_, As("dao"), {"ut", "centre-suoi-xa", "a", "b", false}).error().id, "first_must_approve");
  EXPECT_TRUE(Invite(*services_, As("dao"), {"ut", "centre-suoi-xa", "a", "b", true}).ok());
}

TEST_F(MembersTest, InvitationOpensOnceForItsNameAndForAWeek) {
  const auto invited = Invite(*services_, As("lan"), {"sen", kPost, "Cán bộ", "Officer", false});
  ASSERT_TRUE(invited.ok());
  EXPECT_EQ(Invite(*services_, As("lan"), {"sen", kPost, "a", "b", false}).error().id, "member_invited");
  EXPECT_EQ(Invite(*services_, As("lan"), {"cuc", kPost, "a", "b", false}).error().id, "member_exists");
  const auto join = [&](const std::string& name, const std::string& code, const std::string& password) {
    const auto joined = Join(*services_, {}, {name, code, password});
    return joined.ok() ? std::string("ok") : joined.error().id;
  };
  EXPECT_EQ(join("sen", "0" + invited->code.substr(1), kPassword), "invitation_wrong");
  EXPECT_EQ(join("sex", invited->code, kPassword), "invitation_wrong");
  EXPECT_EQ(join("sen", invited->code, "short"), "fields_invalid");
  clock_.Pass(7 * 24 * 3600 + 1);
  EXPECT_EQ(join("sen", invited->code, kPassword), "invitation_wrong");
  const auto again = Invite(*services_, As("lan"), {"sen", kPost, "Cán bộ", "Officer", false});
  ASSERT_TRUE(again.ok());
  EXPECT_EQ(join("sen", again->code, kPassword), "ok");
  EXPECT_EQ(join("sen", again->code, kPassword), "invitation_wrong");
}

TEST_F(MembersTest, UnitWithoutMembersGetsItsKeysWithTheFirst) {
  EXPECT_EQ(RowsUnder(Collection::kKeyring, "unit/centre-suoi-xa/"), 0u);
  ASSERT_TRUE(AddMember(*services_, Someone("sau", "department", true), {MemberName("dao"), kPassword},
                        {MemberName("dao"), kPassword})
                  .error()
                  .id == "approvals_missing");
  const auto helped = AddMember(*services_, Someone("sau", "department", true), {MemberName("lan"), kPassword},
                                {MemberName("dao"), kPassword});
  EXPECT_EQ(helped.error().code, ErrorCode::kRefused) << "the post approves for itself only";
}

TEST_F(MembersTest, FoundingTakesTwoApprovers) {
  HouseStore empty;
  const std::array<std::uint8_t, 32> seed{};
  World world{&empty,
              &clock_,
              &random_,
              ShippedRegulation("example"),
              std::make_shared<const vault::RootKey>(vault::RootKey::FromSeed(seed)),
              vault::PasswordCost::kTest};
  const auto services = MakeServices(std::move(world)).value();
  EXPECT_EQ(Found(*services, {Someone("a", kPost, true), Someone("b", kPost, false)}).error().id, "approvers_missing");
  EXPECT_EQ(Found(*services, {Someone("a", kPost, true), Someone("Bà Sáu", kPost, true)}).error().id,
            "member_name_invalid");
  NewMember weak = Someone("b", kPost, true);
  weak.password = "short";
  EXPECT_EQ(Found(*services, {Someone("a", kPost, true), weak}).error().fields.front().id, "password_short");
  EXPECT_EQ(Found(*services, {Someone("a", kPost, true), Someone("b", kPost, true), Someone("c", "department", false)})
                .error()
                .id,
            "unit_without_approver");
  EXPECT_TRUE(Found(*services, {Someone("a", kPost, true), Someone("b", "department", true)}).ok());
  EXPECT_EQ(Found(*services, {Someone("a", kPost, true), Someone("b", kPost, true)}).error().id, "already_founded");
}

/// T5 writes to the store: a row with keys of her own.
TEST_F(MembersTest, RowPutIntoTheStoreIsRefusedAtSignInAndFoundByVerify) {
  const vault::MemberKeys own = vault::MemberKeys::Make(random_);
  const MemberRecord forged{{MemberName("eve"), UnitName(kPost), {"Ma", "Ghost"}, {"approver"}},
                            vault::LockWithPassword(own, kPassword, vault::PasswordCost::kTest, random_)};
  ASSERT_TRUE(store_
                  .Write([&](store::Writer& writer) -> Result<void> {
                    WriteMember(writer, forged);
                    return {};
                  })
                  .ok());
  const auto refused = SignIn(*services_, {}, {"eve", kPassword});
  EXPECT_EQ(refused.error().id, "sign_in_wrong");
  EXPECT_NE(store_.rows(Collection::kEntries).rbegin()->second.find("member_unproved"), std::string::npos);
  EXPECT_EQ(MembershipFlaws(), Ids{"member_unproved"});
}

TEST_F(MembersTest, RowThatWasRaisedToApproverIsRefused) {
  auto& row = store_.rows(Collection::kPeople).at("member/cuc");
  row.replace(row.find("\"duties\":[]"), 11, "\"duties\":[\"approver\"]");
  EXPECT_EQ(SignIn(*services_, {}, {"cuc", kPassword}).error().id, "sign_in_wrong");
  EXPECT_EQ(MembershipFlaws(), Ids{"member_unproved"});
}

/// … and, knowing that, writes the entry too, with the signature of the one approver she has bribed.
TEST_F(MembersTest, EntryWithOneTrueSignatureIsFoundByVerifyAndNobodyIsLetIn) {
  const vault::MemberKeys own = vault::MemberKeys::Make(random_);
  const MemberRecord forged{{MemberName("eve"), UnitName(kPost), {"Ma", "Ghost"}, {}},
                            vault::LockWithPassword(own, kPassword, vault::PasswordCost::kTest, random_)};
  const Caller lan = As("lan");
  const vault::MemberKeys bribed = services_->sessions.WakeOwn(lan.session).value();
  MembershipPayload payload;
  payload.records = {
      EncodeMembership({true, MemberName("eve"), UnitName(kPost), {"Ma", "Ghost"}, {}, own.known(), clock_.now})};
  payload.approvals = {Approve(bribed, MemberName("lan"), payload.records.front()),
                       Approve(bribed, MemberName("mai"), payload.records.front())};
  const auto receipt = services_->journal.Append([&](store::Writer& writer, std::uint64_t sequence,
                                                     bool*) -> Result<ledger::Draft> {
    WriteMember(writer, forged);
    ListMembershipEntry(writer, sequence);
    ledger::Draft draft{PlainEntry(*services_, ledger::Deed::kMembership, std::string(kMemberAdded), {}, {}, {}), {}};
    draft.payloads.emplace(kMembershipPayload, EncodePayload(payload));
    return draft;
  });
  ASSERT_TRUE(receipt.ok());
  EXPECT_EQ(MembershipFlaws(), (Ids{"approval_invalid", "member_unproved"}));
  EXPECT_FALSE(SignIn(*services_, {}, {"eve", kPassword}).ok());
  ASSERT_TRUE(store_
                  .Read([&](store::Reader& reader) -> Result<void> {
                    EXPECT_TRUE(ledger::Verify(reader).flaws.empty()) << "the tree itself is whole";
                    return {};
                  })
                  .ok());
}

TEST_F(MembersTest, ExchangedUnitKeyStopsTheActThatWouldWrapToIt) {
  const Caller lan = As("lan");
  const std::string case_id = Receive(lan);
  const vault::KeyPair eve = vault::MakeKeyPair(random_);
  const std::string name = UnitKeyName(UnitName(kPost), FieldClass::kIdentity);
  store_.rows(Collection::kKeyring)[name] = eve.public_key.text();
  const Value fields = Value::Object{{"channel", "came"}, {"age_group", "child"}, {"name", "Lê Thị Mận"}};
  const auto begun = BeginCase(*services_, lan, Next(), {Value(Value::Object{})});
  ASSERT_TRUE(begun.ok());
  EXPECT_EQ(PerformAct(*services_, lan, Next(), {begun->case_id, "received", 1, fields}).error().code,
            ErrorCode::kCorrupt);
  EXPECT_EQ(SignIn(*services_, {}, {"mai", kPassword}).error().code, ErrorCode::kCorrupt);
  EXPECT_EQ(MembershipFlaws(), Ids{"unit_key_unproved"});
}

TEST_F(MembersTest, ListShowsWhoWaitsForWhom) {
  const std::string fingerprint = Keyed("sen", kPost, As("lan"));
  ASSERT_TRUE(ApprovePerson(*services_, As("lan"), {"sen", fingerprint}).ok());
  const auto seen = [&](const std::string& by) {
    const auto people = ListPeople(*services_, As(by), {});
    EXPECT_TRUE(people.ok());
    std::string lines;
    for (const PersonView& person : people->people) {
      lines += person.member + ":" + person.standing + (person.may_approve ? "+" : "") +
               (person.may_remove ? "-" : "") + " ";
    }
    return lines;
  };
  EXPECT_EQ(seen("mai"), "cuc:member- lan:member- mai:member sen:approved+ ");
  EXPECT_EQ(seen("cuc"), "cuc:member lan:member mai:member sen:approved ");
  EXPECT_EQ(seen("hue"), "hue:member ");
  EXPECT_EQ(seen("dao"), "dao:member sen:approved+ ");
}

TEST_F(MembersTest, RowsThatWouldNotStandAreRefused) {
  const auto added = [&](NewMember member) {
    const auto outcome = AddMember(*services_, member, {MemberName("lan"), kPassword}, {MemberName("mai"), kPassword});
    if (outcome.ok()) return std::string();
    return outcome.error().fields.empty() ? outcome.error().id : outcome.error().fields.front().id;
  };
  const NewMember good = Someone("sau", kPost, false);
  const std::vector<std::pair<std::string, std::function<void(NewMember&)>>> rows = {
      {"member_name_invalid", [](NewMember& one) { one.name = MemberName("Bà Sáu"); }},
      {"member_title_invalid", [](NewMember& one) { one.title.vi.clear(); }},
      {"member_title_invalid", [](NewMember& one) { one.title.en.clear(); }},
      {"member_title_invalid", [](NewMember& one) { one.title.vi = std::string(201, 'a'); }},
      {"member_title_invalid", [](NewMember& one) { one.title.en = std::string(201, 'a'); }},
      {"unit_unknown", [](NewMember& one) { one.unit = UnitName("nowhere"); }},
      {"duty_unknown", [](NewMember& one) { one.duties.insert("minister"); }},
      {"member_exists", [](NewMember& one) { one.name = MemberName("cuc"); }},
      {"password_short", [](NewMember& one) { one.password = "short"; }},
  };
  for (const auto& [id, change] : rows) {
    NewMember bad = good;
    change(bad);
    EXPECT_EQ(added(bad), id);
  }
  EXPECT_EQ(AddMember(*services_, good, {MemberName("nobody"), kPassword}, {MemberName("mai"), kPassword}).error().id,
            "approver_unknown");
  EXPECT_EQ(AddMember(*services_, good, {MemberName("lan"), kPassword}, {MemberName("dao"), kPassword}).error().code,
            ErrorCode::kRefused)
      << "the second hands the unit's keys on and is of the unit";
  store_.before_next_write = [&] { EXPECT_EQ(added(good), ""); };
  EXPECT_EQ(added(good), "member_exists") << "somebody was quicker";
}

/// The department of a shipped city may sign for every unit, and has two who may.
TEST(MembersOfACity, TwoFromElsewhereLetNobodyIntoAUnitThatHasMembersNorOut) {
  City city("Võ Thị Lan Chi");
  const Caller one = city.As("department", "");
  const Caller two = city.As("department-2", "");
  const auto invited = Invite(city.services(), one, {"scout", nuong::operations::kPost, "Trinh sát", "Scout", false});
  ASSERT_TRUE(invited.ok());
  const auto joined = Join(city.services(), {}, {"scout", invited->code, nuong::operations::kPassword});
  ASSERT_TRUE(joined.ok());
  EXPECT_EQ(ApprovePerson(city.services(), one, {"scout", joined->fingerprint})->standing, "approved");
  EXPECT_EQ(ApprovePerson(city.services(), two, {"scout", joined->fingerprint}).error().code, ErrorCode::kRefused);
  EXPECT_EQ(RemovePerson(city.services(), one, {"post-2"})->standing, "leaving");
  EXPECT_EQ(RemovePerson(city.services(), two, {"post-2"}).error().code, ErrorCode::kRefused);
}

TEST_F(MembersTest, WhatIsNotTheOwnUnitsIsListedToNobodyElse) {
  EXPECT_EQ(ListPeople(*services_, As("lan"), {"department"}).error().code, ErrorCode::kRefused);
  EXPECT_TRUE(ListPeople(*services_, As("dao"), {std::string(kPost)}).ok());
}

TEST_F(MembersTest, NobodyIsApprovedBeforeSheHasKeysNorTakenBackWhoIsIn) {
  const Caller lan = As("lan");
  ASSERT_TRUE(Invite(*services_, lan, {"sau", kPost, "Cán bộ mới", "New officer", false}).ok());
  EXPECT_EQ(ApprovePerson(*services_, lan, {"sau", ""}).error().id, "keys_missing");
  EXPECT_EQ(WithdrawPerson(*services_, lan, {"cuc"}).error().code, ErrorCode::kAbsent);
}

TEST_F(MembersTest, OnlyApproversTakeBack) {
  const std::string fingerprint = Keyed("sau", kPost, As("lan"));
  ASSERT_TRUE(ApprovePerson(*services_, As("lan"), {"sau", fingerprint}).ok());
  EXPECT_EQ(WithdrawPerson(*services_, As("cuc"), {"sau"}).error().code, ErrorCode::kRefused);
  EXPECT_EQ(WithdrawPerson(*services_, As("hue"), {"sau"}).error().code, ErrorCode::kAbsent);
  EXPECT_TRUE(WithdrawPerson(*services_, As("mai"), {"sau"}).ok());
}

TEST_F(MembersTest, WhoIsQuickerJoinsAndWhatWasTakenBackMeanwhileIsNotSigned) {
  const Caller lan = As("lan");
  const auto invited = Invite(*services_, lan, {"sau", kPost, "Cán bộ mới", "New officer", false});
  ASSERT_TRUE(invited.ok());
  const JoinRequest hers{"sau", invited->code, kPassword};
  std::string fingerprint;
  store_.before_next_write = [&] { fingerprint = Join(*services_, {}, hers)->fingerprint; };
  EXPECT_EQ(Join(*services_, {}, hers).error().id, "invitation_wrong");
  ASSERT_FALSE(fingerprint.empty());
  store_.before_next_write = [&] { EXPECT_TRUE(WithdrawPerson(*services_, As("mai"), {"sau"}).ok()); };
  EXPECT_EQ(ApprovePerson(*services_, lan, {"sau", fingerprint}).error().code, ErrorCode::kAbsent);
}

TEST_F(MembersTest, WhoIsGoneMeanwhileIsNotRemovedTwice) {
  const Caller lan = As("lan");
  const Caller mai = As("mai");
  store_.before_next_write = [&] {
    EXPECT_EQ(RemovePerson(*services_, lan, {"cuc"})->standing, "leaving");
    EXPECT_EQ(RemovePerson(*services_, mai, {"cuc"})->standing, "gone");
  };
  EXPECT_EQ(RemovePerson(*services_, lan, {"cuc"}).error().code, ErrorCode::kAbsent);
}

TEST_F(MembersTest, WrongInvitationsWaitAndAFullHouseSaysSo) {
  const Caller lan = As("lan");
  const auto invited = Invite(*services_, lan, {"sau", kPost, "Cán bộ mới", "New officer", false});
  ASSERT_TRUE(invited.ok());
  {
    const FullHouse full(services_->passwords);
    EXPECT_EQ(Join(*services_, {}, {"sau", invited->code, kPassword}).error().id, "sign_in_busy");
  }
  const Caller elsewhere{"", "192.0.2.9", "test"};
  std::string id = "invitation_wrong";
  for (int tries = 0; tries < 100 && id == "invitation_wrong"; ++tries) {
    id = Join(*services_, elsewhere, {"sau", "00000000000000000000000000", kPassword}).error().id;
  }
  EXPECT_EQ(id, "sign_in_wait");
  EXPECT_TRUE(Join(*services_, {}, {"sau", invited->code, kPassword}).ok());
}

}  // namespace
}  // namespace nuong::operations
