#include "monitoring.hpp"

#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <set>

#include "data_directory.hpp"
#include "nuong/ledger/journal.hpp"
#include "nuong/store_sqlite/store_sqlite.hpp"
#include "root_key_file.hpp"
#include "scenario.hpp"

/// The story S1 is played once; each test plants something in a copy of its directory and asks the monitor. What is
/// planted goes through the journal with the log's own key: the ledger proves itself, and only the decisions are wrong.
namespace nuong::app {
namespace {

namespace fs = std::filesystem;
using ledger::Deed;

const std::string kRegulations = std::string(NUONG_SOURCE_DIR) + "/regulations";

class MonitorTest : public testing::Test {
 protected:
  static void SetUpTestSuite() { Play("s01_taken_off_a_boat"); }
  static void Play(const std::string& story) {
    folder_ = (fs::temp_directory_path() / "nuong-monitor-XXXXXX").string();
    ASSERT_NE(::mkdtemp(folder_.data()), nullptr);
    const std::string file = std::string(NUONG_SOURCE_DIR) + "/tests/scenarios/" + story + ".yaml";
    auto scenario = Scenario::Open(file, kRegulations, folder_ + "/told");
    ASSERT_TRUE(scenario.ok()) << scenario.error().note;
    ASSERT_TRUE((*scenario)->Run().failures.empty());
  }
  static void TearDownTestSuite() { fs::remove_all(folder_); }

  MonitorTest() {
    fs::remove_all(data_);
    fs::remove(state_);
    fs::copy(folder_ + "/told", data_, fs::copy_options::recursive);
  }

  /// The last entry about the case that `fits`, to be planted again with one thing changed.
  ledger::Entry LastThat(const std::function<bool(const ledger::Entry&)>& fits) {
    ledger::Entry found;
    const auto store = store_sqlite::OpenSqliteForReading({.directory = data_});
    EXPECT_TRUE(store.ok());
    EXPECT_TRUE((*store)
                    ->Read([&](store::Reader& reader) -> Result<void> {
                      reader.Scan(store::Collection::kEntries, {}, [&](std::string_view, std::string_view bytes) {
                        const auto entry = ledger::DecodeEntry(bytes);
                        if (entry.ok() && entry->case_id && fits(*entry)) found = *entry;
                        return true;
                      });
                      return {};
                    })
                    .ok());
    found.payloads.clear();
    return found;
  }
  ledger::Entry LastRead() {
    return LastThat([](const ledger::Entry& entry) { return entry.deed == Deed::kRead && !entry.classes.empty(); });
  }

  void Plant(const ledger::Entry& entry) {
    const auto store = store_sqlite::OpenSqlite({.directory = data_});
    vault::SystemRandom random;
    const auto root = OpenRootKey(data_, random, true);
    ASSERT_TRUE(store.ok() && root.ok());
    ledger::Journal journal(**store, **root, "nuong/test");
    ASSERT_TRUE(journal
                    .Append([&](store::Writer&, std::uint64_t, bool*) -> Result<ledger::Draft> {
                      return ledger::Draft{entry, {}};
                    })
                    .ok());
  }

  /// As the same done by a member of the police of Nha Be, who have no part in the story; she has signed in for it.
  void PlantByNhaBe(ledger::Entry entry) {
    entry.unit = UnitName("hcmc-police-nha-be");
    entry.member = MemberName("police-nha-be-1");
    ledger::Entry session = entry;
    session.deed = Deed::kSignIn;
    session.case_id.reset();
    session.classes.clear();
    Plant(session);
    Plant(entry);
  }

  MonitorRun Watch(const std::vector<std::string>& folders = {kRegulations}) {
    auto run = RunMonitor(data_, folders, state_, "");
    EXPECT_TRUE(run.ok()) << (run.ok() ? "" : run.error().note);
    return run.ok() ? *std::move(run) : MonitorRun();
  }
  void ExpectFinding(const std::string& id) {
    const MonitorRun run = Watch();
    std::set<std::string> ids;
    for (const operations::MonitorFinding& finding : run.findings) ids.insert(finding.id);
    EXPECT_EQ(ids, std::set<std::string>{id});
    if (!run.findings.empty()) {
      EXPECT_EQ(run.findings.back().sequence, run.size - 1);
    }
  }

  inline static std::string folder_;
  std::string data_ = folder_ + "/data";
  std::string state_ = folder_ + "/state";
};

TEST_F(MonitorTest, FindsNothingInAStoryThatWentAsItShould) {
  const MonitorRun first = Watch();
  for (const operations::MonitorFinding& finding : first.findings) ADD_FAILURE() << finding.message.en;
  EXPECT_GT(first.decisions, 20U);
  EXPECT_EQ(first.before, 0U);
  EXPECT_EQ(Watch().before, first.size);
}

TEST_F(MonitorTest, FindsAReadWithoutAnAssignment) {
  ledger::Entry entry = LastRead();
  entry.classes.clear();
  PlantByNhaBe(entry);
  ExpectFinding("read_without_assignment");
}

TEST_F(MonitorTest, FindsAnOpeningWithoutADecision) {
  ledger::Entry entry = LastRead();
  entry.rules.clear();
  const auto findings = [&] {
    Plant(entry);
    std::set<std::string> ids;
    for (const auto& finding : Watch().findings) ids.insert(finding.id);
    return ids;
  };
  EXPECT_TRUE(findings().contains("opened_without_decision"));
}

TEST_F(MonitorTest, FindsAClassThatTheRegulationDoesNotOpen) {
  ledger::Entry entry = LastThat([](const ledger::Entry& one) { return one.deed == Deed::kWrite; });
  entry.deed = Deed::kRead;
  entry.kind = "case";
  entry.rules = {LastRead().rules.front()};
  entry.classes = {FieldClass::kSafePlace};
  Plant(entry);
  ExpectFinding("decision_differs");
}

/// Who verified may know of the case, not who looked and who can see.
TEST_F(MonitorTest, FindsALookBesideThatTheRegulationDoesNotOpen) {
  for (const std::string kind : {"looks", "readers"}) {
    ledger::Entry entry = LastThat([](const ledger::Entry& one) {
      return one.deed == Deed::kRead && one.kind == "case" && one.unit == UnitName("hcmc-police-can-gio");
    });
    ASSERT_FALSE(entry.unit.IsEmpty());
    entry.kind = kind;
    entry.classes.clear();
    Plant(entry);
    const MonitorRun run = Watch();
    ASSERT_FALSE(run.findings.empty()) << kind;
    EXPECT_EQ(run.findings.back().id, "decision_differs") << kind;
  }
}

TEST_F(MonitorTest, FindsARuleThatTheRegulationDoesNotHave) {
  ledger::Entry entry = LastThat([](const ledger::Entry& one) { return one.deed == Deed::kRead; });
  entry.classes.clear();
  entry.rules = {"because-i-say-so"};
  Plant(entry);
  ExpectFinding("rule_unknown");
}

TEST_F(MonitorTest, FindsAnActThatTheUnitMayNotDo) {
  PlantByNhaBe(LastThat([](const ledger::Entry& one) { return one.deed == Deed::kWrite; }));
  ExpectFinding("act_not_allowed");
  EXPECT_EQ(Watch().findings.size(), 1U);
}

TEST_F(MonitorTest, FindsACaseBegunByAUnitThatReceivesNobody) {
  ledger::Entry entry = LastThat([](const ledger::Entry& one) {
    return one.deed == Deed::kWrite && one.unit == UnitName("hcmc-labour-department");
  });
  ASSERT_FALSE(entry.member.IsEmpty());
  entry.case_id = CaseId::Parse("0000000000000000000000000a");
  entry.kind = "draft_saved";
  Plant(entry);
  ExpectFinding("act_not_allowed");
}

TEST_F(MonitorTest, FindsASearchByAUnitThatMayNotSearch) {
  ledger::Entry entry = LastThat([](const ledger::Entry& one) { return one.deed == Deed::kWrite; });
  entry.deed = Deed::kSearch;
  entry.kind = "persons";
  entry.classes.clear();
  PlantByNhaBe(entry);
  const MonitorRun run = Watch();
  ASSERT_FALSE(run.findings.empty());
  EXPECT_EQ(run.findings.back().id, "decision_differs");
}

/// A refusal that the rules ask for is no finding, though she may know of the case.
TEST_F(MonitorTest, FindsNothingInARefusalOfALookThatIsNotHers) {
  ledger::Entry entry = LastThat([](const ledger::Entry& one) {
    return one.deed == Deed::kRead && one.kind == "case" && one.unit == UnitName("hcmc-police-can-gio");
  });
  ASSERT_FALSE(entry.unit.IsEmpty());
  entry.deed = Deed::kRefused;
  entry.kind = "looks";
  entry.classes.clear();
  Plant(entry);
  EXPECT_TRUE(Watch().findings.empty());
}

TEST_F(MonitorTest, FindsALookByAMemberWhoNeverSignedIn) {
  ledger::Entry entry = LastThat([](const ledger::Entry& one) { return one.deed == Deed::kRead; });
  entry.classes.clear();
  entry.member = MemberName("nobody-1");
  Plant(entry);
  ExpectFinding("nobody_signed_in");
}

TEST_F(MonitorTest, FindsALookInTheNameOfAUnitThatIsNotHers) {
  ledger::Entry entry = LastThat([](const ledger::Entry& one) {
    return one.deed == Deed::kRead && one.kind == "case" && one.member == MemberName("police-can-gio-1");
  });
  ASSERT_FALSE(entry.member.IsEmpty());
  entry.member = MemberName("bp-can-gio-1");
  entry.classes.clear();
  Plant(entry);
  ExpectFinding("not_a_member");
}

TEST_F(MonitorTest, FindsARefusalOfSomebodyWhoMayLook) {
  ledger::Entry entry =
      LastThat([](const ledger::Entry& one) { return one.deed == Deed::kRead && one.kind == "case"; });
  entry.deed = Deed::kRefused;
  entry.classes.clear();
  Plant(entry);
  ExpectFinding("refused_though_allowed");
}

TEST_F(MonitorTest, FindsAnotherRegulationThatNobodyAnnounced) {
  ledger::Entry entry = LastThat([](const ledger::Entry& one) { return one.deed == Deed::kRead; });
  entry.regulation = std::string(64, '0');
  Plant(entry);
  std::set<std::string> ids;
  for (const auto& finding : Watch().findings) ids.insert(finding.id);
  EXPECT_EQ(ids, (std::set<std::string>{"policy_unannounced", "regulation_unknown"}));
}

TEST_F(MonitorTest, FindsALedgerThatIsNoLongerTheOneOfTheLastRun) {
  Plant(LastThat([](const ledger::Entry& one) { return one.deed == Deed::kRead; }));
  const MonitorRun first = Watch();
  fs::remove_all(data_);
  fs::copy(folder_ + "/told", data_, fs::copy_options::recursive);
  EXPECT_EQ(Watch().findings.at(0).id, "history_rewritten");
  ledger::Entry other = LastThat([](const ledger::Entry& one) { return one.deed == Deed::kRead; });
  other.request = "other";
  Plant(other);
  EXPECT_EQ(Watch().size, first.size);
  EXPECT_EQ(Watch().findings.at(0).id, "history_rewritten") << "same size, other root";
}

class MonitorOfTheRecordTest : public MonitorTest {
 protected:
  static void SetUpTestSuite() { Play("what_becomes_of_the_record"); }
};

/// At the end of the story nothing is asked for any more; labour-hcmc-2 asked last.
TEST_F(MonitorOfTheRecordTest, FindsKeysDestroyedByWhoAskedOrWhenItWasNotAllowed) {
  ledger::Entry entry = LastThat([](const ledger::Entry& one) { return one.deed == Deed::kErasure; });
  entry.at = LastThat([](const ledger::Entry&) { return true; }).at;
  entry.member = MemberName("labour-hcmc-1");
  Plant(entry);
  ExpectFinding("erased_though_kept");
  entry.member = MemberName("labour-hcmc-2");
  Plant(entry);
  EXPECT_EQ(Watch().findings.at(1).id, "act_by_the_same_person");
}

TEST_F(MonitorTest, RefusesAStateThatIsNotItsOwn) {
  std::ofstream(state_) << "nuong/hcmc\n1\nx\n";
  const auto run = RunMonitor(data_, {kRegulations}, state_, "");
  ASSERT_FALSE(run.ok());
  EXPECT_EQ(run.error().id, "monitor_state_unusable");
}

}  // namespace
}  // namespace nuong::app
