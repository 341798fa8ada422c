#include <fmt/core.h>
#include <sys/resource.h>

#include <atomic>

#include "benchmark_duties.hpp"
#include "benchmark_looks.hpp"
#include "benchmark_passwords.hpp"
#include "benchmark_reform.hpp"
#include "benchmark_stage.hpp"
#include "benchmark_unseal.hpp"
#include "http_client.hpp"
#include "messages.hpp"
#include "nuong/base/value.hpp"
#include "nuong/store_sqlite/store_sqlite.hpp"

namespace nuong::app {
namespace {

constexpr int kCases = 200;
constexpr int kFacts = 50;

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

int BenchmarkHttp(const Common& common) {
  Stage stage;
  if (const auto prepared = stage.Prepare(common, kCases, kFacts); !prepared.ok()) {
    return Fail(common, prepared.error());
  }
  auto bare = store_sqlite::OpenSqlite({.directory = stage.directory() + "/bare"});
  if (!bare.ok()) return Fail(common, bare.error());

  const std::string case_page = "/api/v1/cases/" + stage.big_case();
  std::vector<Measured> all = {{"hello"}, {"case"}, {"list"}, {"home"}, {"write"}, {"bare"}};
  for (int round = 0; round < kRounds; ++round) {
    RunRound(all[0], {}, [&](int) { return Getter(stage.port(), "/api/v1/hello", ""); });
    RunRound(all[1], {}, [&](int) { return Getter(stage.port(), case_page, stage.cookie()); });
    RunRound(all[2], {}, [&](int) { return Getter(stage.port(), "/api/v1/cases?limit=50", stage.cookie()); });
    RunRound(all[3], {}, [&](int) { return Getter(stage.port(), "/api/v1/duties", stage.cookie()); });
    RunRound(all[4], {}, [&](int client) { return Writer(stage.port(), stage.cookie(), client); });
    RunRound(all[5], {}, [&](int) { return BareWriter(**bare); });
  }
  Print(common, all, stage);
  return 0;
}

}  // namespace

int Benchmark(const Common& common, const BenchmarkOptions& options) {
  if (options.name.empty() || options.name == "http") return BenchmarkHttp(common);
  if (options.name == "looks") return BenchmarkLooks(common);
  if (options.name == "unseal") return BenchmarkUnseal(common, options.sheets);
  if (options.name == "passwords") return BenchmarkPasswords(common);
  if (options.name == "duties") return BenchmarkDuties(common, options.cases);
  if (options.name == "reform") return BenchmarkReform(common, options.cases);
  if (options.name == "search") return BenchmarkSearch(common, options);
  return Fail(common, Wrong("benchmark_unknown",
                            {"Các phép đo: http, looks, unseal, passwords, duties, reform, search.",
                             "The benchmarks are: http, looks, unseal, passwords, duties, reform, search."}));
}

}  // namespace nuong::app
