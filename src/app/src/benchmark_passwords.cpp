#include "benchmark_passwords.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <atomic>
#include <fstream>
#include <thread>

#include "benchmark_stage.hpp"
#include "demo.hpp"
#include "messages.hpp"
#include "nuong/operations/session.hpp"
#include "regulation_files.hpp"

namespace nuong::app {
namespace {

constexpr std::size_t kMiB = 1 << 20;

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

}  // namespace

int BenchmarkPasswords(const Common& common) {
  const auto measured = MeasurePasswords(common);
  return measured.ok() ? 0 : Fail(common, measured.error());
}

}  // namespace nuong::app
