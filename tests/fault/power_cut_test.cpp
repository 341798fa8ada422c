#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>
#include <thread>

#include "history.hpp"
#include "nuong/store_sqlite/store_sqlite.hpp"
#include "power_cut_vfs.hpp"

namespace nuong::fault {
namespace {

using store_sqlite::Synchronous;

/// One data directory on a disk in memory (its lock file alone is a real one).
class Machine {
 public:
  explicit Machine(Synchronous synchronous) : synchronous_(synchronous) {
    std::string pattern = (std::filesystem::temp_directory_path() / "power_cut_XXXXXX").string();
    if (mkdtemp(pattern.data()) == nullptr) throw std::runtime_error("no temporary directory");
    directory_ = pattern;
  }
  Machine(const Machine&) = delete;
  Machine& operator=(const Machine&) = delete;
  ~Machine() { std::filesystem::remove_all(directory_); }

  /// Few pages between checkpoints, so that cuts also hit them.
  Result<std::unique_ptr<store::Store>> Open() {
    return store_sqlite::OpenSqlite({.directory = directory_,
                                     .file = "nuong.db",
                                     .vfs = vfs_.name(),
                                     .synchronous = synchronous_,
                                     .checkpoint_pages = 25});
  }
  PowerCutDisk& disk() { return disk_; }
  History& history() { return history_; }

  /// Opens undisturbed and compares; a store that does not open is reported as an error.
  Result<History::Findings> Check() {
    NUONG_TRY(const auto store, Open());
    return history_.Check(*store);
  }

 private:
  Synchronous synchronous_;
  PowerCutDisk disk_;
  PowerCutVfs vfs_{disk_};
  History history_;
  std::string directory_;
};

/// Opens, lets the producers write until the store breaks or they are done, and closes.
void RunSession(Machine& machine, int producers, int jobs) {
  const auto store = machine.Open();
  if (!store.ok()) {
    EXPECT_TRUE(machine.disk().is_cut()) << store.error().note;
    return;
  }
  std::vector<std::thread> threads;
  for (int i = 0; i < producers; ++i) {
    threads.emplace_back([&] {
      for (int job = 0; job < jobs && machine.history().RunNext(**store); ++job) {
      }
    });
  }
  for (auto& thread : threads) thread.join();
}

struct Totals {
  int cuts = 0;
  int cuts_with_losses = 0;
  int acknowledged = 0;
};

constexpr int kCutsPerMachine = 4;

/// One machine that loses power again and again. Everything but losses is a failure here.
void RunMachine(std::uint64_t seed, Synchronous synchronous, Totals& totals) {
  SCOPED_TRACE("seed " + std::to_string(seed));
  std::mt19937_64 random(seed);
  Machine machine(synchronous);
  for (int cut = 0; cut < kCutsPerMachine;) {
    machine.disk().CutAt(random() % 300);
    RunSession(machine, random() % 2 == 0 ? 1 : 3, 20);
    if (machine.disk().is_cut()) {
      ++cut;
      ++totals.cuts;
    }
    machine.disk().PowerOn(random());
    const auto findings = machine.Check();
    ASSERT_TRUE(findings.ok()) << findings.error().id << ": " << findings.error().note;
    EXPECT_EQ(findings->halves, 0);
    EXPECT_EQ(findings->ghosts, 0);
    EXPECT_EQ(findings->sums, 0);
    if (synchronous == Synchronous::kFull) {
      EXPECT_EQ(findings->lost, 0);
    }
    totals.cuts_with_losses += findings->lost > 0 ? 1 : 0;
    machine.disk().PowerOn(random());
  }
  totals.acknowledged += machine.history().acknowledged();
}

Totals RunCampaign(int cuts, Synchronous synchronous) {
  Totals totals;
  for (std::uint64_t seed = 1; totals.cuts < cuts && !testing::Test::HasFailure(); ++seed) {
    RunMachine(seed, synchronous, totals);
  }
  std::cout << totals.cuts << " cuts, " << totals.acknowledged << " acknowledged jobs, losses after "
            << totals.cuts_with_losses << " cuts\n";
  return totals;
}

TEST(PowerCut, LosesNoAcknowledgedJobAndKeepsNoHalf) {
  const char* wished = std::getenv("NUONG_CUTS");
  const Totals totals = RunCampaign(wished == nullptr ? 2000 : std::atoi(wished), Synchronous::kFull);
  EXPECT_EQ(totals.cuts_with_losses, 0);
  EXPECT_GT(totals.acknowledged, totals.cuts);
}

TEST(PowerCut, WouldBeNoticedIfCommitsWereNotSynced) {
  EXPECT_GT(RunCampaign(300, Synchronous::kNormal).cuts_with_losses, 0);
}

/// How many changes a session of this length makes on an undisturbed disk.
std::uint64_t ChangesOfOneSession(int jobs) {
  Machine machine(Synchronous::kFull);
  RunSession(machine, 1, jobs);
  return machine.disk().changes();
}

/// One call fails once; the store is closed and opened again without a restart of the machine, writes on, and only then
/// the power goes. A sync that failed must not be believed later.
TEST(BadMoment, LosesNothingWhicheverCallFails) {
  constexpr int kJobs = 12;
  const std::uint64_t changes = ChangesOfOneSession(kJobs);
  for (std::uint64_t bad = 0; bad < changes; ++bad) {
    SCOPED_TRACE("change " + std::to_string(bad) + " of " + std::to_string(changes));
    Machine machine(Synchronous::kFull);
    machine.disk().FailOnceAt(bad);
    if (const auto store = machine.Open(); store.ok()) {
      for (int job = 0; job < kJobs; ++job) machine.history().RunNext(**store);
    }
    {
      const auto store = machine.Open();
      ASSERT_TRUE(store.ok()) << store.error().note;
      for (int job = 0; job < 3; ++job) EXPECT_TRUE(machine.history().RunNext(**store));
      machine.disk().CutAt(0);
    }
    machine.disk().PowerOn(bad);
    const auto findings = machine.Check();
    ASSERT_TRUE(findings.ok()) << findings.error().id << ": " << findings.error().note;
    EXPECT_TRUE(findings->IsClean()) << findings->lost << " lost, " << findings->halves << " halves, "
                                     << findings->ghosts << " ghosts, " << findings->sums << " sums";
  }
}

TEST(BadMoment, StopsWritesButNotReadsUntilOpenedAgain) {
  Machine machine(Synchronous::kFull);
  auto store = machine.Open();
  ASSERT_TRUE(store.ok());
  ASSERT_TRUE(machine.history().RunNext(**store));
  machine.disk().FailOnceAt(machine.disk().changes());
  EXPECT_FALSE(machine.history().RunNext(**store));
  for (int i = 0; i < 3; ++i) {
    const auto written = (*store)->Write([](store::Writer&) -> Result<void> { return {}; });
    ASSERT_FALSE(written.ok());
    EXPECT_EQ(written.error().code, ErrorCode::kBroken);
    EXPECT_FALSE(written.error().message.vi.empty());
  }
  EXPECT_TRUE(machine.history().Check(**store).IsClean());
  store = machine.Open();
  EXPECT_FALSE(store.ok()) << "the first store still holds the directory";
  store = machine.Open();
  ASSERT_TRUE(store.ok());
  EXPECT_TRUE(machine.history().RunNext(**store));
}

}  // namespace
}  // namespace nuong::fault
