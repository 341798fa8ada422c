#include <cstdio>
#include <cstdlib>
#include <random>

#include "ledger_fixture.hpp"
#include "nuong/ledger/note.hpp"
#include "nuong/ledger/verify.hpp"

/// Every change of one byte of a ledger, of its tree, its checkpoints, its members, keys and facts is found: sampled,
/// 500 changes at each run, as many as NUONG_TAMPERS says in the campaign.
namespace nuong::ledger {
namespace {

using store::Collection;

constexpr std::uint64_t kEntries = 24;
constexpr Collection kAll[] = {Collection::kMeta,        Collection::kEntries, Collection::kPayloads, Collection::kTree,
                               Collection::kCheckpoints, Collection::kKeyring, Collection::kPeople};

class TamperTest : public LedgerFixture {
 protected:
  TamperTest() {
    for (std::uint64_t i = 0; i < kEntries; ++i) {
      EXPECT_TRUE(
          journal_.Append([&](store::Writer& writer, std::uint64_t, bool*) -> Result<Draft> { return Next(writer, i); })
              .ok());
      if (i % 7 == 6) MakeWitnessed();
    }
    MakeWitnessed();
  }

  Draft Next(store::Writer& writer, std::uint64_t i) const {
    const std::string number = std::to_string(i);
    if (i == 0) {
      writer.Put(Collection::kMeta, "log_signer", root_.signing_public_key().text());
      writer.Put(Collection::kMeta, "witness_policy", kPolicy);
      Draft founded = MakeDraft({}, {{std::string(kWitnessesPayload), kPolicy}});
      founded.entry.deed = Deed::kPolicy;
      return founded;
    }
    if (i % 5 == 1) {
      writer.Put(Collection::kPeople, "member/an-" + number, "lock " + number);
      writer.Put(Collection::kKeyring, "wrap/case/F3/00000001/unit-" + number, std::string(80, 'w'));
      if (i > 5) writer.Delete(Collection::kKeyring, "wrap/case/F3/00000001/unit-" + std::to_string(i - 5));
    }
    Draft draft = MakeDraft({FieldClass::kIdentity}, {});
    if (i % 3 != 0) draft.payloads = {{"F1", "plain " + number}, {"F3", std::string(64, 's')}};
    draft.entry.rules = {"keeper-reads"};
    draft.entry.regulation = std::string(64, 'a');
    return draft;
  }

  void MakeWitnessed() {
    const auto checkpoint = journal_.MakeCheckpoint();
    ASSERT_TRUE(checkpoint.ok());
    const std::string line = Cosign("example.org/w", SplitNote(checkpoint->note)->text, 1'700'000'000, witness_);
    ASSERT_TRUE(journal_.KeepCosignatures(*WitnessPolicy::Parse(kPolicy), checkpoint->size, line).ok());
  }

  std::vector<Flaw> Check() {
    std::vector<Flaw> flaws;
    EXPECT_TRUE(store_
                    .Read([&](store::Reader& reader) -> Result<void> {
                      flaws = Verify(reader).flaws;
                      return {};
                    })
                    .ok());
    return flaws;
  }

  vault::RootKey witness_ = RootKeyOf(9);
  const std::string kPolicy = "witness w " + WitnessKey("example.org/w", witness_).text() + "\nquorum w\n";
};

TEST_F(TamperTest, FindsEveryChangeOfOneByte) {
  const char* asked = std::getenv("NUONG_TAMPERS");
  const int changes = asked == nullptr ? 500 : std::atoi(asked);
  ASSERT_TRUE(Check().empty()) << Check().front().message.en;
  std::map<Collection, std::vector<std::string*>> values;
  for (const Collection collection : kAll) {
    for (auto& [key, value] : store_.rows(collection)) values[collection].push_back(&value);
  }
  std::mt19937_64 random(20261126);
  std::map<Collection, int> tried;
  for (int i = 0; i < changes; ++i) {
    const Collection collection = kAll[static_cast<std::size_t>(i) % std::size(kAll)];
    std::string& value = *values.at(collection)[random() % values.at(collection).size()];
    char& byte = value[random() % value.size()];
    const char kept = byte;
    byte = static_cast<char>(byte ^ static_cast<char>(1 + random() % 255));
    EXPECT_FALSE(Check().empty()) << store::CollectionName(collection) << ": " << value;
    byte = kept;
    ++tried[collection];
  }
  EXPECT_TRUE(Check().empty());
  for (const auto& [collection, count] : tried) {
    std::printf("%-12s %7d\n", std::string(store::CollectionName(collection)).c_str(), count);
  }
}

}  // namespace
}  // namespace nuong::ledger
