#include "nuong/ledger/witness.hpp"

#include "ledger_fixture.hpp"
#include "nuong/ledger/merkle.hpp"
#include "nuong/ledger/verify.hpp"
#include "tree.hpp"

namespace nuong::ledger {
namespace {

using store::Collection;

constexpr std::uint64_t kNow = 1'700'000'000;

std::string WitnessLine(const std::string& name, std::uint8_t byte) {
  return "witness " + name + " " + WitnessKey("example.org/" + name, RootKeyOf(byte)).text() + "\n";
}

TEST(WitnessPolicy, CountsGroupsWithinGroups) {
  std::string text = "# who looks after us\n\nlog " + LogKey("nuong/example", RootKeyOf(1)).text() + " https://log\n";
  for (const auto& [name, byte] : {std::pair("x1", 11), {"x2", 12}, {"x3", 13}, {"y1", 21}, {"y2", 22}}) {
    text += WitnessLine(name, static_cast<std::uint8_t>(byte));
  }
  text += "group x 2 x1 x2 x3\n\tgroup y any y1 y2 \ngroup both all x y\nquorum both\n";
  const auto policy = WitnessPolicy::Parse(text);
  ASSERT_TRUE(policy.ok()) << policy.error().note;
  EXPECT_EQ(policy->witnesses().size(), 5U);
  EXPECT_EQ(policy->logs().size(), 1U);
  EXPECT_FALSE(policy->IsEnough({}));
  EXPECT_FALSE(policy->IsEnough({"x1", "x2", "x3"}));
  EXPECT_FALSE(policy->IsEnough({"x1", "y1", "y2"}));
  EXPECT_TRUE(policy->IsEnough({"x1", "x3", "y2"}));
}

TEST(WitnessPolicy, RefusesWhatDoesNotFollowTheGrammar) {
  const std::string one = WitnessLine("one", 11);
  const std::string log = LogKey("nuong/example", RootKeyOf(1)).text();
  const std::string ill[] = {"",
                             "quorum none",
                             "quorum other\n",
                             "quorum none\nquorum none\n",
                             one + "quorum\n",
                             one + one + "quorum one\n",
                             one + WitnessLine("other", 12) + "group one 1 other\nquorum one\n",
                             WitnessLine("none", 11) + "quorum none\n",
                             "witness one " + log + "\nquorum one\n",
                             "log " + WitnessKey("w", RootKeyOf(1)).text() + "\nquorum none\n",
                             "log " + log + "\nlog " + log + "\nquorum none\n",
                             one + "group g 2 one\nquorum g\n",
                             one + "group g 0 one\nquorum g\n",
                             one + "group g 01 one\nquorum g\n",
                             one + "group g one\nquorum g\n",
                             one + "group g any one one\nquorum g\n",
                             one + "group g any one\ngroup h any one\nquorum h\n",
                             "group g any one\n" + one + "quorum g\n",
                             one + "house one\nquorum one\n",
                             "quorum none\r\n",
                             "witness one\nquorum none\n"};
  for (const std::string& text : ill) {
    const auto policy = WitnessPolicy::Parse(text);
    ASSERT_FALSE(policy.ok()) << text;
    EXPECT_EQ(policy.error().id, "witness_policy_invalid");
  }
}

/// A log, and a witness outside it that knows it.
class WitnessTest : public LedgerFixture {
 protected:
  WitnessTest() {
    EXPECT_TRUE(witness_.Found("example.org/w").ok());
    EXPECT_TRUE(witness_.Trust(LogKey("nuong/example", root_)).ok());
  }

  Checkpoint Grow(int count) {
    for (int i = 0; i < count; ++i) EXPECT_TRUE(Append(MakeDraft({}, {})).ok());
    return *journal_.MakeCheckpoint();
  }
  std::string Request(std::uint64_t old_size, const Checkpoint& checkpoint) {
    std::vector<std::string> proof;
    EXPECT_TRUE(store_
                    .Read([&](store::Reader& reader) -> Result<void> {
                      proof = ConsistencyProof(reader, old_size, checkpoint.size);
                      return {};
                    })
                    .ok());
    return WriteAddCheckpoint(old_size, proof, checkpoint.note);
  }
  WitnessAnswer Ask(const std::string& request) { return *witness_.AddCheckpoint(request, kNow); }

  static std::string SignedBy(std::uint8_t byte, std::uint64_t size, const std::string& root) {
    return SignCheckpoint("nuong/example", size, root, RootKeyOf(byte));
  }

  MemoryStore place_;
  vault::RootKey key_ = RootKeyOf(9);
  Witness witness_{place_, key_};
};

TEST_F(WitnessTest, CosignsALogThatOnlyGrows) {
  std::uint64_t old_size = 0;
  for (const int more : {3, 1, 0, 9}) {
    const Checkpoint checkpoint = Grow(more);
    const WitnessAnswer answer = Ask(Request(old_size, checkpoint));
    ASSERT_EQ(answer.status, 200) << answer.body;
    const auto note = SplitNote(checkpoint.note + answer.body);
    ASSERT_TRUE(note.has_value());
    EXPECT_EQ(CheckSignature(*note, *witness_.key()), Standing::kSigned);
    EXPECT_EQ(CosignedAt(note->signatures.back()), kNow);
    old_size = checkpoint.size;
  }
}

TEST_F(WitnessTest, TellsTheSizeItCosignedLastWhenAnotherIsAssumed) {
  const Checkpoint first = Grow(3);
  ASSERT_EQ(Ask(Request(0, first)).status, 200);
  const Checkpoint second = Grow(4);
  for (const std::uint64_t wrong : {0, 2, 4, 7}) {
    const WitnessAnswer answer = Ask(Request(wrong, second));
    EXPECT_EQ(answer.status, 409);
    EXPECT_EQ(answer.content_type, "text/x.tlog.size");
    EXPECT_EQ(answer.body, "3\n");
  }
  EXPECT_EQ(Ask(Request(3, second)).status, 200);
}

TEST_F(WitnessTest, NeverCosignsARewrittenOrShortenedLog) {
  const Checkpoint first = Grow(3);
  ASSERT_EQ(Ask(Request(0, first)).status, 200);
  const auto rows = place_.collections();
  const std::string other(32, 'x');
  EXPECT_EQ(Ask(WriteAddCheckpoint(3, {}, SignedBy(1, 3, other))).status, 409) << "same size, other root";
  EXPECT_EQ(Ask(WriteAddCheckpoint(3, {}, SignedBy(1, 5, other))).status, 422);
  EXPECT_EQ(Ask(WriteAddCheckpoint(3, {other, other}, SignedBy(1, 5, other))).status, 422);
  EXPECT_EQ(Ask(WriteAddCheckpoint(3, {}, SignedBy(1, 2, other))).status, 400) << "old size beyond the new";
  EXPECT_EQ(Ask(WriteAddCheckpoint(0, {}, SignedBy(1, 2, other))).status, 409);
  EXPECT_EQ(place_.collections(), rows) << "nothing was remembered of them";
}

TEST_F(WitnessTest, GivesBothNotesWhenTheLogShowsTwoLedgers) {
  const Checkpoint first = Grow(3);
  ASSERT_EQ(Ask(Request(0, first)).status, 200);
  const std::string shown = SignedBy(1, 3, std::string(32, 'x'));
  const std::string stranger = Cosign("example.org/s", SplitNote(shown)->text, kNow, RootKeyOf(44));
  for (const std::uint64_t assumed : {3, 0, 1}) {
    const WitnessAnswer answer = Ask(WriteAddCheckpoint(assumed, {}, shown + stranger));
    EXPECT_EQ(std::pair(answer.status, answer.body), std::pair(409, std::string("3\n")));
    EXPECT_EQ(answer.refusal, "split_view") << "whatever size it says we had: " << assumed;
    ASSERT_TRUE(answer.evidence.has_value());
    EXPECT_EQ(answer.evidence->size, 3U);
    EXPECT_EQ(answer.evidence->cosigned, first.note);
    EXPECT_EQ(answer.evidence->shown, shown) << "without what others wrote below it";
  }
}

TEST_F(WitnessTest, TellsWhyItRefusesAndHoldsNoForgeryForAProof) {
  const Checkpoint first = Grow(3);
  ASSERT_EQ(Ask(Request(0, first)).status, 200);
  const std::string other(32, 'x');
  const std::pair<std::string, std::string> cases[] = {
      {"x", "request_malformed"},
      {WriteAddCheckpoint(3, {}, SignCheckpoint("nuong/other", 3, other, root_)), "log_unknown"},
      {WriteAddCheckpoint(3, {}, SignedBy(2, 3, other)), "not_signed_by_log"},
      {WriteAddCheckpoint(2, {}, SignedBy(1, 5, other)), "other_size"},
      {WriteAddCheckpoint(3, {}, SignedBy(1, 5, other)), "proof_wrong"},
      {Request(3, first), ""}};
  for (const auto& [request, why] : cases) {
    const WitnessAnswer answer = Ask(request);
    EXPECT_EQ(answer.refusal, why);
    EXPECT_FALSE(answer.evidence.has_value()) << why;
  }
}

TEST_F(WitnessTest, TakesTheCheckpointsOfItsLogsOnly) {
  const Checkpoint first = Grow(3);
  EXPECT_EQ(Ask(WriteAddCheckpoint(0, {}, SignedBy(2, 3, first.root))).status, 403) << "another key";
  EXPECT_EQ(Ask(WriteAddCheckpoint(0, {}, SignCheckpoint("nuong/other", 3, first.root, root_))).status, 404);
  const auto trusted = witness_.Trust(LogKey("nuong/example", RootKeyOf(2)));
  ASSERT_FALSE(trusted.ok());
  EXPECT_EQ(trusted.error().id, "witness_log_other_key");
}

TEST_F(WitnessTest, RefusesIllFormedRequests) {
  const Checkpoint first = Grow(3);
  const std::string note = first.note;
  const std::string hash = vault::Base64(std::string(32, 'h')) + "\n";
  std::string many = "old 2\n";
  for (int i = 0; i < 64; ++i) many += hash;
  const std::string ill[] = {"",
                             note,
                             "old 0\n" + note,
                             "old\n\n" + note,
                             "old 00\n\n" + note,
                             "old -1\n\n" + note,
                             "old x\n\n" + note,
                             "Old 0\n\n" + note,
                             "old 0\n" + hash + "\n" + note,
                             "old 1\nAAAA\n\n" + note,
                             many + "\n" + note,
                             "old 0\n\n",
                             "old 0\n\nno note",
                             "old 4\n\n" + note};
  for (const std::string& request : ill) EXPECT_EQ(Ask(request).status, 400) << request;
}

TEST_F(WitnessTest, HasOneNameForGood) {
  EXPECT_EQ(witness_.Found("example.org/other").error().id, "witness_founded");
  MemoryStore empty;
  Witness nameless(empty, key_);
  EXPECT_EQ(nameless.Found("two words").error().id, "witness_name_invalid");
  EXPECT_EQ(nameless.key().error().id, "witness_not_founded");
}

class CosignaturesTest : public WitnessTest {
 protected:
  /// The policy in use: our witness and another, one of them enough.
  WitnessPolicy Policy() {
    const std::string text = PolicyText();
    return *WitnessPolicy::Parse(text);
  }
  std::string PolicyText() {
    return "witness w " + witness_.key()->text() + "\n" + WitnessLine("v", 33) + "group g any w v\nquorum g\n";
  }
  void UsePolicy() {
    Draft draft = MakeDraft({}, {{std::string(kWitnessesPayload), PolicyText()}});
    draft.entry.deed = Deed::kPolicy;
    ASSERT_TRUE(Append(draft).ok());
  }
  Proof Check(const WitnessPolicy* policy = nullptr) {
    Proof proof;
    EXPECT_TRUE(store_
                    .Read([&](store::Reader& reader) -> Result<void> {
                      proof = Verify(reader, root_.signing_public_key().text(), policy);
                      return {};
                    })
                    .ok());
    return proof;
  }
};

TEST_F(CosignaturesTest, AreKeptWithTheCheckpointAndCounted) {
  UsePolicy();
  const Checkpoint checkpoint = Grow(3);
  const WitnessPolicy policy = Policy();
  EXPECT_EQ(Check(&policy).flaws.front().id, "not_witnessed");
  const std::string line = Ask(Request(0, checkpoint)).body;
  const std::string stranger = Cosign("example.org/s", SplitNote(checkpoint.note)->text, kNow, RootKeyOf(44));
  const auto cosigners = journal_.KeepCosignatures(policy, checkpoint.size, stranger + line);
  ASSERT_TRUE(cosigners.ok());
  EXPECT_EQ(*cosigners, std::set<std::string>{"w"});
  ASSERT_TRUE(journal_.KeepCosignatures(policy, checkpoint.size, line).ok()) << "twice is once";
  EXPECT_EQ(store_.rows(Collection::kCheckpoints).at(SequenceKey(checkpoint.size)), checkpoint.note + line);
  const Checkpoint later = Grow(2);
  EXPECT_TRUE(store_
                  .Read([&](store::Reader& reader) -> Result<void> {
                    EXPECT_EQ(LastCheckpoint(reader)->size, later.size);
                    EXPECT_EQ(LastWitnessed(reader, policy)->size, checkpoint.size);
                    EXPECT_EQ(LastCosigned(reader, *witness_.key())->size, checkpoint.size);
                    EXPECT_FALSE(LastCosigned(reader, policy.witnesses()[1].key).has_value());
                    return {};
                  })
                  .ok());
  const Proof proof = Check(&policy);
  EXPECT_TRUE(proof.flaws.empty());
  EXPECT_EQ(proof.witnessed, checkpoint.size);
  EXPECT_EQ(proof.cosigners, std::set<std::string>{"w"});
}

TEST_F(CosignaturesTest, OfNobodyKnownOrOverSomethingElseAreRefused) {
  const Checkpoint first = Grow(3);
  const Checkpoint second = Grow(1);
  const WitnessPolicy policy = Policy();
  const std::string line = Ask(Request(0, first)).body;
  const std::string stranger = Cosign("example.org/s", SplitNote(first.note)->text, kNow, RootKeyOf(44));
  EXPECT_EQ(journal_.KeepCosignatures(policy, second.size, line).error().id, "cosignature_refused");
  for (const std::string& text : {stranger, std::string(), line.substr(1), line + "x"}) {
    EXPECT_EQ(journal_.KeepCosignatures(policy, first.size, text).error().id, "cosignature_refused") << text;
  }
  EXPECT_EQ(journal_.KeepCosignatures(policy, 99, line).error().id, "checkpoint_absent");
}

TEST_F(CosignaturesTest, AlteredInAnyByteAreFound) {
  UsePolicy();
  const Checkpoint checkpoint = Grow(3);
  ASSERT_TRUE(journal_.KeepCosignatures(Policy(), checkpoint.size, Ask(Request(0, checkpoint)).body).ok());
  ASSERT_TRUE(Check().flaws.empty());
  std::string& note = store_.rows(Collection::kCheckpoints).at(SequenceKey(checkpoint.size));
  for (char& byte : note) {
    byte = static_cast<char>(byte ^ 1);
    EXPECT_FALSE(Check().flaws.empty()) << note;
    byte = static_cast<char>(byte ^ 1);
  }
}

TEST_F(CosignaturesTest, OfAWitnessNoEntryBroughtAreFound) {
  const Checkpoint checkpoint = Grow(3);
  ASSERT_TRUE(journal_.KeepCosignatures(Policy(), checkpoint.size, Ask(Request(0, checkpoint)).body).ok());
  ASSERT_EQ(Check().flaws.size(), 1U);
  EXPECT_EQ(Check().flaws[0].id, "cosignature_wrong");
}

}  // namespace
}  // namespace nuong::ledger
