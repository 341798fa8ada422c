#include <fmt/core.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>

#include "law_table.hpp"
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

/// Prints or collects each report and counts: a story is one check, of questions and rows each is one.
class Telling {
 public:
  explicit Telling(const Common& common) : common_(common) {}

  void Tell(const ScenarioReport& report, bool counts_each) {
    const std::size_t checks = counts_each ? report.steps : 1;
    checks_ += checks;
    failed_ += std::min(report.failures.size(), checks);
    if (common_.json) {
      reports_.push_back(Encode(report));
    } else {
      Print(common_, report);
    }
  }

  int End() {
    if (common_.json) {
      fmt::print("{}\n", WriteJson(std::move(reports_)));
    } else {
      fmt::print("{} passed, {} failed\n", checks_ - failed_, failed_);
    }
    return failed_ == 0 ? 0 : 1;
  }

 private:
  const Common& common_;
  Value::Array reports_;
  std::size_t checks_ = 0;
  std::size_t failed_ = 0;
};

/// Puts a table beside the others about the same regulations.
Result<void> Sort(const YamlNode& table, std::map<std::string, std::vector<YamlNode>>& by_regulation) {
  NUONG_TRY(const auto ids, RegulationsOf(table));
  for (const std::string& id : ids) by_regulation[id].push_back(table);
  return {};
}

}  // namespace

int RunScenarios(const Common& common, const ScenarioOptions& options) {
  if (!options.data.empty() && options.files.size() != 1) {
    return Fail(common, Wrong("one_scenario_only",
                              {"Với --data chỉ chạy được một tình huống.", "With --data, name one scenario."}));
  }
  const auto folder = FindRegulations(common);
  if (!folder.ok()) return Fail(common, folder.error());
  Telling telling(common);
  RegulationShelf shelf(*folder);
  std::map<std::string, std::vector<YamlNode>> tables;
  for (const std::string& file : options.files) {
    auto root = ReadStory(file);
    if (!root.ok()) return Fail(common, root.error());
    if (HoldsLawTable(*root)) {
      if (const auto sorted = Sort(*root, tables); !sorted.ok()) return Fail(common, sorted.error());
      continue;
    }
    const bool is_questions = HoldsQuestions(*root);
    const auto report = is_questions ? AskQuestions(*root, shelf) : Play(file, *folder, options.data);
    if (!report.ok()) return Fail(common, report.error());
    telling.Tell(*report, is_questions);
  }
  for (const auto& [id, about] : tables) {
    const auto regulation = shelf.Take(id);
    if (!regulation.ok()) return Fail(common, regulation.error());
    telling.Tell(CompareLawTables(about, *regulation), true);
  }
  return telling.End();
}

}  // namespace nuong::app
