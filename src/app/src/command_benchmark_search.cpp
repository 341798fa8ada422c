#include <fmt/core.h>

#include <algorithm>
#include <ctime>

#include "messages.hpp"
#include "nuong/regulation/search_load.hpp"
#include "regulation_files.hpp"

namespace nuong::app {
namespace {

constexpr unsigned kOffices = 12;
constexpr int kRounds = 3;
constexpr int kChecks = 15;

/// Processor seconds of this process, so that others on the machine do not count.
double ProcessorSeconds() {
  timespec now{};
  ::clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
  return static_cast<double>(now.tv_sec) + static_cast<double>(now.tv_nsec) / 1e9;
}

template <class F>
double SecondsOf(F run) {
  const double began = ProcessorSeconds();
  run();
  return ProcessorSeconds() - began;
}

void MeasureKernel(const Common& common) {
  for (int round = 0; round < kRounds; ++round) {
    regulation::SearchedLoad found;
    const double seconds = SecondsOf([&] { found = regulation::SearchLoad(kOffices); });
    fmt::print("{:<14} {} {} · {} {} · {:.3f} s · {:.2f} M {}/s · {:.1f} M {}/s\n", "kernel", found.states,
               Say(common, {"tình trạng", "states"}), found.steps, Say(common, {"bước", "steps"}), seconds,
               found.states / seconds / 1e6, Say(common, {"tình trạng", "states"}),
               static_cast<double>(found.steps) / seconds / 1e6, Say(common, {"bước", "steps"}));
  }
}

Result<void> MeasureChecks(const Common& common) {
  NUONG_TRY(const std::string folder, FindRegulations(common));
  NUONG_TRY(const auto files, ReadRegulationFiles(folder));
  for (const std::string& id : ListRegulations(folder)) {
    std::vector<double> milliseconds;
    for (int i = 0; i < kChecks; ++i) {
      milliseconds.push_back(1000 * SecondsOf([&] { regulation::Load(files, id); }));
    }
    std::sort(milliseconds.begin(), milliseconds.end());
    fmt::print("{:<14} {:.0f} ms ({:.0f} … {:.0f})\n", id, milliseconds[kChecks / 2], milliseconds.front(),
               milliseconds.back());
  }
  return {};
}

}  // namespace

int BenchmarkSearch(const Common& common, const BenchmarkOptions& options) {
  if (options.promela) {
    fmt::print("{}", regulation::LoadInPromela(kOffices));
    return 0;
  }
  fmt::print("{}\n", Say(common, {"Giây xử lý; mạng thử, rồi từng quy chế: trung vị của 15 lần đọc và kiểm tra",
                                  "Processor time; a made-up net, then each regulation: median of 15 times read and "
                                  "checked"}));
  MeasureKernel(common);
  const auto measured = MeasureChecks(common);
  return measured.ok() ? 0 : Fail(common, measured.error());
}

}  // namespace nuong::app
