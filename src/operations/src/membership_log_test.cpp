#include "membership_log.hpp"

#include <gtest/gtest.h>

#include <array>
#include <functional>

#include "nuong/regulation/model.hpp"
#include "regulation_fixture.hpp"

/// What an insider who can write entries would try, one thing at a time on an entry that is good without it. lan and
/// mai approve at the post, cuc of the post does not; dao approves at the department. Nobody is of the centre.
namespace nuong::operations {
namespace {

const UnitName kPost("post");
const UnitName kDepartment("department");
const UnitName kCentre("centre");
const std::set<std::string> kApproves = {std::string(regulation::kApprover)};

/// An entry as it lies in the ledger, and what its records are made from, so that a forger may sign anew.
struct Entry {
  std::string kind;
  std::vector<Membership> records;
  std::vector<std::string> signers;
  MembershipPayload payload;
};

struct Forgery {
  std::string what;
  std::string refused_as;
  std::function<void(Entry&)> record;   ///< what is changed before the approvers sign
  std::function<void(Entry&)> payload;  ///< … and after
};

std::function<void(Entry&)> SignedBy(const std::vector<std::string>& signers) {
  return [signers](Entry& entry) { entry.signers = signers; };
}

class RosterTest : public testing::Test {
 protected:
  RosterTest() {
    for (const char* name : {"lan", "mai", "cuc", "dao", "eve", "recovery"}) {
      keys_.emplace(name, vault::MemberKeys::Make(random_));
    }
  }

  Membership Of(const std::string& name, const UnitName& unit, const std::set<std::string>& duties) {
    return {true, MemberName(name), unit, {"Cán bộ", "Officer"}, duties, keys_.at(name).known(), {1'000'000}};
  }

  void Sign(Entry& entry) {
    entry.payload.records.clear();
    entry.payload.approvals.clear();
    for (const Membership& record : entry.records) entry.payload.records.push_back(EncodeMembership(record));
    for (std::size_t i = 0; i < entry.signers.size(); ++i) {
      const std::string& record = entry.payload.records[entry.kind == kFounded ? i : 0];
      const MemberName approver(entry.kind == kMemberRestored ? "" : entry.signers[i]);
      entry.payload.approvals.push_back(Approve(keys_.at(entry.signers[i]), approver, record));
    }
  }

  Entry Founding() {
    Entry entry{std::string(kFounded),
                {Of("lan", kPost, kApproves), Of("mai", kPost, kApproves), Of("cuc", kPost, {}),
                 Of("dao", kDepartment, kApproves)},
                {"lan", "mai", "cuc", "dao"},
                {}};
    entry.payload.recovery_key = keys_.at("recovery").known().signing.text();
    entry.payload.recovery_box = keys_.at("recovery").known().box.text();
    return entry;
  }
  Entry Joining(const UnitName& unit, std::vector<std::string> signers) {
    return {std::string(kMemberAdded), {Of("eve", unit, {})}, std::move(signers), {}};
  }
  Entry Leaving(const std::string& name) {
    Entry entry{std::string(kMemberRemoved), {Of(name, kPost, {})}, {"lan", "mai"}, {}};
    entry.records.front().joins = false;
    return entry;
  }
  Entry Restoring() { return {std::string(kMemberRestored), {Of("eve", kPost, kApproves)}, {"recovery"}, {}}; }

  /// The id it is refused with; empty when it is taken.
  std::string Take(Roster& roster, Entry entry, const Forgery& forgery = {}) {
    if (forgery.record) forgery.record(entry);
    Sign(entry);
    if (entry.kind == kFounded) entry.payload.signature = root_.Sign(FoundingText(entry.payload));
    if (forgery.payload) forgery.payload(entry);
    const auto taken = roster.Take(next_++, entry.kind, entry.payload, root_.signing_public_key());
    return taken.ok() ? "" : taken.error().id;
  }

  Roster House() {
    Roster roster;
    EXPECT_EQ(Take(roster, Founding()), "");
    return roster;
  }

  /// Each alone is refused, and leaves the roster as it was.
  void Refuse(const std::function<Entry()>& make, const std::vector<Forgery>& forgeries) {
    for (const Forgery& forgery : forgeries) {
      SCOPED_TRACE(forgery.what);
      Roster roster = House();
      EXPECT_EQ(Take(roster, make(), forgery), forgery.refused_as);
      EXPECT_EQ(roster.members().size(), 4u);
      EXPECT_EQ(Take(roster, make()), "") << "what is good is taken afterwards";
    }
  }

  CountingRandom random_;
  const vault::RootKey root_ = vault::RootKey::FromSeed(std::array<std::uint8_t, 32>{});
  std::map<std::string, vault::MemberKeys> keys_;
  std::uint64_t next_ = 0;
};

TEST_F(RosterTest, FoundingIsTheLogsAndEachFoundersOwn) {
  const std::vector<Forgery> forgeries = {
      {"no way back, unknown to the log", "founding_unsigned", {}, [](Entry& e) { e.payload.recovery_key = ""; }},
      {"no signature of the log", "founding_unsigned", {}, [](Entry& e) { e.payload.signature.clear(); }},
      {"a founder who leaves", "founder_unsigned", [](Entry& e) { e.records[2].joins = false; }, {}},
      {"signed by another founder", "founder_unsigned", SignedBy({"lan", "mai", "lan", "dao"}), {}},
      {"in another's name", "founder_unsigned", [](Entry& e) { e.records[2].member = MemberName("eve"); }, {}},
      {"one name twice",
       "founder_unsigned",
       [](Entry& e) {
         e.records[1] = e.records[0];
         e.signers[1] = e.signers[0];
       },
       {}},
      {"with another's keys",
       "founder_unsigned",
       [this](Entry& e) { e.records[2].keys = keys_.at("eve").known(); },
       {}},
      {"a record nobody signed", "membership_unreadable", [](Entry& e) { e.signers.pop_back(); }, {}},
  };
  for (const Forgery& forgery : forgeries) {
    SCOPED_TRACE(forgery.what);
    Roster roster;
    EXPECT_EQ(Take(roster, Founding(), forgery), forgery.refused_as);
    EXPECT_TRUE(roster.members().empty());
  }
  Roster roster = House();
  EXPECT_EQ(Take(roster, Founding()), "founded_twice");
}

TEST_F(RosterTest, NobodyJoinsBeforeThereIsAHouse) {
  Roster roster;
  EXPECT_EQ(Take(roster, Joining(kPost, {"lan", "mai"})), "membership_unreadable");
}

TEST_F(RosterTest, JoiningTakesTwoApproversOneOfThemOfTheUnit) {
  Refuse(
      [this] {
        return Joining(kPost, {"lan", "dao"});
      },
      {{"one signature", "approvals_missing", SignedBy({"lan"}), {}},
       {"the same twice", "approvals_missing", SignedBy({"lan", "lan"}), {}},
       {"the same twice beside another", "approvals_missing", SignedBy({"lan", "lan", "dao"}), {}},
       {"three", "approvals_missing", SignedBy({"lan", "mai", "dao"}), {}},
       {"nobody of the unit",
        "approval_foreign",
        [](Entry& e) {
          e.records.front().unit = kDepartment, e.signers = {"lan", "mai"};
        },
        {}},
       {"one who approves nothing", "approval_invalid", SignedBy({"lan", "cuc"}), {}},
       {"herself", "approval_invalid", SignedBy({"lan", "eve"}), {}},
       {"in another's name",
        "approval_invalid",
        {},
        [](Entry& e) { e.payload.approvals[1].member = MemberName("mai"); }},
       {"signed for something else",
        "approval_invalid",
        {},
        [](Entry& e) { e.payload.approvals[1].signature[0] ^= 1; }},
       {"a leaving said to be a joining",
        "membership_unreadable",
        [](Entry& e) { e.records.front().joins = false; },
        {}},
       {"two records under one pair of signatures",
        "membership_unreadable",
        {},
        [](Entry& e) { e.payload.records.push_back(e.payload.records.front()); }},
       {"the name of a member",
        "member_name_taken",
        [](Entry& e) { e.records.front().member = MemberName("cuc"); },
        {}},
       {"a record that is spelt otherwise", "membership_unreadable", {}, [](Entry& e) {
          e.payload.records.front() += ' ';
        }}});
}

TEST_F(RosterTest, JoiningBringsKeysOfHerUnitOnly) {
  const vault::PublicKey key = vault::MakeKeyPair(random_).public_key;
  Roster roster = House();
  EXPECT_EQ(Take(roster, Joining(kPost, {"lan", "mai"}),
                 {"keys of another unit",
                  "",
                  {},
                  [&](Entry& e) { e.payload.unit_keys[kDepartment].emplace(FieldClass::kIdentity, key); }}),
            "unit_keys_foreign");
  EXPECT_EQ(roster.UnitKey(kDepartment, FieldClass::kIdentity), nullptr);
}

TEST_F(RosterTest, AnApproverMaySignForAllButHerself) {
  Roster roster = House();
  EXPECT_EQ(Take(roster, Leaving("lan")), "approval_invalid") << "lan signs that she leaves";
}

TEST_F(RosterTest, UnitWithoutMembersIsOpenedByTwoFromElsewhere) {
  Roster roster = House();
  EXPECT_EQ(Take(roster, Joining(kCentre, {"lan", "dao"})), "");
  EXPECT_EQ(roster.Of(kCentre).size(), 1u);
}

TEST_F(RosterTest, LeavingNamesAMemberAsSheIs) {
  Refuse(
      [this] {
        return Joining(kPost, {"lan", "mai"});
      },
      {{"nobody", "member_absent", [this](Entry& e) { e = Leaving("eve"); }, {}},
       {"of another unit",
        "member_absent",
        [this](Entry& e) {
          e = Leaving("cuc");
          e.records.front().unit = kDepartment;
          e.signers = {"lan", "dao"};
        },
        {}},
       {"with other keys",
        "member_absent",
        [this](Entry& e) {
          e = Leaving("cuc");
          e.records.front().keys = keys_.at("eve").known();
        },
        {}},
       {"a joining said to be a leaving", "membership_unreadable", [](Entry& e) { e.kind = kMemberRemoved; }, {}}});
  Roster roster = House();
  EXPECT_EQ(Take(roster, Leaving("cuc")), "");
  EXPECT_EQ(roster.Find(MemberName("cuc")), nullptr);
  EXPECT_EQ(Take(roster, Leaving("cuc")), "member_absent");
  EXPECT_EQ(Take(roster, Joining(kPost, {"lan", "mai"}),
                 {"the name of one who left", "", [](Entry& e) { e.records.front().member = MemberName("cuc"); }, {}}),
            "member_name_taken");
}

TEST_F(RosterTest, RestoringTakesTheRecoveryKeyAlone) {
  Refuse(
      [this] { return Restoring(); },
      {{"an approver's signature", "recovery_unsigned", SignedBy({"lan"}), {}},
       {"one more beside it", "recovery_unsigned", SignedBy({"recovery", "lan"}), {}},
       {"of another record", "recovery_unsigned", {}, [](Entry& e) { e.payload.approvals.front().signature[0] ^= 1; }},
       {"none", "recovery_unsigned", [](Entry& e) { e.signers.clear(); }, {}}});
  Roster without;
  ASSERT_EQ(Take(without, Founding(),
                 {"no recovery",
                  "",
                  [](Entry& e) {
                    e.payload.recovery_key.clear();
                    e.payload.recovery_box.clear();
                  },
                  {}}),
            "");
  EXPECT_EQ(Take(without, Restoring()), "recovery_unsigned");
}

TEST_F(RosterTest, WhatWasTakenBackIsNeverGoodAgain) {
  Roster roster = House();
  Entry withdrawn = Joining(kPost, {"lan"});
  withdrawn.kind = kMemberWithdrawn;
  EXPECT_EQ(Take(roster, withdrawn), "");
  EXPECT_EQ(Take(roster, Joining(kPost, {"lan", "mai"})), "record_withdrawn");
}

}  // namespace
}  // namespace nuong::operations
