#include "nuong/ledger/verify.hpp"

#include "ledger_fixture.hpp"
#include "tree.hpp"

namespace nuong::ledger {
namespace {

using store::Collection;

constexpr std::uint64_t kEntries = 13;
constexpr Collection kProved[] = {Collection::kEntries,     Collection::kPayloads, Collection::kTree,
                                  Collection::kCheckpoints, Collection::kPeople,   Collection::kKeyring};

/// Thirteen entries, most with payloads, and a checkpoint after every fourth and at the end.
class VerifyTest : public LedgerFixture {
 protected:
  VerifyTest() { Extend(kEntries); }

  void Extend(std::uint64_t to) {
    for (std::uint64_t i = store_.rows(Collection::kEntries).size(); i < to; ++i) {
      std::map<std::string, std::string> payloads;
      if (i % 3 != 0) payloads = {{"F1", "plain " + std::to_string(i)}, {"F3", "sealed"}};
      const Draft draft = MakeDraft({FieldClass::kIdentity}, std::move(payloads));
      EXPECT_TRUE((i == 0 ? FoundBy(draft) : Append(draft)).ok());
      if (i % 4 == 3 || i + 1 == kEntries) {
        EXPECT_TRUE(journal_.MakeCheckpoint().ok());
      }
    }
  }

  /// The first entry founds the directory: its key, a member and a key of hers.
  Result<Receipt> FoundBy(const Draft& draft) {
    return journal_.Append([&](store::Writer& writer, std::uint64_t, bool*) -> Result<Draft> {
      writer.Put(Collection::kMeta, "log_signer", root_.signing_public_key().text());
      writer.Put(Collection::kPeople, "member/an", "lock of an");
      writer.Put(Collection::kKeyring, "member/example-centre/F3/an", "boxed");
      return draft;
    });
  }
  Result<Receipt> Change(const std::function<void(store::Writer&)>& change) {
    return journal_.Append([&](store::Writer& writer, std::uint64_t, bool*) -> Result<Draft> {
      change(writer);
      return MakeDraft({}, {});
    });
  }

  Proof Check(const std::string& signer_hex = "") {
    Proof proof;
    EXPECT_TRUE(store_
                    .Read([&](store::Reader& reader) -> Result<void> {
                      proof = Verify(reader, signer_hex);
                      return {};
                    })
                    .ok());
    return proof;
  }

  void ExpectFlaw(const std::string& id, const std::string& signer_hex = "") {
    const Proof proof = Check(signer_hex);
    std::set<std::string> ids;
    for (const Flaw& flaw : proof.flaws) {
      ids.insert(flaw.id);
      EXPECT_FALSE(flaw.message.vi.empty());
      EXPECT_FALSE(flaw.message.en.empty());
    }
    EXPECT_TRUE(ids.contains(id)) << id;
  }

  MemoryStore::Rows& Rows(Collection collection) { return store_.rows(collection); }
};

TEST_F(VerifyTest, ProvesALedgerAsWritten) {
  const Proof proof = Check();
  EXPECT_TRUE(proof.flaws.empty()) << proof.flaws.front().id;
  EXPECT_EQ(proof.size, kEntries);
  EXPECT_EQ(proof.checkpoints, 4U);
  EXPECT_EQ(proof.payloads, 17U);
  EXPECT_EQ(proof.root, vault::Hex(journal_.MakeCheckpoint()->root));
  EXPECT_TRUE(Check(root_.signing_public_key().text()).flaws.empty());
}

TEST_F(VerifyTest, ProvesAnEmptyDirectory) {
  MemoryStore empty;
  Proof proof;
  ASSERT_TRUE(empty
                  .Read([&](store::Reader& reader) -> Result<void> {
                    proof = Verify(reader);
                    return {};
                  })
                  .ok());
  EXPECT_TRUE(proof.flaws.empty());
  EXPECT_EQ(proof.size, 0U);
}

TEST_F(VerifyTest, FindsEveryDeletedRow) {
  for (const Collection collection : {Collection::kEntries, Collection::kPayloads, Collection::kTree,
                                      Collection::kPeople, Collection::kKeyring, Collection::kMeta}) {
    const MemoryStore::Rows kept = Rows(collection);
    for (const auto& [key, value] : kept) {
      Rows(collection).erase(key);
      EXPECT_FALSE(Check().flaws.empty()) << store::CollectionName(collection) << " " << vault::Hex(key);
      Rows(collection) = kept;
    }
  }
}

TEST_F(VerifyTest, FindsEverySwappedPair) {
  for (const Collection collection : {Collection::kEntries, Collection::kTree}) {
    auto& rows = Rows(collection);
    for (auto row = rows.begin(); std::next(row) != rows.end(); ++row) {
      if (row->second == std::next(row)->second) continue;
      std::swap(row->second, std::next(row)->second);
      EXPECT_FALSE(Check().flaws.empty()) << store::CollectionName(collection) << " " << vault::Hex(row->first);
      std::swap(row->second, std::next(row)->second);
    }
  }
}

TEST_F(VerifyTest, NamesWhatIsWrongAndWhere) {
  Rows(Collection::kPayloads)[PayloadKey(4, "F3")] = "other";
  const Proof proof = Check();
  ASSERT_EQ(proof.flaws.size(), 1U);
  EXPECT_EQ(proof.flaws[0].id, "payload_changed");
  EXPECT_EQ(proof.flaws[0].sequence, 4U);
}

TEST_F(VerifyTest, FindsAMemberNoEntrySpeaksOf) {
  Rows(Collection::kPeople)["member/mole"] = "lock of a mole";
  ExpectFlaw("row_untold");
}

TEST_F(VerifyTest, FindsAKeyNoEntrySpeaksOf) {
  Rows(Collection::kKeyring)["member/example-centre/F3/mole"] = "boxed to a mole";
  ExpectFlaw("row_untold");
}

TEST_F(VerifyTest, FindsAMembersRowPutBackAsItWas) {
  ASSERT_TRUE(Change([](store::Writer& writer) { writer.Put(Collection::kPeople, "member/an", "new lock"); }).ok());
  EXPECT_TRUE(Check().flaws.empty());
  Rows(Collection::kPeople)["member/an"] = "lock of an";
  const Proof proof = Check();
  ASSERT_EQ(proof.flaws.size(), 1U);
  EXPECT_EQ(proof.flaws[0].id, "row_changed");
  EXPECT_EQ(proof.flaws[0].sequence, kEntries);
}

TEST_F(VerifyTest, FindsADestroyedKeyThatIsThereAgain) {
  const std::string key = "member/example-centre/F3/an";
  ASSERT_TRUE(Change([&](store::Writer& writer) { writer.Delete(Collection::kKeyring, key); }).ok());
  EXPECT_TRUE(Check().flaws.empty());
  Rows(Collection::kKeyring)[key] = "boxed";
  ExpectFlaw("row_changed");
}

TEST_F(VerifyTest, FindsAnotherFactOfTheDirectory) {
  Rows(Collection::kMeta)["regulation"] = "other";
  ExpectFlaw("row_untold");
  Rows(Collection::kMeta).erase("regulation");
  Rows(Collection::kMeta)["demo_clock"] = "1";
  EXPECT_TRUE(Check().flaws.empty());
}

TEST_F(VerifyTest, FindsAnExtraEntry) {
  Rows(Collection::kEntries)[SequenceKey(kEntries)] = Rows(Collection::kEntries).begin()->second;
  ExpectFlaw("entry_left_over");
}

TEST_F(VerifyTest, FindsAnEntryUnderAKeyThatIsNoNumber) {
  Rows(Collection::kEntries)["x"] = Rows(Collection::kEntries).begin()->second;
  ExpectFlaw("entry_left_over");
}

TEST_F(VerifyTest, FindsAnExtraPayload) {
  Rows(Collection::kPayloads)[PayloadKey(0, "F5")] = "smuggled";
  ExpectFlaw("payload_left_over");
}

TEST_F(VerifyTest, FindsAnExtraNode) {
  Rows(Collection::kTree)[NodeKey(5, 0)] = std::string(32, 'x');
  ExpectFlaw("node_left_over");
}

TEST_F(VerifyTest, FindsAnExtraCheckpoint) {
  const auto& last = *Rows(Collection::kCheckpoints).rbegin();
  Rows(Collection::kCheckpoints)[SequenceKey(12)] = last.second;
  ExpectFlaw("checkpoint_unsigned");
}

TEST_F(VerifyTest, FindsACheckpointUnderAKeyThatIsNoNumber) {
  const auto& [key, note] = *Rows(Collection::kCheckpoints).rbegin();
  Rows(Collection::kCheckpoints)[std::string(1, '\0') + key] = note;
  ExpectFlaw("checkpoint_unsigned");
}

TEST_F(VerifyTest, FindsALedgerThatIsShorterThanItsCheckpoint) {
  const MemoryStore::Rows checkpoints = Rows(Collection::kCheckpoints);
  for (const Collection collection : kProved) Rows(collection).clear();
  Rows(Collection::kMeta).erase("ledger_size");
  Extend(kEntries - 1);
  Rows(Collection::kCheckpoints) = checkpoints;
  const Proof proof = Check();
  ASSERT_EQ(proof.flaws.size(), 1U);
  EXPECT_EQ(proof.flaws[0].id, "ledger_cut");
}

TEST_F(VerifyTest, FindsALedgerRewrittenBehindItsCheckpoint) {
  const MemoryStore::Rows checkpoints = Rows(Collection::kCheckpoints);
  for (const Collection collection : kProved) Rows(collection).clear();
  Rows(Collection::kMeta).erase("ledger_size");
  for (std::uint64_t i = 0; i < kEntries; ++i) ASSERT_TRUE(Append(MakeDraft({}, {})).ok());
  Rows(Collection::kCheckpoints) = checkpoints;
  ExpectFlaw("checkpoint_differs");
}

TEST_F(VerifyTest, FindsAnAlteredSize) {
  for (const std::uint64_t size : {std::uint64_t{0}, kEntries - 1, kEntries + 1, ~std::uint64_t{0}}) {
    Rows(Collection::kMeta)["ledger_size"] = SequenceKey(size);
    EXPECT_FALSE(Check().flaws.empty()) << size;
  }
  Rows(Collection::kMeta)["ledger_size"] = "x";
  ExpectFlaw("size_unreadable");
}

TEST_F(VerifyTest, FindsAnotherSigner) {
  ExpectFlaw("checkpoint_unsigned", RootKeyOf(2).signing_public_key().text());
  Rows(Collection::kMeta)["log_signer"] = RootKeyOf(2).signing_public_key().text();
  ExpectFlaw("checkpoint_unsigned");
  Rows(Collection::kMeta).erase("log_signer");
  ExpectFlaw("checkpoint_unsigned");
}

TEST_F(VerifyTest, TellsAtMostAThousandFlaws) {
  for (std::uint64_t i = 0; i < 1500; ++i) Rows(Collection::kPayloads)[PayloadKey(i + 1000, "F1")] = "x";
  EXPECT_EQ(Check().flaws.size(), 1000U);
}

}  // namespace
}  // namespace nuong::ledger
