#include "benchmark_looks.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <mutex>

#include "benchmark_stage.hpp"
#include "messages.hpp"

namespace nuong::app {
namespace {

using store::Collection;

constexpr int kStoryFacts = 16;  ///< as many as story S1 has
constexpr int kFewCases = 20;

/// Tells how long each write was waited for: all that an entry costs its request.
class TimedStore : public store::Store {
 public:
  explicit TimedStore(store::Store& store) : store_(store) {}
  Result<void> Read(const std::function<Result<void>(store::Reader&)>& job) override { return store_.Read(job); }
  Result<void> Write(const std::function<Result<void>(store::Writer&)>& job) override {
    const auto began = Steady::now();
    auto outcome = store_.Write(job);
    const double ms = MsSince(began);
    const std::lock_guard lock(mutex_);
    waits_.push_back(ms);
    return outcome;
  }
  /// Those since the last call, sorted.
  std::vector<double> TakeWaits() {
    const std::lock_guard lock(mutex_);
    std::vector<double> waits = std::exchange(waits_, {});
    std::sort(waits.begin(), waits.end());
    return waits;
  }

 private:
  store::Store& store_;
  std::mutex mutex_;
  std::vector<double> waits_;
};

/// Sees what is kept and keeps nothing.
class LostWriter : public store::Writer {
 public:
  explicit LostWriter(store::Reader& reader) : reader_(reader) {}
  std::optional<std::string> Get(Collection collection, std::string_view key) override {
    return reader_.Get(collection, key);
  }
  void Scan(Collection collection, const store::Range& range,
            const std::function<bool(std::string_view, std::string_view)>& visit) override {
    reader_.Scan(collection, range, visit);
  }
  void Put(Collection, std::string_view, std::string_view) override {}
  void Delete(Collection, std::string_view) override {}

 private:
  store::Reader& reader_;
};

/// A server over it looks at cases without leaving an entry: what the entry is compared with. Only here.
class ForgetfulStore : public store::Store {
 public:
  explicit ForgetfulStore(store::Store& store) : store_(store) {}
  Result<void> Read(const std::function<Result<void>(store::Reader&)>& job) override { return store_.Read(job); }
  Result<void> Write(const std::function<Result<void>(store::Writer&)>& job) override {
    return store_.Read([&](store::Reader& reader) -> Result<void> {
      LostWriter writer(reader);
      return job(writer);
    });
  }

 private:
  store::Store& store_;
};

/// A second server over another store of the same directory.
class Beside {
 public:
  Result<void> Start(const DataDirectory& opened, store::Store& store) {
    operations::World world;
    world.store = &store;
    world.clock = opened.clock.get();
    world.random = opened.random.get();
    world.regulation = opened.regulation;
    world.root = opened.root;
    world.password_cost = vault::PasswordCost::kTest;
    world.demo = true;
    NUONG_TRY(services_, operations::MakeServices(std::move(world)));
    NUONG_TRY(server_, http::Server::Start({.port = 0, .max_connections_per_address = 1024}, *services_, log_));
    NUONG_TRY(cookie_, SignInOverHttp(server_->port(), opened));
    return {};
  }
  Beside() = default;
  Beside(const Beside&) = delete;
  Beside& operator=(const Beside&) = delete;
  ~Beside() {
    if (server_) server_->Stop();
  }
  std::function<bool()> Look(const std::string& target) const { return Getter(server_->port(), target, cookie_); }

 private:
  BenchmarkLog log_;
  std::shared_ptr<operations::Services> services_;
  std::unique_ptr<http::Server> server_;
  std::string cookie_;
};

double At(const std::vector<double>& sorted, std::size_t percent) {
  return sorted.empty() ? 0 : sorted[sorted.size() * percent / 100];
}

void PrintLooks(const Common& common, const Measured& measured) {
  fmt::print("{:<14} {:>7.0f}/s  p50 {:>6.2f} ms  p99 {:>6.2f} ms  {:.3f} ms {}  {} {}\n", measured.name,
             Median(measured.per_second), Median(measured.p50_ms), Median(measured.p99_ms),
             Median(measured.processor_ms), Say(common, {"bộ xử lý", "processor"}), Say(common, {"lỗi", "failures"}),
             measured.failures);
}

/// All 64 as fast as they can; then at a third of that, where what is told is the entry and not the queue.
Result<void> MeasureLooks(const Common& common) {
  Stage stage;
  NUONG_CHECK(stage.Prepare(common, kFewCases, kStoryFacts));
  TimedStore timed(*stage.opened().store);
  ForgetfulStore forgetful(*stage.opened().store);
  Beside with;
  Beside without;
  NUONG_CHECK(with.Start(stage.opened(), timed));
  NUONG_CHECK(without.Start(stage.opened(), forgetful));
  const std::string page = "/api/v1/cases/" + stage.big_case();
  Measured hello{"hello"};
  Measured full_with{"look"};
  Measured full_without{"no entry"};
  for (int round = 0; round < kRounds; ++round) {
    RunRound(hello, {}, [&](int) { return Getter(stage.port(), "/api/v1/hello", ""); });
    RunRound(full_with, {}, [&](int) { return with.Look(page); });
    RunRound(full_without, {}, [&](int) { return without.Look(page); });
  }
  const double calm = std::max(30.0, Median(full_with.per_second) / 3);
  Load paced;
  paced.pace = std::chrono::microseconds(static_cast<std::int64_t>(1e6 * paced.clients / calm));
  Measured calm_with{"look, calm"};
  Measured calm_without{"no entry, calm"};
  std::vector<double> p50;
  std::vector<double> p99;
  for (int round = 0; round < kRounds; ++round) {
    (void)timed.TakeWaits();
    RunRound(calm_with, paced, [&](int) { return with.Look(page); });
    const std::vector<double> waits = timed.TakeWaits();
    p50.push_back(At(waits, 50));
    p99.push_back(At(waits, 99));
    RunRound(calm_without, paced, [&](int) { return without.Look(page); });
  }
  fmt::print(
      "{}\n",
      Say(common, {fmt::format("Trang hồ sơ {} việc, 64 kết nối, trung vị của 3 vòng", kStoryFacts),
                   fmt::format("The page of a case of {} facts, 64 connections, median of 3 rounds", kStoryFacts)}));
  for (const Measured* one : {&hello, &full_with, &full_without, &calm_with, &calm_without}) PrintLooks(common, *one);
  fmt::print("{} p50 {:.2f} ms  p99 {:.2f} ms\n", Say(common, {"chờ ghi sổ", "waited for the entry"}), Median(p50),
             Median(p99));
  return {};
}

}  // namespace

int BenchmarkLooks(const Common& common) {
  const auto measured = MeasureLooks(common);
  return measured.ok() ? 0 : Fail(common, measured.error());
}

}  // namespace nuong::app
