#include "benchmark_record.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <atomic>
#include <fstream>
#include <map>
#include <mutex>
#include <thread>

#include "benchmark_stage.hpp"
#include "demo.hpp"
#include "messages.hpp"
#include "nuong/base/value.hpp"
#include "nuong/operations/open_case.hpp"
#include "nuong/operations/perform_act.hpp"
#include "nuong/operations/search_persons.hpp"
#include "nuong/operations/session.hpp"
#include "regulation_files.hpp"

namespace nuong::app {
namespace {

using store::Collection;

constexpr int kStoryFacts = 16;  ///< as many as story S1 has
constexpr int kFewCases = 20;
constexpr std::size_t kMiB = 1 << 20;

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

/// Begins a case with a named person, by the first demo member, and gives its id.
Result<std::string> NameSomebody(operations::Services& services, const operations::Caller& caller) {
  const Value fields = Value::Object{{"found_place", "sea"}, {"found_at", "2023-06-03T22:40:00+07:00"},
                                     {"sex", "female"},      {"age_group", "adult"},
                                     {"in_danger", false},   {"words", "Lời kể thử nghiệm"}};
  NUONG_TRY(const auto begun, operations::BeginCase(services, caller, {"begin"}, {fields}));
  NUONG_TRY(const auto received,
            operations::PerformAct(services, caller, {"receive"}, {begun.case_id, "received", begun.version, fields}));
  NUONG_TRY(const auto named, operations::PerformAct(services, caller, {"name"},
                                                     {begun.case_id, "identity_recorded", received.version,
                                                      Value::Object{{"full_name", "Người Được Dựng Lên"},
                                                                    {"birth_year", std::int64_t{2001}}}}));
  return begun.case_id;
}

/// The one sealed sheet that is there, again and again. Each is opened by itself.
Result<void> Multiply(store::Store& store, int sheets) {
  std::string key;
  std::string sealed;
  NUONG_CHECK(store.Read([&](store::Reader& reader) -> Result<void> {
    reader.Scan(Collection::kMatches, store::Prefix("sheet/"), [&](std::string_view found, std::string_view value) {
      key = found;
      sealed = value;
      return false;
    });
    return {};
  }));
  if (sealed.empty()) return Wrong("no_sheet", {"Không có phiếu nào.", "There is no match sheet."});
  return store.Write([&](store::Writer& writer) -> Result<void> {
    for (int i = 1; i < sheets; ++i) writer.Put(Collection::kMatches, fmt::format("{}-{:07}", key, i), sealed);
    return {};
  });
}

Result<double> MsToOpen(const OpenOptions& options, DataDirectory& opened) {
  opened = DataDirectory();
  const auto began = Steady::now();
  NUONG_TRY(opened, OpenDataDirectory(options));
  return MsSince(began);
}

Result<operations::Caller> SignIn(const DataDirectory& opened) {
  NUONG_TRY(const auto signed_in,
            operations::SignIn(*opened.services, {},
                               {opened.regulation->demo_members.front().id.text(), std::string(kDemoPassword)}));
  return operations::Caller{signed_in.session, "", "benchmark"};
}

Result<void> MeasureUnseal(const Common& common, int sheets) {
  NUONG_TRY(const TemporaryDirectory directory, TemporaryDirectory::Make());
  NUONG_TRY(const std::string folder, FindRegulations(common));
  const OpenOptions options{.directory = directory.path() + "/data",
                            .regulations = folder,
                            .regulation = "hcmc",
                            .demo = true,
                            .password_cost = vault::PasswordCost::kTest};
  NUONG_TRY(DataDirectory opened, OpenDataDirectory(options));
  NUONG_CHECK(FoundDemo(*opened.services, opened.regulation->demo_members));
  NUONG_TRY(operations::Caller caller, SignIn(opened));
  NUONG_TRY(const std::string case_id, NameSomebody(*opened.services, caller));
  std::vector<double> few;
  std::vector<double> many;
  for (int round = 0; round < kRounds; ++round) {
    NUONG_TRY(const double ms, MsToOpen(options, opened));
    few.push_back(ms);
  }
  NUONG_CHECK(Multiply(*opened.store, sheets));
  for (int round = 0; round < kRounds; ++round) {
    NUONG_TRY(const double ms, MsToOpen(options, opened));
    many.push_back(ms);
  }
  NUONG_TRY(caller, SignIn(opened));
  NUONG_TRY(const auto view, operations::OpenCase(*opened.services, caller, {case_id}));
  std::vector<double> searches;
  for (const auto& purpose : view.search_purposes) {
    caller.purpose = purpose.purpose;
    const auto began = Steady::now();
    NUONG_TRY(const auto answer,
              operations::SearchPersons(*opened.services, caller, {case_id, "Nguoi Khong Co Dau", 1999, std::nullopt}));
    searches.push_back(MsSince(began));
  }
  fmt::print("{}\n",
             Say(common, {fmt::format("mở thư mục có 1 phiếu {:.0f} ms, có {} phiếu {:.0f} ms: mở phiếu {:.0f} ms",
                                      Median(few), sheets, Median(many), Median(many) - Median(few)),
                          fmt::format("a directory with 1 sheet opens in {:.0f} ms, with {} in {:.0f} ms: "
                                      "unsealing them takes {:.0f} ms",
                                      Median(few), sheets, Median(many), Median(many) - Median(few))}));
  fmt::print("{} {:.0f} ms\n", Say(common, {"một lần tìm người", "one search for a person"}), Median(searches));
  return {};
}

std::size_t ResidentBytes() {
  std::ifstream file("/proc/self/statm");
  std::size_t all = 0;
  std::size_t resident = 0;
  file >> all >> resident;
  return resident * 4096;
}

/// The most that was resident while it lived, looked at every millisecond.
class MemoryWatch {
 public:
  MemoryWatch()
      : before_(ResidentBytes()), most_(before_), thread_([this](const std::stop_token& stop) {
          while (!stop.stop_requested()) {
            most_ = std::max(most_.load(), ResidentBytes());
            std::this_thread::sleep_for(std::chrono::milliseconds(1));
          }
        }) {}
  std::size_t MostAdded() const { return most_ - before_; }

 private:
  std::size_t before_;
  std::atomic<std::size_t> most_;
  std::jthread thread_;
};

Result<void> MeasurePasswords(const Common& common) {
  NUONG_TRY(const TemporaryDirectory directory, TemporaryDirectory::Make());
  NUONG_TRY(const std::string folder, FindRegulations(common));
  NUONG_TRY(DataDirectory opened,
            OpenDataDirectory(
                {.directory = directory.path() + "/data", .regulations = folder, .regulation = "hcmc", .demo = true}));
  const auto& members = opened.regulation->demo_members;
  NUONG_CHECK(FoundDemo(*opened.services, members));

  Load all;
  all.clients = static_cast<int>(members.size());
  all.round = std::chrono::milliseconds(4000);
  std::atomic<std::uint64_t> busy{0};
  Measured checks{"passwords"};
  const MemoryWatch memory;
  for (int round = 0; round < kRounds; ++round) {
    RunRound(checks, all, [&](int client) {
      return [&, client] {
        const std::string member = members[static_cast<std::size_t>(client)].id.text();
        const auto answer =
            operations::SignIn(*opened.services, {"", member, "benchmark"}, {member, std::string(kDemoPassword)});
        if (!answer.ok() && answer.error().code == ErrorCode::kBusy) ++busy;
        return answer.ok();
      };
    });
  }
  fmt::print("{}\n",
             Say(common, {fmt::format("{} người đăng nhập cùng lúc: {:.1f} mật khẩu/giây, p99 {:.0f} ms, {} lượt "
                                      "được báo bận, bộ nhớ thêm nhiều nhất {} MB",
                                      all.clients, Median(checks.per_second), Median(checks.p99_ms), busy.load(),
                                      memory.MostAdded() / kMiB),
                          fmt::format("{} members sign in at once: {:.1f} passwords/s, p99 {:.0f} ms, {} told to "
                                      "come back, at most {} MB more memory",
                                      all.clients, Median(checks.per_second), Median(checks.p99_ms), busy.load(),
                                      memory.MostAdded() / kMiB)}));
  return checks.failures == busy ? Result<void>()
                                 : Wrong("sign_in_failed", {"Không đăng nhập được.", "Cannot sign in."});
}

int Told(const Common& common, const Result<void>& measured) {
  return measured.ok() ? 0 : Fail(common, measured.error());
}

}  // namespace

int BenchmarkLooks(const Common& common) { return Told(common, MeasureLooks(common)); }
int BenchmarkUnseal(const Common& common, int sheets) { return Told(common, MeasureUnseal(common, sheets)); }
int BenchmarkPasswords(const Common& common) { return Told(common, MeasurePasswords(common)); }

}  // namespace nuong::app
