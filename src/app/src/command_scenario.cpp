#include <fmt/core.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>

#include "messages.hpp"
#include "nuong/base/value.hpp"
#include "questions.hpp"
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

/// How many checks it counts as: a story is one, of questions each.
struct Tally {
  std::size_t checks = 1;
  std::size_t failed = 0;
};

Tally CountOf(const ScenarioReport& report, bool is_questions) {
  if (!is_questions) return {1, report.failures.empty() ? 0u : 1u};
  return {report.steps, std::min(report.failures.size(), report.steps)};
}

/// Plays a story; its directory goes afterwards unless it is to be left behind.
Result<ScenarioReport> Play(const std::string& file, const std::string& regulations, const std::string& data) {
  const TemporaryDirectory temporary;
  NUONG_TRY(const auto scenario, Scenario::Open(file, regulations, data.empty() ? temporary.path() : data));
  ScenarioReport report = scenario->Run();
  if (!data.empty()) NUONG_CHECK(SetDemoClock(scenario->store(), scenario->now()));
  return report;
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
  Tally all{0, 0};
  Value::Array reports;
  for (const std::string& file : options.files) {
    const auto root = ReadStory(file);
    if (!root.ok()) return Fail(common, root.error());
    const bool is_questions = HoldsQuestions(*root);
    const auto report = is_questions ? AskQuestions(*root, *folder) : Play(file, *folder, options.data);
    if (!report.ok()) return Fail(common, report.error());
    const Tally tally = CountOf(*report, is_questions);
    all = {all.checks + tally.checks, all.failed + tally.failed};
    if (common.json) {
      reports.push_back(Encode(*report));
    } else {
      Print(common, *report);
    }
  }
  if (common.json) {
    fmt::print("{}\n", WriteJson(reports));
  } else {
    fmt::print("{} passed, {} failed\n", all.checks - all.failed, all.failed);
  }
  return all.failed == 0 ? 0 : 1;
}

}  // namespace nuong::app
