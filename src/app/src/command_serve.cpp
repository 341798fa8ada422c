#include <fmt/core.h>
#include <poll.h>
#include <spdlog/sinks/stdout_sinks.h>
#include <spdlog/spdlog.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/signalfd.h>

#include <csignal>
#include <cstdio>

#include "data_directory.hpp"
#include "demo.hpp"
#include "messages.hpp"
#include "nuong/http/server.hpp"
#include "regulation_files.hpp"

namespace nuong::app {
namespace {

constexpr int kCheckpointEveryMs = 60'000;

class SpdLog : public http::Log {
 public:
  SpdLog() : log_(spdlog::stderr_logger_mt("nuong")) {
    log_->set_pattern(R"({"at":"%Y-%m-%dT%H:%M:%S.%f%z","level":"%l",%v})");
  }
  void Answered(const http::AnsweredRequest& answered) override {
    if (answered.status < 500) return;
    log_->warn(R"("event":"answered","method":"{}","route":"{}","status":{},"us":{},"request":"{}")", answered.method,
               answered.route, answered.status, answered.microseconds, answered.request);
  }
  void Failed(const http::FailedRequest& failed) override {
    log_->error(R"("event":"failed","route":"{}","error":"{}","note":"{}","request":"{}")", failed.route, failed.error,
                failed.note, failed.request);
  }

 private:
  std::shared_ptr<spdlog::logger> log_;
};

/// No core dump and no debugger: memory may hold keys while a request runs.
void GuardMemory() {
  const rlimit none{0, 0};
  ::setrlimit(RLIMIT_CORE, &none);
  ::prctl(PR_SET_DUMPABLE, 0);
}

/// Signals that stop the server arrive here and nowhere else. Call before any thread starts.
int StopSignals() {
  sigset_t signals;
  sigemptyset(&signals);
  sigaddset(&signals, SIGINT);
  sigaddset(&signals, SIGTERM);
  ::pthread_sigmask(SIG_BLOCK, &signals, nullptr);
  std::signal(SIGPIPE, SIG_IGN);
  return ::signalfd(-1, &signals, SFD_CLOEXEC);
}

void WaitForStop(int signals, operations::Services& services) {
  pollfd waiting{signals, POLLIN, 0};
  while (::poll(&waiting, 1, kCheckpointEveryMs) == 0) {
    if (const auto checkpoint = operations::MakeCheckpoint(services); !checkpoint.ok()) {
      spdlog::error("checkpoint failed: {}", checkpoint.error().note);
    }
  }
}

Result<void> FoundIfNew(DataDirectory& opened, const ServeOptions& options) {
  if (operations::IsFounded(*opened.store)) return {};
  if (options.demo) return FoundDemo(*opened.services, opened.regulation->demo_members);
  return Wrong("not_founded", {"Thư mục dữ liệu chưa được lập. Thêm --demo để lập thư mục mẫu.",
                               "The data directory has not been founded. Add --demo to found one with demo members."});
}

}  // namespace

int Serve(const Common& common, const ServeOptions& options) {
  GuardMemory();
  const int signals = StopSignals();
  const auto folder = FindRegulations(common);
  if (!folder.ok()) return Fail(common, folder.error());
  auto opened = OpenDataDirectory({.directory = options.data,
                                   .regulations = *folder,
                                   .regulation = options.demo ? options.regulation : "",
                                   .demo = options.demo});
  if (!opened.ok()) return Fail(common, opened.error());
  if (const auto founded = FoundIfNew(*opened, options); !founded.ok()) return Fail(common, founded.error());

  SpdLog log;
  auto server = http::Server::Start({.address = options.address, .port = options.port}, *opened->services, log);
  if (!server.ok()) return Fail(common, server.error());
  fmt::print("{} http://localhost:{}\n", Say(common, {"Nương đang chạy tại", "Nương is running at"}),
             (*server)->port());
  std::fflush(stdout);

  WaitForStop(signals, *opened->services);
  fmt::print("{}\n",
             Say(common, {"Đang dừng: hoàn tất các yêu cầu dở dang …", "Stopping: finishing requests under way …"}));
  std::fflush(stdout);
  (*server)->Stop();
  if (const auto checkpoint = operations::MakeCheckpoint(*opened->services); !checkpoint.ok()) {
    return Fail(common, checkpoint.error());
  }
  return 0;
}

}  // namespace nuong::app
