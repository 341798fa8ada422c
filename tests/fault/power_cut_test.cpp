#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>
#include <thread>

#include "history.hpp"
#include "nuong/store_sqlite/store_sqlite.hpp"
#include "power_cut_vfs.hpp"

namespace nuong::fault {
namespace {

using store_sqlite::CommitOrder;
using store_sqlite::Synchronous;

/// How the store is run; the standard is the only one that loses nothing.
struct Ways {
  Synchronous synchronous = Synchronous::kFull;
  CommitOrder order = CommitOrder::kKeyringFirst;
  bool AreStandard() const { return synchronous == Synchronous::kFull && order == CommitOrder::kKeyringFirst; }
};

/// One data directory on a disk in memory (its lock file alone is a real one).
class Machine {
 public:
  explicit Machine(Ways ways) : ways_(ways) {
    const std::filesystem::path memory = "/dev/shm";
    const bool has_memory = std::filesystem::exists(memory);
    std::string pattern =
        ((has_memory ? memory : std::filesystem::temp_directory_path()) / "power_cut_XXXXXX").string();
    if (mkdtemp(pattern.data()) == nullptr) throw std::runtime_error("no temporary directory");
    directory_ = pattern;
  }
  Machine(const Machine&) = delete;
  Machine& operator=(const Machine&) = delete;
  ~Machine() { std::filesystem::remove_all(directory_); }

  /// Few pages between checkpoints, so that cuts also hit them.
  Result<std::unique_ptr<store::Store>> Open() {
    return store_sqlite::OpenSqlite({.directory = directory_,
                                     .vfs = vfs_.name(),
                                     .synchronous = ways_.synchronous,
                                     .order = ways_.order,
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
  Ways ways_;
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
  int parted = 0;  ///< cuts after which the two files did not fit together
  int acknowledged = 0;
};

constexpr int kCutsPerMachine = 4;

/// One machine that loses power again and again. Only when it is run in the standard way must it show nothing wrong.
void RunMachine(std::uint64_t seed, Ways ways, Totals& totals) {
  SCOPED_TRACE("seed " + std::to_string(seed));
  std::mt19937_64 random(seed);
  Machine machine(ways);
  for (int cut = 0; cut < kCutsPerMachine;) {
    machine.disk().CutAt(random() % 300);
    RunSession(machine, random() % 2 == 0 ? 1 : 3, 20);
    if (machine.disk().is_cut()) {
      ++cut;
      ++totals.cuts;
    }
    machine.disk().PowerOn(random());
    const auto findings = machine.Check();
    if (!ways.AreStandard() && !findings.ok() && findings.error().id == "store_keyring_apart") {
      ++totals.parted;
      return;
    }
    ASSERT_TRUE(findings.ok()) << findings.error().id << ": " << findings.error().note;
    if (ways.AreStandard()) {
      EXPECT_TRUE(findings->IsClean()) << findings->lost << " lost, " << findings->halves << " halves, "
                                       << findings->ghosts << " ghosts, " << findings->sums << " sums";
    }
    totals.cuts_with_losses += findings->lost > 0 ? 1 : 0;
    machine.disk().PowerOn(random());
  }
  totals.acknowledged += machine.history().acknowledged();
}

Totals RunCampaign(int cuts, Ways ways, std::uint64_t first_seed = 1) {
  Totals totals;
  for (std::uint64_t seed = first_seed; totals.cuts < cuts && !testing::Test::HasFailure(); ++seed) {
    RunMachine(seed, ways, totals);
  }
  std::cout << totals.cuts << " cuts, " << totals.acknowledged << " acknowledged jobs, losses after "
            << totals.cuts_with_losses << " cuts, files apart after " << totals.parted << "\n";
  return totals;
}

/// The cuts in equal parts that run side by side.
constexpr int kParts = 8;
class PowerCuts : public testing::TestWithParam<int> {};

TEST_P(PowerCuts, LoseNoAcknowledgedJobAndKeepNoHalf) {
  const char* wished = std::getenv("NUONG_CUTS");
  const int cuts = (wished == nullptr ? 20'000 : std::atoi(wished)) / kParts;
  const Totals totals = RunCampaign(cuts, {}, 1 + static_cast<std::uint64_t>(GetParam()) * 1'000'000'000);
  EXPECT_EQ(totals.cuts_with_losses, 0);
  EXPECT_GT(totals.acknowledged, totals.cuts);
}
INSTANTIATE_TEST_SUITE_P(Part, PowerCuts, testing::Range(0, kParts));

TEST(PowerCut, WouldBeNoticedIfCommitsWereNotSynced) {
  EXPECT_GT(RunCampaign(300, {.synchronous = Synchronous::kNormal}).cuts_with_losses, 0);
}

TEST(PowerCut, WouldBeNoticedIfTheDataWereCommittedBeforeTheKeyring) {
  EXPECT_GT(RunCampaign(300, {.order = CommitOrder::kDataFirst}).parted, 0);
}

/// How many changes a session of this length makes on an undisturbed disk.
std::uint64_t ChangesOfOneSession(int jobs) {
  Machine machine({});
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
    Machine machine({});
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
  Machine machine({});
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
