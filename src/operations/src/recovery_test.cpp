#include "house_fixture.hpp"
#include "keyring.hpp"
#include "nuong/operations/members.hpp"
#include "people.hpp"

/// Everybody of the post is gone: keys forgotten, telephones lost. Three of five shares let somebody in.
namespace nuong::operations {
namespace {

using store::Collection;
using Shares = std::vector<std::string>;

const vault::Recovery& Paper() {
  static const vault::Recovery paper = [] {
    vault::SystemRandom random;
    return vault::MakeRecovery(random);
  }();
  return paper;
}

class RecoveryTest : public HouseTest {
 protected:
  RecoveryTest() : HouseTest(true, Paper().known) {}

  vault::MemberKeys Joined() { return JoinRecovery(*services_, {paper_[4], paper_[0], paper_[2]}).value(); }

  NewMember Newcomer(const std::string& name, const std::string& unit = kPost) {
    NewMember member = Someone(name, unit, false);
    member.password = "another long password";
    return member;
  }

  const Shares& paper_ = Paper().shares;
};

TEST_F(RecoveryTest, LetsAnApproverIntoTheUnitWhoReadsItsCases) {
  const std::string case_id = Receive(As("lan"));
  const auto restored = RestoreMember(*services_, Newcomer("thu"), Joined());
  ASSERT_TRUE(restored.ok()) << restored.error().id;
  const Caller thu = As("thu", "another long password");
  EXPECT_EQ(NameSeenBy(thu, case_id), "Lê Thị Sen");
  EXPECT_EQ(MembershipFlaws(), Shares{});
  // She carries on as any approver of the unit does.
  const auto first = RemovePerson(*services_, As("dao"), {"lan"});
  ASSERT_TRUE(first.ok()) << first.error().id;
  EXPECT_EQ(RemovePerson(*services_, thu, {"lan"})->standing, "gone");
  EXPECT_EQ(NameSeenBy(thu, case_id), "Lê Thị Sen");
}

TEST_F(RecoveryTest, WorksAfterTheKeysOfTheUnitWereChanged) {
  const Caller lan = As("lan");
  const std::string case_id = Receive(lan);
  ASSERT_TRUE(RemovePerson(*services_, As("dao"), {"cuc"}).ok());
  ASSERT_EQ(RemovePerson(*services_, lan, {"cuc"})->standing, "gone");
  ASSERT_TRUE(RestoreMember(*services_, Newcomer("thu"), Joined()).ok());
  EXPECT_EQ(NameSeenBy(As("thu", "another long password"), case_id), "Lê Thị Sen");
}

TEST_F(RecoveryTest, DrillOpensEveryUnitAndWritesNothing) {
  const int writes = store_.writes;
  const auto opened = TryRecovery(*services_, Joined());
  ASSERT_TRUE(opened.ok()) << opened.error().id;
  EXPECT_EQ(*opened, (std::vector<UnitName>{UnitName("centre-hoa-rung"), UnitName("department"), UnitName(kPost)}));
  EXPECT_EQ(store_.writes, writes);
}

TEST_F(RecoveryTest, RefusesWhatWouldNotStand) {
  EXPECT_EQ(RestoreMember(*services_, Newcomer("lan"), Joined()).error().id, "member_exists");
  EXPECT_EQ(RestoreMember(*services_, Newcomer("thu", "centre-suoi-xa"), Joined()).error().id, "unit_without_keys");
  NewMember weak = Newcomer("thu");
  weak.password = "aaaaaaaaaaaa";
  EXPECT_EQ(RestoreMember(*services_, weak, Joined()).error().fields.front().id, "password_guessable");
  vault::SystemRandom random;
  const vault::MemberKeys forged = vault::MemberKeys::Make(random);
  EXPECT_EQ(RestoreMember(*services_, Newcomer("thu"), forged).error().code, ErrorCode::kCorrupt);
  EXPECT_EQ(JoinRecovery(*services_, vault::MakeRecovery(random).shares).error().id, "share_foreign");
  EXPECT_FALSE(SignIn(*services_, {}, {"thu", "another long password"}).ok());
}

/// Whoever writes to the store puts a box with a key of his own there.
TEST_F(RecoveryTest, FindsAnExchangedBox) {
  vault::SystemRandom random;
  const vault::KeyPair foreign = vault::MakeKeyPair(random);
  const std::string name = "recovery/" + std::string(kPost) + "/F3";
  ASSERT_EQ(RowsUnder(Collection::kKeyring, name), 1u);
  const auto put = store_.Write([&](store::Writer& writer) -> Result<void> {
    writer.Put(Collection::kKeyring, name,
               vault::BoxSeal(Paper().known.box, foreign.private_key.bytes(),
                              BoxPurpose(UnitName(kPost), FieldClass::kIdentity), random));
    return {};
  });
  ASSERT_TRUE(put.ok());
  EXPECT_EQ(TryRecovery(*services_, Joined()).error().code, ErrorCode::kCorrupt);
  EXPECT_EQ(RestoreMember(*services_, Newcomer("thu"), Joined()).error().code, ErrorCode::kCorrupt);
}

class NoRecoveryTest : public HouseTest {};

TEST_F(NoRecoveryTest, SaysThatThereIsNone) {
  EXPECT_EQ(JoinRecovery(*services_, Paper().shares).error().id, "founded_without_recovery");
}

}  // namespace
}  // namespace nuong::operations
