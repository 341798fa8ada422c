#include <fmt/core.h>

#include "messages.hpp"
#include "nuong/base/value.hpp"
#include "regulation_files.hpp"

namespace nuong::app {
namespace {

Value FindingValue(const regulation::Finding& finding) {
  Value::Array story;
  for (const regulation::StoryStep& step : finding.story) {
    story.push_back(Value::Object{
        {"day", FormatDate(step.day)}, {"vi", step.says.vi}, {"en", step.says.en}, {"clause", step.clause}});
  }
  return Value::Object{{"file", finding.place.file}, {"line", finding.place.line}, {"column", finding.place.column},
                       {"id", finding.id},           {"vi", finding.message.vi},   {"en", finding.message.en},
                       {"story", std::move(story)}};
}

void PrintFinding(const Common& common, const regulation::Finding& finding) {
  fmt::print("{}: {} [{}]\n", finding.place.text(), Say(common, finding.message), finding.id);
  std::size_t number = 0;
  for (const regulation::StoryStep& step : finding.story) {
    fmt::print("  {}. {}  {}", ++number, FormatDate(step.day), Say(common, step.says));
    fmt::print("{}\n", step.clause.empty() ? "" : " [" + step.clause + "]");
  }
}

void PrintSummary(const Common& common, const std::string& id, const regulation::Regulation& regulation) {
  const Text summary{
      fmt::format("{}: không có lỗi ({} việc, {} nhiệm vụ, {} quy tắc truy cập, {} cơ quan, {} văn bản).", id,
                  regulation.acts.size(), regulation.duties.size(), regulation.access.size(), regulation.units.size(),
                  regulation.instruments.size()),
      fmt::format("{}: no findings ({} acts, {} duties, {} access rules, {} units, {} instruments).", id,
                  regulation.acts.size(), regulation.duties.size(), regulation.access.size(), regulation.units.size(),
                  regulation.instruments.size())};
  fmt::print("{}\n", Say(common, summary));
}

}  // namespace

int Check(const Common& common, const CheckOptions& options) {
  const auto folder = FindRegulations(common);
  if (!folder.ok()) return Fail(common, folder.error());
  const auto files = ReadRegulationFiles(*folder);
  if (!files.ok()) return Fail(common, files.error());
  std::vector<std::string> ids = ListRegulations(*folder);
  if (!options.regulation.empty()) ids = {options.regulation};

  std::size_t findings = 0;
  Value::Array report;
  for (const std::string& id : ids) {
    const regulation::Loaded loaded = regulation::Load(*files, id);
    findings += loaded.findings.size();
    for (const regulation::Finding& finding : loaded.findings) {
      if (common.json) {
        report.push_back(FindingValue(finding));
      } else {
        PrintFinding(common, finding);
      }
    }
    if (!common.json && loaded.findings.empty()) PrintSummary(common, id, loaded.regulation);
  }
  if (common.json) fmt::print("{}\n", WriteJson(Value::Object{{"findings", std::move(report)}}));
  return findings == 0 ? 0 : 1;
}

}  // namespace nuong::app
