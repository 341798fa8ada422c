#include <fmt/core.h>
#include <sys/resource.h>

#include <algorithm>
#include <atomic>
#include <chrono>
#include <filesystem>
#include <functional>
#include <thread>

#include "benchmark_duties.hpp"
#include "benchmark_reform.hpp"
#include "data_directory.hpp"
#include "demo.hpp"
#include "http_client.hpp"
#include "messages.hpp"
#include "nuong/base/value.hpp"
#include "nuong/http/server.hpp"
#include "nuong/store_sqlite/store_sqlite.hpp"
#include "regulation_files.hpp"

namespace nuong::app {
namespace {

namespace fs = std::filesystem;
using Steady = std::chrono::steady_clock;

constexpr int kClients = 64;
constexpr auto kRound = std::chrono::milliseconds(1500);
constexpr int kRounds = 3;
constexpr int kCases = 200;
constexpr int kFacts = 50;

class SilentLog : public http::Log {
 public:
  void Answered(const http::AnsweredRequest&) override {}
  void Failed(const http::FailedRequest& failed) override {
    fmt::print(stderr, "{} {} {}\n", failed.route, failed.error, failed.note);
  }
};

struct Measured {
  std::string name;
  std::vector<double> per_second;  ///< one per round
  std::vector<double> p99_ms;
  std::uint64_t failures = 0;
};

double Median(std::vector<double> numbers) {
  std::sort(numbers.begin(), numbers.end());
  return numbers.empty() ? 0 : numbers[numbers.size() / 2];
}

/// All clients at once for one round; `once(client, number)` tells whether it went well.
void RunRound(Measured& measured, const std::function<std::function<bool()>(int client)>& make) {
  std::atomic<std::uint64_t> done{0};
  std::atomic<std::uint64_t> failed{0};
  std::vector<std::vector<double>> times(kClients);
  const auto end = Steady::now() + kRound;
  std::vector<std::jthread> clients;
  for (int client = 0; client < kClients; ++client) {
    clients.emplace_back([&, client] {
      const auto once = make(client);
      while (Steady::now() < end) {
        const auto began = Steady::now();
        (once() ? done : failed)++;
        times[static_cast<std::size_t>(client)].push_back(
            std::chrono::duration<double, std::milli>(Steady::now() - began).count());
      }
    });
  }
  clients.clear();
  std::vector<double> all;
  for (const auto& some : times) all.insert(all.end(), some.begin(), some.end());
  std::sort(all.begin(), all.end());
  measured.per_second.push_back(static_cast<double>(done) / std::chrono::duration<double>(kRound).count());
  measured.p99_ms.push_back(all.empty() ? 0 : all[all.size() * 99 / 100]);
  measured.failures += failed;
}

/// A province of invented receptions behind a real server on loopback.
class Stage {
 public:
  Result<void> Prepare(const Common& common) {
    std::string name = (fs::path("/var/tmp") / "nuong-benchmark-XXXXXX").string();
    if (::mkdtemp(name.data()) == nullptr)
      return Wrong("no_directory", {"Không tạo được thư mục tạm.", "No temporary directory."});
    directory_ = name;
    NUONG_TRY(const std::string folder, FindRegulations(common));
    const auto began = Steady::now();
    NUONG_TRY(opened_, OpenDataDirectory({.directory = directory_ + "/data",
                                          .regulations = folder,
                                          .regulation = "hcmc",
                                          .demo = true,
                                          .password_cost = vault::PasswordCost::kTest}));
    NUONG_CHECK(FoundDemo(*opened_.services, opened_.regulation->demo_members));
    NUONG_TRY(server_, http::Server::Start({.port = 0, .max_connections_per_address = 1024}, *opened_.services, log_));
    start_ms_ = std::chrono::duration<double, std::milli>(Steady::now() - began).count();
    return Fill();
  }
  ~Stage() {
    if (server_) server_->Stop();
    server_.reset();
    opened_ = DataDirectory();
    std::error_code ignored;
    if (!directory_.empty()) fs::remove_all(directory_, ignored);
  }

  std::uint16_t port() const { return server_->port(); }
  const std::string& cookie() const { return cookie_; }
  const std::string& big_case() const { return big_case_; }
  double start_ms() const { return start_ms_; }
  const std::string& directory() const { return directory_; }

 private:
  Result<void> Fill() {
    HttpClient client(port());
    const auto signed_in =
        client.Send("POST", "/api/v1/session", "",
                    WriteJson(Value::Object{{"member", opened_.regulation->demo_members.front().id.text()},
                                            {"password", kDemoPassword}}));
    const std::size_t from = signed_in.head.find("__Host-nuong=");
    if (signed_in.status != 200 || from == std::string::npos) {
      return Wrong("sign_in_failed", {"Không đăng nhập được.", "Cannot sign in."}, signed_in.body);
    }
    cookie_ = "Cookie: " + signed_in.head.substr(from, signed_in.head.find(';', from) - from) + "\r\n";
    for (int i = 0; i < kCases; ++i) {
      NUONG_TRY(const std::string case_id, Receive(client, i));
      big_case_ = case_id;
    }
    for (int fact = 2; fact < kFacts; ++fact) {
      NUONG_CHECK(Act(client, big_case_, "essentials_given", fact,
                      Value::Object{{"items", Value::Array{"meals", "water"}}, {"remark", "Đã hỗ trợ bữa ăn"}}));
    }
    return {};
  }

  Result<std::string> Receive(HttpClient& client, int number) {
    const Value::Object fields{{"found_place", "sea"}, {"found_at", "2023-06-03T22:40:00+07:00"},
                               {"sex", "female"},      {"age_group", "adult"},
                               {"in_danger", false},   {"words", "Lời kể thử nghiệm số " + std::to_string(number)}};
    const auto begun =
        client.Send("POST", "/api/v1/cases", cookie_ + "Idempotency-Key: b" + std::to_string(number) + "\r\n",
                    WriteJson(Value::Object{{"fields", fields}}));
    auto answer = ParseJson(begun.body);
    if (begun.status != 201 || !answer.ok())
      return Wrong("begin_failed", {"Không lập được hồ sơ.", "Cannot begin a case."}, begun.body);
    const std::string case_id = answer->TextAt("case_id");
    NUONG_CHECK(Act(client, case_id, "received", 1, fields));
    return case_id;
  }

  Result<void> Act(HttpClient& client, const std::string& case_id, const std::string& kind, int version,
                   const Value& fields) {
    const auto answer =
        client.Send("POST", "/api/v1/cases/" + case_id + "/acts/" + kind,
                    cookie_ + "Idempotency-Key: a" + case_id.substr(0, 12) + std::to_string(version) + "\r\n",
                    WriteJson(Value::Object{{"version", version}, {"fields", fields}}));
    if (answer.status != 201) return Wrong("act_failed", {"Không ghi được việc.", "Cannot act."}, answer.body);
    return {};
  }

  std::string directory_;
  SilentLog log_;
  DataDirectory opened_;
  std::unique_ptr<http::Server> server_;
  std::string cookie_;
  std::string big_case_;
  double start_ms_ = 0;
};

std::function<bool()> Getter(std::uint16_t port, std::string target, std::string headers) {
  auto client = std::make_shared<HttpClient>(port);
  return [client, target = std::move(target), headers = std::move(headers)] {
    return client->Send("GET", target, headers, "").status == 200;
  };
}

std::function<bool()> Writer(std::uint16_t port, const std::string& cookie, int client_number) {
  static std::atomic<std::uint64_t> numbers{0};
  auto client = std::make_shared<HttpClient>(port);
  return [client, cookie, client_number] {
    const std::string key = "w" + std::to_string(client_number) + "-" + std::to_string(++numbers);
    const Value body = Value::Object{{"fields", Value::Object{{"sex", "female"}, {"words", "Lời kể thử nghiệm"}}}};
    return client->Send("POST", "/api/v1/cases", cookie + "Idempotency-Key: " + key + "\r\n", WriteJson(body)).status ==
           201;
  };
}

/// The engine alone: the same port, one small value a write, as many writers at once.
std::function<bool()> BareWriter(store::Store& store) {
  static std::atomic<std::uint64_t> numbers{0};
  return [&store] {
    const std::string key = std::to_string(++numbers);
    return store
        .Write([&](store::Writer& writer) -> Result<void> {
          writer.Put(store::Collection::kMeta, key, std::string(800, 'x'));
          return {};
        })
        .ok();
  };
}

void Print(const Common& common, const std::vector<Measured>& all, const Stage& stage) {
  rusage usage{};
  ::getrusage(RUSAGE_SELF, &usage);
  const double hello = Median(all.front().per_second);
  fmt::print("{}\n", Say(common, {"Trung vị của 3 vòng, 64 kết nối, một lần chạy",
                                  "Median of 3 rounds, 64 connections, one run"}));
  for (const Measured& measured : all) {
    const double rate = Median(measured.per_second);
    fmt::print("{:<10} {:>9.0f}/s  {:>6.1f} % hello  p99 {:>7.1f} ms  {} {}\n", measured.name, rate,
               hello == 0 ? 0 : 100 * rate / hello, Median(measured.p99_ms), Say(common, {"lỗi", "failures"}),
               measured.failures);
  }
  const auto rate_of = [&](const std::string& name) {
    for (const Measured& measured : all) {
      if (measured.name == name) return Median(measured.per_second);
    }
    return 0.0;
  };
  fmt::print("write / bare store {:.2f}\n", rate_of("bare") == 0 ? 0 : rate_of("write") / rate_of("bare"));
  fmt::print("{} {:.0f} ms · {} {} MB\n", Say(common, {"lập và khởi động", "found and start"}), stage.start_ms(),
             Say(common, {"bộ nhớ cao nhất", "peak memory"}), usage.ru_maxrss / 1024);
}

}  // namespace

int Benchmark(const Common& common, const BenchmarkOptions& options) {
  if (options.name == "duties") return BenchmarkDuties(common, options.cases);
  if (options.name == "reform") return BenchmarkReform(common, options.cases);
  if (options.name == "search") return BenchmarkSearch(common, options);
  if (!options.name.empty() && options.name != "http") {
    return Fail(common, Wrong("benchmark_unknown", {"Các phép đo: http, duties, reform, search.",
                                                    "The benchmarks are: http, duties, reform, search."}));
  }
  Stage stage;
  if (const auto prepared = stage.Prepare(common); !prepared.ok()) return Fail(common, prepared.error());
  auto bare = store_sqlite::OpenSqlite({.directory = stage.directory() + "/bare"});
  if (!bare.ok()) return Fail(common, bare.error());

  const std::string case_page = "/api/v1/cases/" + stage.big_case();
  std::vector<Measured> all = {{"hello", {}, {}, 0}, {"case", {}, {}, 0},  {"list", {}, {}, 0},
                               {"home", {}, {}, 0},  {"write", {}, {}, 0}, {"bare", {}, {}, 0}};
  for (int round = 0; round < kRounds; ++round) {
    RunRound(all[0], [&](int) { return Getter(stage.port(), "/api/v1/hello", ""); });
    RunRound(all[1], [&](int) { return Getter(stage.port(), case_page, stage.cookie()); });
    RunRound(all[2], [&](int) { return Getter(stage.port(), "/api/v1/cases?limit=50", stage.cookie()); });
    RunRound(all[3], [&](int) { return Getter(stage.port(), "/api/v1/duties", stage.cookie()); });
    RunRound(all[4], [&](int client) { return Writer(stage.port(), stage.cookie(), client); });
    RunRound(all[5], [&](int) { return BareWriter(**bare); });
  }
  Print(common, all, stage);
  return 0;
}

}  // namespace nuong::app
