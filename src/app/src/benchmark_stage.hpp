#pragma once
#include <chrono>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "commands.hpp"
#include "data_directory.hpp"
#include "nuong/http/server.hpp"

/// What the benchmarks of the running server share: invented receptions behind it, and rounds of many clients.
namespace nuong::app {

using Steady = std::chrono::steady_clock;

constexpr int kRounds = 3;

struct Measured {
  std::string name;
  std::vector<double> per_second{};  ///< one per round
  std::vector<double> p50_ms{};
  std::vector<double> p99_ms{};
  std::vector<double> processor_ms{};  ///< of server and clients, for each that went well
  std::uint64_t failures = 0;
};

double Median(std::vector<double> numbers);
double MsSince(Steady::time_point began);

/// `clients` at once for `round`. `make` gives each what it does again and again, which tells whether it went well.
/// With `pace`, each begins its next one at that interval, however long the last took, and times count from when it was
/// due; without, as soon as it can.
struct Load {
  int clients = 64;
  std::chrono::milliseconds round{1500};
  std::chrono::microseconds pace{0};
};
void RunRound(Measured& measured, const Load& load, const std::function<std::function<bool()>(int client)>& make);

/// A directory of its own on the machine's disk, gone at the end.
class TemporaryDirectory {
 public:
  static Result<TemporaryDirectory> Make();
  TemporaryDirectory() = default;
  TemporaryDirectory(TemporaryDirectory&& other) noexcept : path_(std::exchange(other.path_, "")) {}
  TemporaryDirectory& operator=(TemporaryDirectory&& other) noexcept {
    std::swap(path_, other.path_);
    return *this;
  }
  ~TemporaryDirectory();
  const std::string& path() const { return path_; }

 private:
  std::string path_;
};

class BenchmarkLog : public http::Log {
 public:
  void Answered(const http::AnsweredRequest&) override {}
  void Failed(const http::FailedRequest& failed) override;
  void Refused(std::string_view) override {}
};

/// A province of invented receptions behind a real server on loopback.
class Stage {
 public:
  /// `cases` receptions, the last of which has `facts` facts.
  Result<void> Prepare(const Common& common, int cases, int facts);
  Stage() = default;
  Stage(const Stage&) = delete;
  Stage& operator=(const Stage&) = delete;
  ~Stage();

  std::uint16_t port() const { return server_->port(); }
  const std::string& cookie() const { return cookie_; }
  const std::string& big_case() const { return big_case_; }
  double start_ms() const { return start_ms_; }
  const std::string& directory() const { return directory_.path(); }
  DataDirectory& opened() { return opened_; }

 private:
  Result<void> Fill(int cases, int facts);

  TemporaryDirectory directory_;
  BenchmarkLog log_;
  DataDirectory opened_;
  std::unique_ptr<http::Server> server_;
  std::string cookie_;
  std::string big_case_;
  double start_ms_ = 0;
};

/// The first demo member's cookie, as a header line.
Result<std::string> SignInOverHttp(std::uint16_t port, const DataDirectory& opened);

/// Over one connection; well when the answer is 200.
std::function<bool()> Getter(std::uint16_t port, std::string target, std::string headers);

}  // namespace nuong::app
