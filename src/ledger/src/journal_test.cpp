#include "nuong/ledger/journal.hpp"

#include "ledger_fixture.hpp"
#include "nuong/ledger/note.hpp"

namespace nuong::ledger {
namespace {

using store::Collection;

std::string HexHash(const std::string& bytes) {
  const auto hash = vault::Sha256(bytes);
  return vault::Hex({reinterpret_cast<const char*>(hash.data()), hash.size()});
}

class JournalTest : public LedgerFixture {};

TEST_F(JournalTest, WritesEntryPayloadsAndLeafTogether) {
  const auto receipt = Append(MakeDraft({FieldClass::kIdentity}, {{"F1", "plain"}, {"F3", "sealed"}}));
  ASSERT_TRUE(receipt.ok());
  EXPECT_EQ(receipt->sequence(), 0U);
  const auto entry = DecodeEntry(store_.rows(Collection::kEntries).at(SequenceKey(0)));
  ASSERT_TRUE(entry.ok());
  EXPECT_EQ(entry->payloads, (std::map<std::string, std::string>{{"F1", HexHash("plain")}, {"F3", HexHash("sealed")}}));
  EXPECT_EQ(store_.rows(Collection::kPayloads).at(PayloadKey(0, "F3")), "sealed");
  EXPECT_EQ(store_.rows(Collection::kTree).size(), 1U);
}

TEST_F(JournalTest, CountsEntriesFromZeroAndTellsTheJobItsNumber) {
  for (std::uint64_t expected = 0; expected < 5; ++expected) {
    const auto receipt = journal_.Append([&](store::Writer& writer, std::uint64_t sequence, bool*) -> Result<Draft> {
      EXPECT_EQ(sequence, expected);
      writer.Put(Collection::kCases, std::to_string(sequence), "");
      return MakeDraft({}, {});
    });
    ASSERT_TRUE(receipt.ok());
    EXPECT_EQ(receipt->sequence(), expected);
  }
  EXPECT_EQ(store_.rows(Collection::kCases).size(), 5U);
  EXPECT_EQ(store_.rows(Collection::kEntries).size(), 5U);
}

TEST_F(JournalTest, ReceiptCoversExactlyCaseAndClasses) {
  const Draft draft = MakeDraft({FieldClass::kIdentity, FieldClass::kMedical}, {});
  const auto receipt = Append(draft);
  ASSERT_TRUE(receipt.ok());
  for (const FieldClass field_class : kAllFieldClasses) {
    EXPECT_EQ(receipt->Covers(*draft.entry.case_id, field_class), draft.entry.classes.contains(field_class));
    EXPECT_FALSE(receipt->Covers(*CaseId::Parse("00000000000000000000000002"), field_class));
  }
}

TEST_F(JournalTest, ReceiptOfAnEntryAboutNoCaseCoversNothing) {
  Draft draft = MakeDraft({FieldClass::kIdentity}, {});
  draft.entry.case_id.reset();
  const auto receipt = Append(draft);
  ASSERT_TRUE(receipt.ok());
  for (const FieldClass field_class : kAllFieldClasses) EXPECT_FALSE(receipt->Covers(CaseId{}, field_class));
}

TEST_F(JournalTest, FailingJobLeavesNothing) {
  ASSERT_TRUE(Append(MakeDraft({}, {{"F1", "plain"}})).ok());
  const auto before = store_.collections();
  const auto receipt = journal_.Append([](store::Writer& writer, std::uint64_t, bool*) -> Result<Draft> {
    writer.Put(Collection::kCases, "case", "changed");
    return Error{ErrorCode::kRefused, "no", {"Không.", "No."}, "", {}};
  });
  ASSERT_FALSE(receipt.ok());
  EXPECT_EQ(receipt.error().id, "no");
  EXPECT_EQ(store_.collections(), before);
}

TEST_F(JournalTest, ThrowingJobLeavesNothing) {
  const auto before = store_.collections();
  EXPECT_THROW(static_cast<void>(journal_.Append([](store::Writer& writer, std::uint64_t, bool*) -> Result<Draft> {
                 writer.Put(Collection::kCases, "case", "changed");
                 throw std::logic_error("ours");
               })),
               std::logic_error);
  EXPECT_EQ(store_.collections(), before);
}

TEST_F(JournalTest, NothingNewLeavesNothingAndCoversNothing) {
  ASSERT_TRUE(Append(MakeDraft({}, {})).ok());
  const auto before = store_.collections();
  const Draft draft = MakeDraft({FieldClass::kIdentity}, {{"F3", "sealed"}});
  const auto receipt = journal_.Append([&](store::Writer& writer, std::uint64_t, bool* nothing_new) -> Result<Draft> {
    writer.Put(Collection::kCases, "case", "changed");
    *nothing_new = true;
    return draft;
  });
  ASSERT_TRUE(receipt.ok());
  EXPECT_FALSE(receipt->Covers(*draft.entry.case_id, FieldClass::kIdentity));
  EXPECT_EQ(store_.collections(), before);
}

TEST_F(JournalTest, ErrorIsToldEvenWhenNothingIsNew) {
  const auto receipt = journal_.Append([](store::Writer&, std::uint64_t, bool* nothing_new) -> Result<Draft> {
    *nothing_new = true;
    return Error{ErrorCode::kCorrupt, "worn", {"Hỏng.", "Worn."}, "", {}};
  });
  ASSERT_FALSE(receipt.ok());
  EXPECT_EQ(receipt.error().id, "worn");
}

TEST_F(JournalTest, CheckpointSignsSizeAndRoot) {
  for (int i = 0; i < 3; ++i) ASSERT_TRUE(Append(MakeDraft({}, {})).ok());
  const auto checkpoint = journal_.MakeCheckpoint();
  ASSERT_TRUE(checkpoint.ok());
  const auto opened = OpenCheckpoint(checkpoint->note, LogKey("nuong/example", root_));
  ASSERT_TRUE(opened.has_value());
  EXPECT_EQ(opened->origin, "nuong/example");
  EXPECT_EQ(opened->size, 3U);
  EXPECT_EQ(opened->root, checkpoint->root);
  EXPECT_EQ(store_.rows(Collection::kCheckpoints).at(SequenceKey(3)), checkpoint->note);
  EXPECT_FALSE(OpenCheckpoint(checkpoint->note, LogKey("nuong/example", RootKeyOf(2))).has_value());
}

TEST_F(JournalTest, CheckpointOfAnUnchangedLedgerIsTheSame) {
  ASSERT_TRUE(Append(MakeDraft({}, {})).ok());
  const auto first = journal_.MakeCheckpoint();
  const auto second = journal_.MakeCheckpoint();
  ASSERT_TRUE(first.ok() && second.ok());
  EXPECT_EQ(first->note, second->note);
  EXPECT_EQ(store_.rows(Collection::kCheckpoints).size(), 1U);
  ASSERT_TRUE(Append(MakeDraft({}, {})).ok());
  ASSERT_TRUE(journal_.MakeCheckpoint().ok());
  EXPECT_EQ(store_.rows(Collection::kCheckpoints).size(), 2U);
}

}  // namespace
}  // namespace nuong::ledger
