#include "key_plan.hpp"

#include <gtest/gtest.h>

#include "memory_store.hpp"
#include "regulation_fixture.hpp"

namespace nuong::operations {
namespace {

using casework::CaseFile;
using casework::Party;

const UnitName kPost{"hcmc-border-post-can-gio"};
const UnitName kCentre{"hcmc-social-support-centre"};
const UnitName kPolice{"hcmc-police-can-gio"};
const UnitName kOffice{"hcmc-labour-office-can-gio"};
constexpr FieldClass kIdentity = FieldClass::kIdentity;
constexpr FieldClass kTestimony = FieldClass::kTestimony;

class StillClock : public Clock {
 public:
  Instant Now() override { return {1685807980000000}; }
};

/// The city's own regulation, a store in memory, and the private keys of every unit at hand.
class KeyPlanTest : public testing::Test {
 protected:
  KeyPlanTest() {
    static const auto hcmc = ShippedRegulation("hcmc");
    const std::array<std::uint8_t, 32> seed{};
    World world{&store_,
                &clock_,
                &random_,
                hcmc,
                std::make_shared<const vault::RootKey>(vault::RootKey::FromSeed(seed)),
                vault::PasswordCost::kTest};
    services_ = MakeServices(std::move(world)).value();
    for (const UnitName& unit : {kPost, kCentre, kPolice, kOffice}) {
      for (const FieldClass field_class : kAllFieldClasses) {
        vault::KeyPair pair = vault::MakeKeyPair(random_);
        Keyring()[UnitKeyName(unit, field_class)] = pair.public_key.text();
        keys_[unit].emplace(field_class, std::move(pair));
      }
    }
    case_id_ = CaseId::Make(random_);
  }

  ledger::MemoryStore::Rows& Keyring() { return store_.rows(store::Collection::kKeyring); }

  CaseFile Case(std::map<UnitName, Party> parties) const {
    CaseFile file = casework::Begin(case_id_, "sen", {}, {{"stage", "received"}});
    file.parties = std::move(parties);
    return file;
  }

  vault::UnitKeys KeysOf(const UnitName& unit) const {
    std::map<FieldClass, vault::KeyPair> keys;
    for (const auto& [field_class, pair] : keys_.at(unit)) {
      keys.emplace(field_class, vault::KeyPair{pair.public_key, vault::Secret::CopyOf(pair.private_key.bytes())});
    }
    return {unit, std::move(keys)};
  }

  Permit PermitOf(const UnitName& unit, const CaseFile& file) const {
    Sessions::Person person{MemberName("m-1"), unit, {}};
    person.is_strong = person.by_passkey = true;
    return PermitToRead(*services_, file, person);
  }

  /// Plans an act of `actor` that leads from `before` (null: the case begins) to `after`, and carries the plan out.
  Result<KeyPlan> Act(const UnitName& actor, const CaseFile* before, const CaseFile& after, std::set<FieldClass> writes,
                      std::set<FieldClass> erases = {}) {
    vault::UnitKeys keys = KeysOf(actor);
    // She has not stepped up, and came for something else: keys go where they belong all the same.
    Sessions::Person person{MemberName("m-1"), actor, {}};
    person.purpose = "supervision";
    std::vector<Permit> permits = PermitsToPassOn(*services_, after, person);
    if (before != nullptr) std::ranges::move(PermitsToPassOn(*services_, *before, person), std::back_inserter(permits));
    Result<KeyPlan> plan = KeyPlan{};
    const auto written = store_.Write([&](store::Writer& writer) -> Result<void> {
      plan = PlanKeys(*services_, writer, {&after, std::move(permits), &keys, std::move(writes), std::move(erases)});
      if (!plan.ok()) return plan.error();
      for (const KeyChange& change : plan->changes) {
        if (change.bytes.empty()) {
          writer.Delete(store::Collection::kKeyring, change.name);
        } else {
          writer.Put(store::Collection::kKeyring, change.name, change.bytes);
        }
      }
      return {};
    });
    EXPECT_EQ(written.ok(), plan.ok());
    return plan;
  }

  CaseKeyring Ring() {
    CaseKeyring ring;
    EXPECT_TRUE(store_
                    .Read([&](store::Reader& reader) -> Result<void> {
                      NUONG_TRY(ring, ReadCaseKeyring(reader, case_id_));
                      return {};
                    })
                    .ok());
    return ring;
  }

  using Holders = std::set<std::pair<UnitName, std::uint32_t>>;  ///< unit, version
  Holders HoldersOf(FieldClass field_class) {
    Holders holders;
    for (const auto& [slot, wrap] : Ring().wraps) {
      if (slot.field_class == field_class) holders.emplace(slot.unit, slot.version);
    }
    return holders;
  }
  Holders WaitersOf(FieldClass field_class) {
    Holders waiters;
    for (const auto& [slot, lock] : Ring().locks) {
      if (slot.field_class == field_class) waiters.emplace(slot.unit, slot.version);
    }
    return waiters;
  }

  /// Can the unit take this key out of its wrap, as the case stands?
  bool Opens(const UnitName& unit, const CaseFile& file, FieldClass field_class, std::uint32_t version) {
    const CaseKeyring ring = Ring();
    const auto wrap = ring.wraps.find({field_class, version, unit});
    return wrap != ring.wraps.end() && vault::Unwrap(PermitOf(unit, file), KeysOf(unit), wrap->second).ok();
  }

  const Party keeper_{{"keeper"}, {}, {}};
  const Party verifier_{{"verifier"}, {}, {}};
  const Party waiting_verifier_{{}, {"verifier"}, {}};
  ledger::MemoryStore store_;
  StillClock clock_;
  CountingRandom random_;
  std::shared_ptr<Services> services_;
  std::map<UnitName, std::map<FieldClass, vault::KeyPair>> keys_;
  CaseId case_id_;
};

TEST_F(KeyPlanTest, FirstWriteMakesAKeyForEachWrittenClassAndItsReadersOnly) {
  const CaseFile file = Case({{kPost, keeper_}, {kOffice, {{"coordinator"}, {}, {}}}});
  const auto plan = Act(kPost, nullptr, file, {FieldClass::kOperations, kIdentity});
  ASSERT_TRUE(plan.ok());
  EXPECT_EQ(plan->sealing.size(), 2U);
  EXPECT_EQ(plan->sealing.at(kIdentity).version(), 1U);
  EXPECT_EQ(HoldersOf(FieldClass::kOperations), (Holders{{kPost, 1}, {kOffice, 1}}));
  EXPECT_EQ(HoldersOf(kIdentity), (Holders{{kPost, 1}}));
  EXPECT_TRUE(HoldersOf(kTestimony).empty());
  EXPECT_TRUE(Opens(kPost, file, kIdentity, 1));
}

TEST_F(KeyPlanTest, NothingChangesWhileNobodyComesOrGoes) {
  const CaseFile file = Case({{kPost, keeper_}, {kPolice, waiting_verifier_}});
  ASSERT_TRUE(Act(kPost, nullptr, file, {kIdentity}).ok());
  const auto plan = Act(kPost, &file, file, {kIdentity});
  ASSERT_TRUE(plan.ok());
  EXPECT_TRUE(plan->changes.empty());
  EXPECT_EQ(plan->sealing.at(kIdentity).version(), 1U);
}

TEST_F(KeyPlanTest, PreparedUnitGetsALockThatItCannotOpen) {
  const CaseFile file = Case({{kPost, keeper_}, {kPolice, waiting_verifier_}});
  ASSERT_TRUE(Act(kPost, nullptr, file, {kIdentity, kTestimony}).ok());
  for (const FieldClass field_class : {kIdentity, kTestimony}) {
    EXPECT_EQ(HoldersOf(field_class), (Holders{{kPost, 1}}));
    EXPECT_EQ(WaitersOf(field_class), (Holders{{kPolice, 1}}));
  }
  const CaseFile given = Case({{kPost, keeper_}, {kPolice, verifier_}});
  const KeySlot slot{kIdentity, 1, kPolice};
  const auto locked_as_wrap = WrapFromBytes(case_id_, slot, Ring().locks.at(slot));
  ASSERT_TRUE(locked_as_wrap.ok());
  EXPECT_FALSE(vault::Unwrap(PermitOf(kPolice, given), KeysOf(kPolice), *locked_as_wrap).ok());
}

TEST_F(KeyPlanTest, SecondLockOpensWhenTheRelationIsGiven) {
  const CaseFile before = Case({{kPost, keeper_}, {kPolice, waiting_verifier_}});
  const CaseFile after = Case({{kPost, keeper_}, {kPolice, verifier_}, {kOffice, {{"coordinator"}, {}, {}}}});
  ASSERT_TRUE(Act(kPost, nullptr, before, {kIdentity}).ok());
  // The office asks; it holds no key of this class itself.
  ASSERT_TRUE(Act(kOffice, &before, after, {}).ok());
  EXPECT_TRUE(WaitersOf(kIdentity).empty());
  EXPECT_EQ(HoldersOf(kIdentity), (Holders{{kPost, 1}, {kPolice, 1}}));
  EXPECT_TRUE(Opens(kPolice, after, kIdentity, 1));
}

TEST_F(KeyPlanTest, AlteredLockIsToldAsCorrupt) {
  const CaseFile before = Case({{kPost, keeper_}, {kPolice, waiting_verifier_}});
  ASSERT_TRUE(Act(kPost, nullptr, before, {kIdentity}).ok());
  Keyring()[LockName(case_id_, {kIdentity, 1, kPolice})].back() ^= 1;
  const auto plan = Act(kPost, &before, Case({{kPost, keeper_}, {kPolice, verifier_}}), {});
  ASSERT_FALSE(plan.ok());
  EXPECT_EQ(plan.error().code, ErrorCode::kCorrupt);
}

TEST_F(KeyPlanTest, PreparationTakenBackDestroysTheLock) {
  const CaseFile before = Case({{kPost, keeper_}, {kPolice, waiting_verifier_}});
  ASSERT_TRUE(Act(kPost, nullptr, before, {kIdentity}).ok());
  ASSERT_TRUE(Act(kPost, &before, Case({{kPost, keeper_}}), {}).ok());
  EXPECT_TRUE(WaitersOf(kIdentity).empty());
  EXPECT_EQ(HoldersOf(kIdentity), (Holders{{kPost, 1}}));
}

TEST_F(KeyPlanTest, LeavingDestroysEveryWrapAndMakesANewVersion) {
  const CaseFile before = Case({{kPost, keeper_}, {kPolice, verifier_}});
  const CaseFile after = Case({{kPost, keeper_}});
  ASSERT_TRUE(Act(kPost, nullptr, before, {kIdentity}).ok());
  ASSERT_TRUE(Act(kPost, &before, after, {}).ok());
  EXPECT_EQ(HoldersOf(kIdentity), (Holders{{kPost, 1}, {kPost, 2}}));
  const auto plan = Act(kPost, &after, after, {kIdentity});
  ASSERT_TRUE(plan.ok());
  EXPECT_EQ(plan->sealing.at(kIdentity).version(), 2U);
}

TEST_F(KeyPlanTest, HandOverMovesTheKeysWithTheSecondSignature) {
  const CaseFile kept = Case({{kPost, keeper_}, {kCentre, {{"referred_to"}, {}, {}}}});
  const CaseFile given = Case({{kPost, keeper_}, {kCentre, {{"referred_to"}, {"keeper"}, {}}}});
  const CaseFile received = Case({{kPost, {{"former_keeper"}, {}, {}}}, {kCentre, keeper_}});
  ASSERT_TRUE(Act(kPost, nullptr, kept, {kIdentity, kTestimony}).ok());
  ASSERT_TRUE(Act(kPost, &kept, given, {}).ok());
  EXPECT_EQ(HoldersOf(kIdentity), (Holders{{kPost, 1}}));
  EXPECT_EQ(WaitersOf(kIdentity), (Holders{{kCentre, 1}}));
  EXPECT_TRUE(WaitersOf(kTestimony).empty());
  const auto plan = Act(kCentre, &given, received, {FieldClass::kMedical});
  ASSERT_TRUE(plan.ok());
  EXPECT_EQ(HoldersOf(kIdentity), (Holders{{kCentre, 1}, {kCentre, 2}}));
  EXPECT_EQ(HoldersOf(FieldClass::kMedical), (Holders{{kCentre, 1}}));
  EXPECT_TRUE(Opens(kCentre, received, kIdentity, 1));
  EXPECT_TRUE(Opens(kCentre, received, kIdentity, 2));
}

TEST_F(KeyPlanTest, UnitThatLeavesPassesItsKeysToTheOneThatComes) {
  const CaseFile before = Case({{kPost, keeper_}});
  const CaseFile after = Case({{kPost, {{"former_keeper"}, {}, {}}}, {kCentre, keeper_}});
  ASSERT_TRUE(Act(kPost, nullptr, before, {kIdentity}).ok());
  ASSERT_TRUE(Act(kPost, &before, after, {}).ok());
  EXPECT_EQ(HoldersOf(kIdentity), (Holders{{kCentre, 1}, {kCentre, 2}}));
  EXPECT_TRUE(Opens(kCentre, after, kIdentity, 1));
}

TEST_F(KeyPlanTest, ConsentGivesTheKeyAndItsWithdrawalTakesItAndChangesIt) {
  const Party asked{{"coordinator"}, {}, {}};
  const Party trusted{{"coordinator"}, {}, {kIdentity}};
  const CaseFile before = Case({{kPost, keeper_}, {kOffice, asked}});
  const CaseFile agreed = Case({{kPost, keeper_}, {kOffice, trusted}});
  ASSERT_TRUE(Act(kPost, nullptr, before, {kIdentity}).ok());
  ASSERT_TRUE(Act(kPost, &before, agreed, {}).ok());
  EXPECT_EQ(HoldersOf(kIdentity), (Holders{{kPost, 1}, {kOffice, 1}}));
  EXPECT_TRUE(Opens(kOffice, agreed, kIdentity, 1));
  ASSERT_TRUE(Act(kPost, &agreed, before, {}).ok());
  EXPECT_EQ(HoldersOf(kIdentity), (Holders{{kPost, 1}, {kPost, 2}}));
}

TEST_F(KeyPlanTest, WrapKeptBackOpensNothingThatIsWrittenAfterConsentHasEnded) {
  const Party asked{{"coordinator"}, {}, {}};
  const Party trusted{{"coordinator"}, {}, {}, {{"case_work", {kIdentity}, {}, std::nullopt, 1}}};
  const CaseFile agreed = Case({{kPost, keeper_}, {kOffice, trusted}});
  const CaseFile withdrawn = Case({{kPost, keeper_}, {kOffice, asked}});
  const auto first = Act(kPost, nullptr, agreed, {kIdentity});
  ASSERT_TRUE(first.ok());
  const auto before = vault::Seal(first->sealing.at(kIdentity), "0/F3", Value("trước"), random_);
  const vault::Wrap kept_back = Ring().wraps.at({kIdentity, 1, kOffice});
  const auto second = Act(kPost, &agreed, withdrawn, {kIdentity});
  ASSERT_TRUE(second.ok());
  const auto after = vault::Seal(second->sealing.at(kIdentity), "1/F3", Value("sau"), random_);
  // Worse than what can be: with the wrap copied in time, the permit of then, and a look on record.
  const Permit permit = PermitOf(kOffice, agreed);
  const auto old_key = vault::Unwrap(permit, KeysOf(kOffice), kept_back);
  ASSERT_TRUE(old_key.ok());
  const auto receipt = services_->journal.Append([&](store::Writer&, std::uint64_t, bool*) -> Result<ledger::Draft> {
    ledger::Draft draft;
    draft.entry.case_id = case_id_;
    draft.entry.classes = {kIdentity};
    return draft;
  });
  ASSERT_TRUE(receipt.ok());
  EXPECT_TRUE(vault::Open(permit, *receipt, *old_key, before).ok());
  EXPECT_FALSE(vault::Open(permit, *receipt, *old_key, after).ok());
}

TEST_F(KeyPlanTest, ConsentForOnePurposeIsHeldAndOneThatHasRunOutGoesWithTheNextAct) {
  const Instant now = clock_.Now();
  const auto until = [&](std::int64_t us) {
    return Party{{"coordinator"}, {}, {}, {{"support", {kIdentity}, {}, Instant{now.us + us}, 1}}};
  };
  const CaseFile asked = Case({{kPost, keeper_}, {kOffice, {{"coordinator"}, {}, {}}}});
  const CaseFile lasting = Case({{kPost, keeper_}, {kOffice, until(1)}});
  const CaseFile run_out = Case({{kPost, keeper_}, {kOffice, until(0)}});
  ASSERT_TRUE(Act(kPost, nullptr, asked, {kIdentity}).ok());
  ASSERT_TRUE(Act(kPost, &asked, lasting, {}).ok());
  EXPECT_EQ(HoldersOf(kIdentity), (Holders{{kPost, 1}, {kOffice, 1}}));
  EXPECT_FALSE(Opens(kOffice, lasting, kIdentity, 1)) << "held for support, and the permit is for another purpose";
  ASSERT_TRUE(Act(kPost, &lasting, run_out, {}).ok());
  EXPECT_EQ(HoldersOf(kIdentity), (Holders{{kPost, 1}, {kPost, 2}}));
}

TEST_F(KeyPlanTest, WriterThatMayNotReadSealsUnderANewKeyForThoseWhoMay) {
  const CaseFile file = Case({{kPost, keeper_}, {kOffice, {{"coordinator"}, {}, {}}}});
  ASSERT_TRUE(Act(kPost, nullptr, file, {kIdentity}).ok());
  const auto plan = Act(kOffice, &file, file, {kIdentity});
  ASSERT_TRUE(plan.ok());
  EXPECT_EQ(plan->sealing.at(kIdentity).version(), 2U);
  EXPECT_EQ(HoldersOf(kIdentity), (Holders{{kPost, 1}, {kPost, 2}}));
}

TEST_F(KeyPlanTest, UnitNobodyPresentCanServeIsServedByTheNextHolder) {
  const CaseFile before = Case({{kPost, keeper_}, {kOffice, {{"coordinator"}, {}, {}}}});
  const CaseFile after = Case({{kPost, keeper_}, {kOffice, {{"coordinator"}, {}, {}}}, {kPolice, verifier_}});
  ASSERT_TRUE(Act(kPost, nullptr, before, {kIdentity}).ok());
  ASSERT_TRUE(Act(kOffice, &before, after, {}).ok());
  EXPECT_EQ(HoldersOf(kIdentity), (Holders{{kPost, 1}}));
  ASSERT_TRUE(Act(kPost, &after, after, {}).ok());
  EXPECT_EQ(HoldersOf(kIdentity), (Holders{{kPost, 1}, {kPolice, 1}}));
}

TEST_F(KeyPlanTest, LastHolderKeepsTheKeyThatNobodyElseHasAndMayNotUseIt) {
  const CaseFile kept = Case({{kPost, keeper_}});
  const CaseFile nobody = Case({{kPost, {{"former_keeper"}, {}, {}}}});
  ASSERT_TRUE(Act(kPost, nullptr, kept, {kTestimony}).ok());
  ASSERT_TRUE(Act(kPost, &kept, nobody, {}).ok());
  EXPECT_EQ(HoldersOf(kTestimony), (Holders{{kPost, 1}}));
  EXPECT_FALSE(Opens(kPost, nobody, kTestimony, 1));
  EXPECT_TRUE(Opens(kPost, kept, kTestimony, 1));
}

/// The police may read what she told, but nobody is there who could give them the key: the post keeps it until one is.
TEST_F(KeyPlanTest, NoKeyIsDestroyedBeforeWhoMayReadHasIt) {
  const Party coordinator{{"coordinator"}, {}, {}};
  const CaseFile kept = Case({{kPost, keeper_}, {kOffice, coordinator}});
  const CaseFile moved = Case({{kPost, {{"former_keeper"}, {}, {}}}, {kOffice, coordinator}, {kPolice, verifier_}});
  ASSERT_TRUE(Act(kPost, nullptr, kept, {kTestimony}).ok());
  for (int times = 0; times < 2; ++times) {
    const auto plan = Act(kOffice, &kept, moved, {});
    ASSERT_TRUE(plan.ok());
    EXPECT_TRUE(plan->changes.empty());
    EXPECT_EQ(HoldersOf(kTestimony), (Holders{{kPost, 1}}));
    EXPECT_FALSE(Opens(kPost, moved, kTestimony, 1));
  }
  ASSERT_TRUE(Act(kPost, &kept, moved, {}).ok());
  EXPECT_EQ(HoldersOf(kTestimony), (Holders{{kPolice, 1}, {kPolice, 2}}));
  EXPECT_TRUE(Opens(kPolice, moved, kTestimony, 1));
}

/// The centre may not read what she told, but break the glass over it, which only the post can lay ready.
TEST_F(KeyPlanTest, HandingOverLaysReadyWhatTheOtherSideMightBreak) {
  const CaseFile kept = Case({{kPost, keeper_}, {kCentre, {{"referred_to"}, {}, {}}}});
  const CaseFile given = Case({{kPost, keeper_}, {kCentre, {{"referred_to"}, {"keeper"}, {}}}});
  const CaseFile received = Case({{kPost, {{"former_keeper"}, {}, {}}}, {kCentre, keeper_}});
  ASSERT_TRUE(Act(kPost, nullptr, kept, {kTestimony}).ok());
  EXPECT_FALSE(Ring().glass.contains({kTestimony, 1, kCentre}));
  ASSERT_TRUE(Act(kPost, &kept, given, {}).ok());
  EXPECT_TRUE(Ring().glass.contains({kTestimony, 1, kCentre}));
  ASSERT_TRUE(Act(kPost, &given, kept, {}).ok());
  EXPECT_FALSE(Ring().glass.contains({kTestimony, 1, kCentre})) << "taken back with the preparation";
  ASSERT_TRUE(Act(kPost, &kept, given, {}).ok());
  ASSERT_TRUE(Act(kCentre, &given, received, {}).ok());
  EXPECT_TRUE(Ring().glass.contains({kTestimony, 1, kCentre}));
  EXPECT_TRUE(WaitersOf(kTestimony).empty());
}

/// Whoever asks: of every version, wrapped or waiting under the second lock, also what nobody may read any more.
TEST_F(KeyPlanTest, ErasureDestroysEveryKeyOfItsClassesAndNoOther) {
  const Party coordinator{{"coordinator"}, {}, {}};
  const CaseFile first = Case({{kPost, keeper_}, {kOffice, coordinator}, {kPolice, verifier_}});
  const CaseFile second = Case({{kPost, keeper_}, {kOffice, coordinator}, {kPolice, waiting_verifier_}});
  ASSERT_TRUE(Act(kPost, nullptr, first, {kIdentity, kTestimony}).ok());
  ASSERT_TRUE(Act(kPost, &first, second, {kIdentity, kTestimony}).ok());
  ASSERT_EQ(HoldersOf(kIdentity), (Holders{{kPost, 1}, {kPost, 2}}));
  ASSERT_FALSE(WaitersOf(kIdentity).empty());
  ASSERT_FALSE(Ring().glass.empty());
  const Holders others = HoldersOf(kTestimony);
  ASSERT_TRUE(Act(kOffice, &second, second, {}, {kIdentity}).ok());
  EXPECT_EQ(HoldersOf(kIdentity), Holders());
  EXPECT_EQ(WaitersOf(kIdentity), Holders());
  for (const auto& [slot, lock] : Ring().glass) EXPECT_NE(slot.field_class, kIdentity);
  EXPECT_EQ(HoldersOf(kTestimony), others);
  EXPECT_FALSE(Opens(kPost, second, kIdentity, 1));
}

TEST_F(KeyPlanTest, WhatIsWrittenAfterAnErasureHasAKeyOfANewNumber) {
  const CaseFile file = Case({{kPost, keeper_}});
  ASSERT_TRUE(Act(kPost, nullptr, file, {kIdentity}).ok());
  ASSERT_TRUE(Act(kPost, &file, file, {}, {kIdentity}).ok());
  ASSERT_TRUE(Act(kPost, &file, file, {}).ok());
  EXPECT_EQ(HoldersOf(kIdentity), Holders()) << "nothing was written, so no key comes back";
  ASSERT_TRUE(Act(kPost, &file, file, {kIdentity}).ok());
  EXPECT_EQ(HoldersOf(kIdentity), (Holders{{kPost, 2}}));
}

TEST_F(KeyPlanTest, IllFormedKeyringIsToldAsCorrupt) {
  const CaseFile file = Case({{kPost, keeper_}});
  ASSERT_TRUE(Act(kPost, nullptr, file, {kIdentity}).ok());
  const auto kept = Keyring();
  const std::string wrap = kept.at(WrapName(case_id_, {kIdentity, 1, kPost}));
  const std::map<std::string, std::string> wrong = {
      {"wrap/" + case_id_.text() + "/F3", wrap},
      {"wrap/" + case_id_.text() + "/F9/00000001/" + kPost.text(), wrap},
      {"wrap/" + case_id_.text() + "/F3/one/" + kPost.text(), wrap},
      {WrapName(case_id_, {kIdentity, 1, kPolice}), "short"},
      {WrapName(case_id_, {kIdentity, 2, kPost}), wrap},
      {LatestName(case_id_, kIdentity), "one"},
  };
  for (const auto& [name, bytes] : wrong) {
    Keyring()[name] = bytes;
    const auto plan = Act(kPost, &file, file, {});
    ASSERT_FALSE(plan.ok()) << name;
    EXPECT_EQ(plan.error().code, ErrorCode::kCorrupt) << name;
    Keyring() = kept;
  }
}

/// A unit on the case has changed its keys since the case's key was made: somebody who left may know that one.
TEST_F(KeyPlanTest, ARotationOfAHolderRenewsTheKeyWithTheNextWriteOnce) {
  const CaseFile file = Case({{kCentre, {{"keeper"}, {}, {}}}});
  ASSERT_TRUE(Act(kCentre, nullptr, file, {kIdentity}).ok());
  const std::string latest = LatestName(case_id_, kIdentity);
  EXPECT_EQ(Keyring().at(latest), "1");
  Keyring()["rotation/" + kCentre.text()] = R"({"cursor":"","done":0,"epoch":1,"finished":true,"number":1,"total":0})";
  store_.rows(store::Collection::kMeta)["keys_epoch"] = "1";
  ASSERT_TRUE(Act(kCentre, &file, file, {}).ok());
  EXPECT_EQ(Keyring().at(latest), "1") << "nothing is written, so nothing is renewed";
  ASSERT_TRUE(Act(kCentre, &file, file, {kIdentity}).ok());
  EXPECT_EQ(Keyring().at(latest), "2@1");
  ASSERT_TRUE(Act(kCentre, &file, file, {kIdentity}).ok());
  EXPECT_EQ(Keyring().at(latest), "2@1");
}

}  // namespace
}  // namespace nuong::operations
