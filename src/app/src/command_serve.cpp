#include <fmt/core.h>
#include <poll.h>
#include <sys/resource.h>
#include <sys/signalfd.h>

#include <algorithm>
#include <chrono>
#include <csignal>
#include <cstdio>
#include <filesystem>
#include <thread>

#include "data_directory.hpp"
#include "demo.hpp"
#include "messages.hpp"
#include "nuong/http/server.hpp"
#include "nuong/operations/alerts.hpp"
#include "nuong/operations/rule_proposal.hpp"
#include "regulation_files.hpp"
#include "root_key_file.hpp"
#include "server_log.hpp"
#include "witnesses.hpp"

namespace nuong::app {
namespace {

constexpr int kMsPerSecond = 1000;

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

/// Signs what was added to each directory; the first error, when there is any.
Result<void> MakeCheckpoints(const std::vector<DataDirectory>& opened) {
  Result<void> outcome;
  for (const DataDirectory& directory : opened) {
    auto checkpoint = operations::MakeCheckpoint(*directory.services);
    if (!checkpoint.ok()) outcome = std::move(checkpoint);
  }
  return outcome;
}

/// Every few seconds what is unusual and what was refused; every `checkpoint_seconds` a signature, and witnesses are
/// asked for theirs.
void WaitForStop(int signals, const std::vector<DataDirectory>& opened, int checkpoint_seconds, ServerLog& log) {
  constexpr int kWatchSeconds = 5;
  pollfd waiting{signals, POLLIN, 0};
  const auto every = std::chrono::seconds(checkpoint_seconds);
  auto next_checkpoint = std::chrono::steady_clock::now() + every;
  const int pause = std::min(kWatchSeconds, checkpoint_seconds) * kMsPerSecond;
  const auto watch = [&] {
    for (const DataDirectory& directory : opened) {
      const auto watched = operations::WatchForAlerts(*directory.services);
      if (!watched.ok()) log.Failed({"alerts", watched.error().id, watched.error().note, ""});
    }
    log.TellRefusals();
  };
  for (watch(); ::poll(&waiting, 1, pause) == 0; watch()) {
    if (std::chrono::steady_clock::now() < next_checkpoint) continue;
    next_checkpoint = std::chrono::steady_clock::now() + every;
    if (const auto checkpoint = MakeCheckpoints(opened); !checkpoint.ok()) {
      log.Failed({"checkpoint", checkpoint.error().id, checkpoint.error().note, ""});
    }
    for (const DataDirectory& directory : opened) {
      AskWitnesses(*directory.services, log, [&] { return ::poll(&waiting, 1, 0) != 0; });
    }
  }
}

Result<void> FoundIfNew(DataDirectory& opened, const ServeOptions& options) {
  if (operations::IsFounded(*opened.store)) return {};
  if (options.demo) return FoundDemo(*opened.services, opened.regulation->demo_members);
  return Wrong("not_founded", {"Thư mục dữ liệu chưa được lập. Dùng nuong found, hoặc --demo để lập thư mục mẫu.",
                               "The data directory has not been founded. Use nuong found, or --demo for a demo."});
}

/// Witnesses of this directory: those of before, or those of the file.
Result<void> BringIntoUse(operations::Services& services, const std::string& witnesses) {
  NUONG_CHECK(operations::TakeUpWitnesses(services));
  if (witnesses.empty()) return {};
  NUONG_TRY(const std::string policy, ReadTextFile(witnesses));
  return operations::UseWitnesses(services, policy);
}

/// A label of a host name: what a directory beside the first is reached by.
Result<std::string> LabelOf(const std::string& directory) {
  std::filesystem::path path(directory);
  if (!path.has_filename()) path = path.parent_path();
  std::string label = path.filename().string();
  const bool fits = !label.empty() && label.size() <= 63 && std::all_of(label.begin(), label.end(), [](char letter) {
    return (letter >= 'a' && letter <= 'z') || (letter >= '0' && letter <= '9') || letter == '-';
  });
  if (fits) return label;
  return Wrong("directory_name_unfit",
               {"Tên thư mục \"" + label + "\" phải gồm chữ thường a–z, số và dấu gạch nối, vì nó thành tên máy chủ.",
                "The name of directory \"" + label + "\" becomes a host name: use a-z, digits and hyphens only."});
}

/// The first directory and those beside it, each founded. What was opened closes again when one of them cannot be.
Result<std::vector<DataDirectory>> OpenAll(const ServeOptions& options, const std::string& regulations,
                                           std::vector<operations::Door>& doors) {
  std::vector<DataDirectory> opened;
  NUONG_TRY(auto first, OpenDataDirectory({.directory = options.data,
                                           .regulations = regulations,
                                           .regulation = options.demo ? options.regulation : "",
                                           .demo = options.demo}));
  NUONG_CHECK(FoundIfNew(first, options));
  NUONG_CHECK(BringIntoUse(*first.services, options.witnesses));
  doors.push_back({"", first.services.get()});
  opened.push_back(std::move(first));
  for (const std::string& directory : options.beside) {
    NUONG_TRY(std::string label, LabelOf(directory));
    const auto same = [&](const operations::Door& door) { return door.label == label; };
    if (std::any_of(doors.begin(), doors.end(), same)) {
      return Wrong("directory_name_twice",
                   {"Hai thư mục cùng tên \"" + label + "\".", "Two directories are named \"" + label + "\"."});
    }
    NUONG_TRY(auto next, OpenDataDirectory({.directory = directory, .regulations = regulations, .regulation = ""}));
    NUONG_CHECK(FoundIfNew(next, {}));
    NUONG_CHECK(BringIntoUse(*next.services, ""));
    doors.push_back({std::move(label), next.services.get()});
    opened.push_back(std::move(next));
  }
  if (doors.size() > 1) operations::OpenSideBySide(doors);
  return opened;
}

/// Of directories whose root key is sealed: how; and of what was left in the clear beside it.
void TellRootKeys(const Common& common, const ServeOptions& options, http::Log& log) {
  std::vector<std::string> directories = {options.data};
  directories.insert(directories.end(), options.beside.begin(), options.beside.end());
  for (const std::string& directory : directories) {
    const RootKeyState state = StateOfRootKey(directory);
    if (state.way != RootKeyWay::kSealed) continue;
    fmt::print("{}: {}\n", directory, Say(common, WordsOf(state)));
    if (state.is_plain_left) log.Failed({"root_key", "root_key_left_in_plain", directory, ""});
  }
}

/// What is proposed, beside what each directory uses.
Result<void> LayBeside(const std::string& proposed, const std::vector<DataDirectory>& opened) {
  if (proposed.empty()) return {};
  NUONG_TRY(const std::string folder, OtherRegulations(proposed, "proposed_not_found"));
  for (const DataDirectory& directory : opened) {
    NUONG_TRY(auto regulation, LoadOther(folder, directory.regulation->id));
    operations::ProposeRules(*directory.services, std::move(regulation));
  }
  return {};
}

/// Counts what the proposed rules change, after everybody who wants an answer.
std::jthread CountInTheBackground(const std::vector<DataDirectory>& opened, ServerLog& log) {
  return std::jthread([&opened, &log](const std::stop_token& stop) {
    constexpr int kLast = 19;
    ::setpriority(PRIO_PROCESS, 0, kLast);  // of this thread alone
    for (const DataDirectory& directory : opened) {
      const auto counted = operations::CountRuleChange(*directory.services, [&stop] { return stop.stop_requested(); });
      if (stop.stop_requested()) return;
      if (!counted.ok()) log.Failed({"rule_change", counted.error().id, counted.error().note, ""});
    }
  });
}

}  // namespace

int Serve(const Common& common, const ServeOptions& options) {
  const int signals = StopSignals();
  const auto folder = FindRegulations(common);
  if (!folder.ok()) return Fail(common, folder.error());
  std::vector<operations::Door> doors;
  auto opened = OpenAll(options, *folder, doors);
  if (!opened.ok()) return Fail(common, opened.error());
  if (const auto laid = LayBeside(options.proposed, *opened); !laid.ok()) return Fail(common, laid.error());
  std::vector<http::Beside> beside;
  for (std::size_t at = 1; at < doors.size(); ++at) beside.push_back({doors[at].label, doors[at].services});

  ServerLog log;
  auto server =
      http::Server::Start({.address = options.address, .port = options.port}, *doors.front().services, log, beside);
  if (!server.ok()) return Fail(common, server.error());
  fmt::print("{} http://localhost:{}\n", Say(common, {"Nương đang chạy tại", "Nương is running at"}),
             (*server)->port());
  for (const http::Beside& house : beside) fmt::print("  http://{}.localhost:{}\n", house.label, (*server)->port());
  TellRootKeys(common, options, log);
  std::fflush(stdout);

  std::jthread counting = CountInTheBackground(*opened, log);
  WaitForStop(signals, *opened, options.checkpoint_seconds, log);
  fmt::print("{}\n",
             Say(common, {"Đang dừng: hoàn tất các yêu cầu dở dang …", "Stopping: finishing requests under way …"}));
  std::fflush(stdout);
  counting.request_stop();
  (*server)->Stop();
  log.TellRefusals(true);
  if (const auto checkpoint = MakeCheckpoints(*opened); !checkpoint.ok()) {
    return Fail(common, checkpoint.error());
  }
  return 0;
}

}  // namespace nuong::app
