#include <fmt/core.h>

#include "data_directory.hpp"
#include "messages.hpp"
#include "nuong/operations/reform_day.hpp"
#include "regulation_files.hpp"

namespace nuong::app {
namespace {

Value JsonOf(const operations::ReformView& view) {
  Value::Array units;
  for (const operations::ReformUnitView& unit : view.units) {
    Value::Object object{{"unit", unit.unit},   {"cases", unit.cases}, {"duties", unit.duties},
                         {"wraps", unit.wraps}, {"keys", unit.keys},   {"stuck", unit.stuck.has_value()}};
    if (unit.successor) object.emplace("successor", *unit.successor);
    units.push_back(std::move(object));
  }
  return Value::Object{{"day", view.day}, {"state", view.state}, {"cases", view.cases}, {"units", std::move(units)}};
}

Text KeysInWords(const std::string& keys) {
  if (keys == "nobody") return {"không ai giữ khóa", "nobody holds its keys"};
  if (keys == "waiting") return {"chờ giao khóa", "keys not brought yet"};
  if (keys == "ready") return {"khóa đã sẵn sàng", "keys ready"};
  if (keys == "passed") return {"khóa đã chuyển", "keys passed"};
  return {"không cần khóa", "no keys needed"};
}

void Print(const Common& common, const operations::ReformView& view) {
  fmt::print("{} {} · {}\n", Say(common, {"Ngày chuyển đổi", "Reform day"}), view.day, view.state);
  for (const operations::ReformUnitView& unit : view.units) {
    const std::string to = unit.stuck ? "✗ " + Say(common, *unit.stuck) : "→ " + Say(common, *unit.successor_name);
    fmt::print("{} {}\n    {}: {} · {}: {} · {}: {} · {}\n", Say(common, unit.unit_name), to,
               Say(common, {"hồ sơ", "cases"}), unit.cases, Say(common, {"việc đang mở", "open duties"}), unit.duties,
               Say(common, {"khóa hồ sơ", "case keys"}), unit.wraps, Say(common, KeysInWords(unit.keys)));
  }
  for (const operations::ReformCountView& duty : view.duties) {
    fmt::print("{:>8}  {}\n", duty.count, Say(common, duty.name));
  }
}

}  // namespace

int PreviewReformDay(const Common& common, const ReformOptions& options) {
  const auto folder = FindRegulations(common);
  if (!folder.ok()) return Fail(common, folder.error());
  const auto opened = OpenDataDirectory({.directory = options.data, .regulations = *folder, .regulation = ""});
  if (!opened.ok()) return Fail(common, opened.error());
  const auto view = operations::PreviewReformOffline(*opened->services, {options.on});
  if (!view.ok()) return Fail(common, view.error());
  if (common.json) {
    fmt::print("{}\n", WriteJson(JsonOf(*view)));
  } else {
    Print(common, *view);
  }
  return 0;
}

}  // namespace nuong::app
