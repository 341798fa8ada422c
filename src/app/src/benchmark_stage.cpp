#include "benchmark_stage.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <atomic>
#include <ctime>
#include <filesystem>
#include <thread>

#include "demo.hpp"
#include "http_client.hpp"
#include "messages.hpp"
#include "nuong/base/value.hpp"
#include "regulation_files.hpp"

namespace nuong::app {
namespace {

namespace fs = std::filesystem;

double Share(const std::vector<double>& sorted, std::size_t percent) {
  return sorted.empty() ? 0 : sorted[sorted.size() * percent / 100];
}

double ProcessorMs() {
  timespec now{};
  ::clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
  return 1e3 * static_cast<double>(now.tv_sec) + static_cast<double>(now.tv_nsec) / 1e6;
}

Result<void> Act(HttpClient& client, const std::string& cookie, const std::string& case_id, const std::string& kind,
                 int version, const Value& fields) {
  const auto answer =
      client.Send("POST", "/api/v1/cases/" + case_id + "/acts/" + kind,
                  cookie + "Idempotency-Key: a" + case_id.substr(0, 12) + std::to_string(version) + "\r\n",
                  WriteJson(Value::Object{{"version", version}, {"fields", fields}}));
  if (answer.status != 201) return Wrong("act_failed", {"Không ghi được việc.", "Cannot act."}, answer.body);
  return {};
}

Result<std::string> Receive(HttpClient& client, const std::string& cookie, int number) {
  const Value::Object fields{{"found_place", "sea"}, {"found_at", "2023-06-03T22:40:00+07:00"},
                             {"sex", "female"},      {"age_group", "adult"},
                             {"in_danger", false},   {"words", "Lời kể thử nghiệm số " + std::to_string(number)}};
  const auto begun =
      client.Send("POST", "/api/v1/cases", cookie + "Idempotency-Key: b" + std::to_string(number) + "\r\n",
                  WriteJson(Value::Object{{"fields", fields}}));
  auto answer = ParseJson(begun.body);
  if (begun.status != 201 || !answer.ok())
    return Wrong("begin_failed", {"Không lập được hồ sơ.", "Cannot begin a case."}, begun.body);
  const std::string case_id = answer->TextAt("case_id");
  NUONG_CHECK(Act(client, cookie, case_id, "received", 1, fields));
  return case_id;
}

}  // namespace

double Median(std::vector<double> numbers) {
  std::sort(numbers.begin(), numbers.end());
  return numbers.empty() ? 0 : numbers[numbers.size() / 2];
}

double MsSince(Steady::time_point began) {
  return std::chrono::duration<double, std::milli>(Steady::now() - began).count();
}

void RunRound(Measured& measured, const Load& load, const std::function<std::function<bool()>(int client)>& make) {
  std::atomic<std::uint64_t> done{0};
  std::atomic<std::uint64_t> failed{0};
  std::vector<std::vector<double>> times(static_cast<std::size_t>(load.clients));
  const double spent = ProcessorMs();
  const auto begins = Steady::now();
  const auto end = begins + load.round;
  std::vector<std::jthread> clients;
  for (int client = 0; client < load.clients; ++client) {
    clients.emplace_back([&, client] {
      const auto once = make(client);
      // Spread over the interval, so that they do not all begin together.
      auto due = load.pace.count() == 0 ? Steady::now() : begins + load.pace * client / load.clients;
      while (due < end) {
        std::this_thread::sleep_until(due);
        (once() ? done : failed)++;
        times[static_cast<std::size_t>(client)].push_back(MsSince(due));
        due = load.pace.count() == 0 ? Steady::now() : due + load.pace;
      }
    });
  }
  clients.clear();
  std::vector<double> all;
  for (const auto& some : times) all.insert(all.end(), some.begin(), some.end());
  std::sort(all.begin(), all.end());
  measured.per_second.push_back(1000 * static_cast<double>(done) / MsSince(begins));
  measured.p50_ms.push_back(Share(all, 50));
  measured.p99_ms.push_back(Share(all, 99));
  measured.processor_ms.push_back(done == 0 ? 0 : (ProcessorMs() - spent) / static_cast<double>(done));
  measured.failures += failed;
}

Result<TemporaryDirectory> TemporaryDirectory::Make() {
  std::string name = (fs::path("/var/tmp") / "nuong-benchmark-XXXXXX").string();
  if (::mkdtemp(name.data()) == nullptr)
    return Wrong("no_directory", {"Không tạo được thư mục tạm.", "No temporary directory."});
  TemporaryDirectory made;
  made.path_ = name;
  return made;
}

TemporaryDirectory::~TemporaryDirectory() {
  std::error_code ignored;
  if (!path_.empty()) fs::remove_all(path_, ignored);
}

void BenchmarkLog::Failed(const http::FailedRequest& failed) {
  fmt::print(stderr, "{} {} {}\n", failed.route, failed.error, failed.note);
}

Result<void> Stage::Prepare(const Common& common, int cases, int facts) {
  NUONG_TRY(directory_, TemporaryDirectory::Make());
  NUONG_TRY(const std::string folder, FindRegulations(common));
  const auto began = Steady::now();
  NUONG_TRY(opened_, OpenDataDirectory({.directory = directory() + "/data",
                                        .regulations = folder,
                                        .regulation = "hcmc",
                                        .demo = true,
                                        .password_cost = vault::PasswordCost::kTest}));
  NUONG_CHECK(FoundDemo(*opened_.services, opened_.regulation->demo_members));
  NUONG_TRY(server_, http::Server::Start({.port = 0, .max_connections_per_address = 1024}, *opened_.services, log_));
  start_ms_ = MsSince(began);
  return Fill(cases, facts);
}

Stage::~Stage() {
  if (server_) server_->Stop();
  server_.reset();
  opened_ = DataDirectory();
}

Result<void> Stage::Fill(int cases, int facts) {
  HttpClient client(port());
  NUONG_TRY(cookie_, SignInOverHttp(port(), opened_));
  for (int i = 0; i < cases; ++i) {
    NUONG_TRY(big_case_, Receive(client, cookie_, i));
  }
  for (int fact = 2; fact < facts; ++fact) {
    NUONG_CHECK(Act(client, cookie_, big_case_, "essentials_given", fact,
                    Value::Object{{"items", Value::Array{"meals", "water"}}, {"remark", "Đã hỗ trợ bữa ăn"}}));
  }
  return {};
}

Result<std::string> SignInOverHttp(std::uint16_t port, const DataDirectory& opened) {
  const auto signed_in =
      HttpClient(port).Send("POST", "/api/v1/session", "",
                            WriteJson(Value::Object{{"member", opened.regulation->demo_members.front().id.text()},
                                                    {"password", kDemoPassword}}));
  const std::size_t from = signed_in.head.find("__Host-nuong=");
  if (signed_in.status != 200 || from == std::string::npos) {
    return Wrong("sign_in_failed", {"Không đăng nhập được.", "Cannot sign in."}, signed_in.body);
  }
  return "Cookie: " + signed_in.head.substr(from, signed_in.head.find(';', from) - from) + "\r\n";
}

std::function<bool()> Getter(std::uint16_t port, std::string target, std::string headers) {
  auto client = std::make_shared<HttpClient>(port);
  return [client, target = std::move(target), headers = std::move(headers)] {
    return client->Send("GET", target, headers, "").status == 200;
  };
}

}  // namespace nuong::app
