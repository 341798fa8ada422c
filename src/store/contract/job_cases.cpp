#include <atomic>
#include <future>
#include <thread>

#include "store_contract.hpp"

// Jobs: snapshots, whole or nothing, one after the other, durable.
namespace nuong::store {
namespace {

constexpr Collection kHere = Collection::kCases;
constexpr Collection kThere = Collection::kDuties;

TEST_P(StoreContract, ReplacesAndDeletes) {
  Put(kHere, "a", "old");
  Put(kHere, "a", "new");
  Put(kHere, "b", "stays");
  EXPECT_EQ(Get(kHere, "a"), "new");
  const auto written = store().Write([](Writer& writer) -> Result<void> {
    writer.Delete(kHere, "a");
    writer.Delete(kHere, "never there");
    return {};
  });
  EXPECT_TRUE(written.ok());
  EXPECT_EQ(Get(kHere, "a"), std::nullopt);
  Reopen();
  EXPECT_EQ(Scan(kHere), (Rows{{"b", "stays"}}));
}

TEST_P(StoreContract, ShowsAJobItsOwnChanges) {
  const auto written = store().Write([](Writer& writer) -> Result<void> {
    writer.Put(kHere, "b", "2");
    writer.Put(kHere, "a", "1");
    EXPECT_EQ(writer.Get(kHere, "a"), "1");
    writer.Delete(kHere, "b");
    Rows rows;
    writer.Scan(kHere, {}, [&](std::string_view key, std::string_view value) {
      rows.emplace_back(key, value);
      return true;
    });
    EXPECT_EQ(rows, (Rows{{"a", "1"}}));
    return {};
  });
  EXPECT_TRUE(written.ok());
}

TEST_P(StoreContract, ReadsOneSnapshotFromBeginningToEnd) {
  Put(kHere, "a", "before");
  Put(kHere, "gone", "");
  const auto read = store().Read([this](Reader& reader) -> Result<void> {
    // Nothing has been read yet: the snapshot must date from the beginning of the job all the same.
    std::thread([this] {
      Put(kHere, "a", "after");
      Put(kThere, "new", "");
      EXPECT_TRUE(
          store().Write([](Writer& writer) -> Result<void> { return writer.Delete(kHere, "gone"), Done{}; }).ok());
    }).join();
    EXPECT_EQ(reader.Get(kHere, "a"), "before");
    EXPECT_EQ(reader.Get(kHere, "gone"), "");
    EXPECT_EQ(reader.Get(kThere, "new"), std::nullopt);
    int rows = 0;
    reader.Scan(kHere, {}, [&](std::string_view, std::string_view) { return ++rows > 0; });
    EXPECT_EQ(rows, 2);
    EXPECT_EQ(Get(kHere, "a"), "after");
    return {};
  });
  EXPECT_TRUE(read.ok());
  EXPECT_EQ(Keys(kHere), std::vector<std::string>{"a"});
}

TEST_P(StoreContract, HandsTheJobsErrorToItsCaller) {
  const auto read = store().Read([](Reader&) -> Result<void> { return Refusal(); });
  ASSERT_FALSE(read.ok());
  EXPECT_EQ(read.error().id, "refused");
  const auto written = store().Write([](Writer&) -> Result<void> { return Refusal(); });
  ASSERT_FALSE(written.ok());
  EXPECT_EQ(written.error().id, "refused");
}

TEST_P(StoreContract, LeavesNoTraceOfAJobThatFails) {
  Put(kHere, "kept", "1");
  const auto spoil = [](Writer& writer) {
    writer.Put(kHere, "kept", "2");
    writer.Put(kThere, "half", "");
    writer.Delete(kHere, "kept");
  };
  EXPECT_FALSE(store().Write([&](Writer& writer) -> Result<void> { return spoil(writer), Refusal(); }).ok());
  EXPECT_THROW((void)store().Write([&](Writer& writer) -> Result<void> {
    spoil(writer);
    throw std::runtime_error("thrown");
  }),
               std::runtime_error);
  EXPECT_EQ(Scan(kHere), (Rows{{"kept", "1"}}));
  Reopen();
  EXPECT_EQ(Scan(kHere), (Rows{{"kept", "1"}}));
  EXPECT_TRUE(Keys(kThere).empty());
}

TEST_P(StoreContract, GoesOnAfterAReadThatThrows) {
  EXPECT_THROW((void)store().Read([](Reader&) -> Result<void> { throw std::runtime_error("thrown"); }),
               std::runtime_error);
  Put(kHere, "a", "1");
  EXPECT_EQ(Get(kHere, "a"), "1");
}

TEST_P(StoreContract, RefusesAVisitThatChangesWhatItScans) {
  Put(kHere, "a", "1");
  EXPECT_THROW((void)store().Write([](Writer& writer) -> Result<void> {
    writer.Scan(kHere, {}, [&](std::string_view key, std::string_view) { return writer.Delete(kHere, key), true; });
    return {};
  }),
               std::logic_error);
  EXPECT_EQ(Get(kHere, "a"), "1");
}

/// Every producer adds to one shared number, writes two rows that belong together, and every third job fails by an
/// error or by throwing after it has spoiled everything.
TEST_P(StoreContract, RunsConcurrentJobsOneAfterTheOther) {
  constexpr int kProducers = 16;
  constexpr int kJobs = 60;
  std::atomic<int> acknowledged = 0;
  std::atomic<bool> is_over = false;
  const auto job = [](int producer, int i, Writer& writer) -> Result<void> {
    const int sum = std::stoi(writer.Get(kHere, "sum").value_or("0"));
    writer.Put(kHere, "sum", std::to_string(sum + 1));
    const std::string key = std::to_string(producer) + "/" + std::to_string(i);
    writer.Put(kHere, "row/" + key, "");
    if (i % 6 == 0) return Refusal();
    if (i % 6 == 3) throw std::runtime_error("thrown");
    writer.Put(kThere, key, "");
    return {};
  };
  // A reader meanwhile never sees half a job: the sum and both kinds of rows always agree.
  std::thread watcher([&] {
    while (!is_over) {
      const auto read = store().Read([](Reader& reader) -> Result<void> {
        const int sum = std::stoi(reader.Get(kHere, "sum").value_or("0"));
        int here = 0;
        int there = 0;
        reader.Scan(kHere, Prefix("row/"), [&](std::string_view, std::string_view) { return ++here > 0; });
        reader.Scan(kThere, {}, [&](std::string_view, std::string_view) { return ++there > 0; });
        EXPECT_EQ(here, sum);
        EXPECT_EQ(there, sum);
        return {};
      });
      EXPECT_TRUE(read.ok());
    }
  });
  std::vector<std::thread> producers;
  for (int producer = 0; producer < kProducers; ++producer) {
    producers.emplace_back([&, producer] {
      for (int i = 0; i < kJobs; ++i) {
        try {
          if (store().Write([&](Writer& writer) { return job(producer, i, writer); }).ok()) ++acknowledged;
        } catch (const std::runtime_error&) {
          EXPECT_EQ(i % 6, 3);
        }
      }
    });
  }
  for (auto& producer : producers) producer.join();
  is_over = true;
  watcher.join();
  EXPECT_EQ(acknowledged, kProducers * kJobs * 2 / 3);
  Reopen();
  EXPECT_EQ(Get(kHere, "sum"), std::to_string(acknowledged));
  EXPECT_EQ(Keys(kThere).size(), static_cast<std::size_t>(acknowledged));
  EXPECT_EQ(Keys(kHere, Prefix("row/")).size(), static_cast<std::size_t>(acknowledged));
}

TEST_P(StoreContract, ShowsAnAcknowledgedWriteToEveryReadThatFollows) {
  std::vector<std::thread> threads;
  for (int number = 0; number < 8; ++number) {
    threads.emplace_back([this, number] {
      const std::string key = std::to_string(number);
      for (int i = 0; i < 30; ++i) {
        Put(kHere, key, std::to_string(i));
        EXPECT_EQ(Get(kHere, key), std::to_string(i));
      }
    });
  }
  for (auto& thread : threads) thread.join();
}

}  // namespace
}  // namespace nuong::store
