#include <fmt/core.h>

#include <cstdlib>
#include <filesystem>

#include "messages.hpp"
#include "nuong/base/value.hpp"
#include "regulation_files.hpp"
#include "scenario.hpp"

namespace nuong::app {
namespace {

namespace fs = std::filesystem;

/// A directory that goes when this goes.
class TemporaryDirectory {
 public:
  TemporaryDirectory() {
    std::string name = (fs::temp_directory_path() / "nuong-scenario-XXXXXX").string();
    if (::mkdtemp(name.data()) != nullptr) path_ = name;
  }
  ~TemporaryDirectory() {
    std::error_code ignored;
    if (!path_.empty()) fs::remove_all(path_, ignored);
  }
  TemporaryDirectory(const TemporaryDirectory&) = delete;
  TemporaryDirectory& operator=(const TemporaryDirectory&) = delete;
  const std::string& path() const { return path_; }

 private:
  std::string path_;
};

void Print(const Common& common, const ScenarioReport& report) {
  fmt::print("{}: {}\n", report.id, Say(common, report.title));
  for (const std::string& line : report.lines) fmt::print("  {}\n", line);
  for (const ScenarioFailure& failure : report.failures) fmt::print("{}: {}\n", failure.place.text(), failure.what);
}

Value Encode(const ScenarioReport& report) {
  Value::Array failures;
  for (const ScenarioFailure& failure : report.failures) {
    failures.push_back(Value::Object{{"place", failure.place.text()}, {"what", failure.what}});
  }
  return Value::Object{
      {"scenario", report.id}, {"steps", static_cast<std::int64_t>(report.steps)}, {"failures", std::move(failures)}};
}

}  // namespace

int RunScenarios(const Common& common, const ScenarioOptions& options) {
  if (!options.data.empty() && options.files.size() != 1) {
    return Fail(common, Wrong("one_scenario_only",
                              {"Với --data chỉ chạy được một tình huống.", "With --data, name one scenario."}));
  }
  const auto folder = FindRegulations(common);
  if (!folder.ok()) return Fail(common, folder.error());
  std::size_t failed = 0;
  Value::Array reports;
  for (const std::string& file : options.files) {
    const TemporaryDirectory temporary;
    auto scenario = Scenario::Open(file, *folder, options.data.empty() ? temporary.path() : options.data);
    if (!scenario.ok()) return Fail(common, scenario.error());
    const ScenarioReport report = (*scenario)->Run();
    failed += report.failures.empty() ? 0 : 1;
    if (!options.data.empty()) {
      if (const auto set = SetDemoClock((*scenario)->store(), (*scenario)->now()); !set.ok())
        return Fail(common, set.error());
    }
    if (common.json) {
      reports.push_back(Encode(report));
    } else {
      Print(common, report);
    }
  }
  if (common.json) {
    fmt::print("{}\n", WriteJson(reports));
  } else {
    fmt::print("{} passed, {} failed\n", options.files.size() - failed, failed);
  }
  return failed == 0 ? 0 : 1;
}

}  // namespace nuong::app
