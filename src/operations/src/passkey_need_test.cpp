#include "passkey_need.hpp"

#include "city_fixture.hpp"
#include "nuong/operations/members.hpp"
#include "passkey_rows.hpp"

/// What is said to a member who has no passkey, by the rules of a shipped city.
namespace nuong::operations {
namespace {

using Names = std::vector<std::string>;

class PasskeyNeedTest : public testing::Test {
 protected:
  PasskeyNeedTest() : city_("Võ Thị Lan Chi") {}

  /// What she is told goes without a passkey.
  Names Told(const Caller& caller) {
    const auto me = WhoAmI(city_.services(), caller);
    EXPECT_TRUE(me.ok());
    Names names;
    for (const Text& name : me->closed_without_passkey) {
      EXPECT_FALSE(name.vi.empty());
      names.push_back(name.en);
    }
    return names;
  }

  void GivePasskey(const std::string& member) {
    ASSERT_TRUE(city_.store()
                    .Write([&](store::Writer& writer) -> Result<void> {
                      WritePasskey(writer, {{"id of " + member, "a key", 1, "localhost"},
                                            MemberName(member),
                                            "telephone",
                                            city_.clock().Now(),
                                            "a lock"});
                      return {};
                    })
                    .ok());
  }

  /// Those of the list that the caller is told have none.
  Names Lacking(const std::string& asking) {
    const Caller caller = city_.As(asking);
    city_.services().sessions.LetIn(caller.session);
    const auto people = ListPeople(city_.services(), caller, {});
    EXPECT_TRUE(people.ok());
    Names names;
    for (const PersonView& person : people->people) {
      if (person.lacks_passkey) names.push_back(person.member);
    }
    return names;
  }

  /// A member of the post who approves nobody.
  void AddScout() {
    Services& services = city_.services();
    const Caller post = city_.As("post");
    const auto invited = Invite(services, post, {"scout", kPost, "Trinh sát", "Scout", false});
    ASSERT_TRUE(invited.ok());
    const auto joined = Join(services, {}, {"scout", invited->code, kPassword});
    ASSERT_TRUE(joined.ok());
    ASSERT_TRUE(ApprovePerson(services, post, {"scout", joined->fingerprint}).ok());
    ASSERT_TRUE(ApprovePerson(services, city_.As("post-2"), {"scout", joined->fingerprint}).ok());
  }

  City city_;
};

TEST_F(PasskeyNeedTest, SheIsToldWhatOnlyAPasskeyOpensToHerUnitUntilSheHasOne) {
  city_.AskSecondFactor();
  const Caller post = city_.As("post");
  EXPECT_EQ(Told(post), (Names{"Health", "Testimony", "Place of safety"}));
  GivePasskey("post");
  EXPECT_EQ(Told(post), Names{});
  EXPECT_EQ(Told(city_.As("post-2")).size(), 3U) << "that of a colleague is not hers";
}

TEST_F(PasskeyNeedTest, WhatTheRulesNeverOpenToHerUnitIsNotNamed) {
  city_.AskSecondFactor();
  EXPECT_EQ(Told(city_.As("can-gio")), (Names{"Testimony", "Place of safety"})) << "the police read no health";
  EXPECT_EQ(Told(city_.As("commune")), Names{}) << "a commune reads none of it, passkey or not";
}

/// There a password counts as a passkey: nothing is closed to her for want of one.
TEST_F(PasskeyNeedTest, NobodyIsToldWhereNoSecondFactorIsAskedFor) {
  EXPECT_EQ(Told(city_.As("post")), Names{});
  EXPECT_EQ(Lacking("post"), Names{});
}

TEST_F(PasskeyNeedTest, WhoApprovesMembersIsToldWhoHasNoneAndNobodyElseIs) {
  AddScout();
  city_.AskSecondFactor();
  GivePasskey("post-2");
  EXPECT_EQ(Lacking("post"), (Names{"post", "scout"}));
  EXPECT_EQ(Lacking("scout"), Names{});
  EXPECT_EQ(Lacking("commune"), Names{}) << "who goes without nothing lacks nothing";
}

}  // namespace
}  // namespace nuong::operations
