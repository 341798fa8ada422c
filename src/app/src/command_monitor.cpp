#include <fmt/core.h>

#include "messages.hpp"
#include "monitoring.hpp"
#include "nuong/base/value.hpp"

namespace nuong::app {
namespace {

Value::Array AsJson(const Common& common, const MonitorRun& run) {
  Value::Array findings;
  for (const operations::MonitorFinding& finding : run.findings) {
    findings.push_back(Value::Object{{"sequence", static_cast<std::int64_t>(finding.sequence)},
                                     {"id", finding.id},
                                     {"message", Say(common, finding.message)}});
  }
  return findings;
}

int Print(const Common& common, const MonitorRun& run) {
  if (common.json) {
    fmt::print("{}\n", WriteJson(Value::Object{{"size", static_cast<std::int64_t>(run.size)},
                                               {"root", run.root},
                                               {"before", static_cast<std::int64_t>(run.before)},
                                               {"decisions", static_cast<std::int64_t>(run.decisions)},
                                               {"findings", AsJson(common, run)}}));
    return run.findings.empty() ? 0 : 1;
  }
  for (const operations::MonitorFinding& finding : run.findings) {
    fmt::print("{} [{}]\n", Say(common, finding.message), finding.id);
  }
  fmt::print("{}\n", Say(common, run.findings.empty() ? Text{"Không có gì bất thường.", "Nothing out of order."}
                                                      : Text{"CÓ điều bất thường.", "Something IS out of order."}));
  fmt::print("{}: {} · {}: {} · {}: {}\n", Say(common, {"số mục", "entries"}), run.size,
             Say(common, {"lần trước", "last time"}), run.before,
             Say(common, {"quyết định kiểm lại", "decisions taken again"}), run.decisions);
  return run.findings.empty() ? 0 : 1;
}

}  // namespace

int MonitorDirectory(const Common& common, const MonitorOptions& options) {
  const auto folder = FindRegulations(common);
  if (!folder.ok()) return Fail(common, folder.error());
  std::vector<std::string> folders = {*folder};
  folders.insert(folders.end(), options.older.begin(), options.older.end());
  const auto run = RunMonitor(options.data, folders, options.state, options.signer);
  if (!run.ok()) return Fail(common, run.error());
  return Print(common, *run);
}

}  // namespace nuong::app
