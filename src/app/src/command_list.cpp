#include <fmt/core.h>

#include <algorithm>

#include "messages.hpp"
#include "nuong/base/value.hpp"
#include "nuong/regulation/items.hpp"
#include "nuong/rules/rules.hpp"
#include "regulation_files.hpp"

namespace nuong::app {
namespace {

std::string DaysOf(const regulation::Validity& validity) {
  const std::string from = validity.from == regulation::kBeginning ? "" : FormatDate(validity.from);
  return from + ".." + (validity.until ? FormatDate(*validity.until) : "");
}

std::string CertaintyOf(const regulation::Item& item) {
  return item.certainty ? std::string(regulation::CertaintyCode(*item.certainty)) : "-";
}

std::string ClausesOf(const regulation::Item& item) {
  std::string clauses;
  for (const regulation::Citation& citation : item.clauses) {
    clauses += (clauses.empty() ? "" : "; ") + citation.instrument + " " + citation.clause;
  }
  return clauses.empty() ? "-" : clauses;
}

Value ToValue(const std::string& regulation, const regulation::Item& item) {
  Value::Array clauses;
  for (const regulation::Citation& citation : item.clauses) {
    clauses.push_back(Value::Object{{"instrument", citation.instrument}, {"clause", citation.clause}});
  }
  const bool has_beginning = item.validity.from != regulation::kBeginning;
  return Value::Object{{"regulation", regulation},
                       {"kind", item.kind},
                       {"id", item.id},
                       {"from", has_beginning ? Value(FormatDate(item.validity.from)) : Value()},
                       {"until", item.validity.until ? Value(FormatDate(*item.validity.until)) : Value()},
                       {"certainty", item.certainty ? Value(CertaintyOf(item)) : Value()},
                       {"vi", item.title.vi},
                       {"en", item.title.en},
                       {"clauses", std::move(clauses)}};
}

Error UnknownKind(const std::string& kind) {
  const auto nearest = rules::NearestName(kind, regulation::ItemKinds());
  std::string all;
  for (const std::string& name : regulation::ItemKinds()) all += (all.empty() ? "" : ", ") + name;
  const std::string hint_vi = nearest ? "Có phải là \"" + *nearest + "\"?" : "Có thể dùng: " + all + ".";
  const std::string hint_en = nearest ? "Did you mean \"" + *nearest + "\"?" : "Expected one of: " + all + ".";
  return Wrong("unknown_kind",
               {"Không có loại \"" + kind + "\". " + hint_vi, "There is no kind \"" + kind + "\". " + hint_en});
}

}  // namespace

int ListItems(const Common& common, const CheckOptions& options) {
  const auto& kinds = regulation::ItemKinds();
  if (std::find(kinds.begin(), kinds.end(), options.list) == kinds.end()) {
    return Fail(common, UnknownKind(options.list));
  }
  const auto folder = FindRegulations(common);
  if (!folder.ok()) return Fail(common, folder.error());
  std::vector<std::string> ids = ListRegulations(*folder);
  if (!options.regulation.empty()) ids = {options.regulation};
  Value::Array report;
  for (const std::string& id : ids) {
    const auto loaded = LoadRegulation(*folder, id);
    if (!loaded.ok()) return Fail(common, loaded.error());
    if (!common.json && ids.size() > 1) fmt::print("# {}\n", id);
    for (const regulation::Item& item : regulation::ItemsOf(**loaded, options.list)) {
      if (common.json) {
        report.push_back(ToValue(id, item));
      } else {
        fmt::print("{}\t{}\t{}\t{}\t{}\n", item.id, DaysOf(item.validity), CertaintyOf(item), Say(common, item.title),
                   ClausesOf(item));
      }
    }
  }
  if (common.json) fmt::print("{}\n", WriteJson(Value::Object{{"items", std::move(report)}}));
  return 0;
}

}  // namespace nuong::app
