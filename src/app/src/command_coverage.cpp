#include <fmt/core.h>

#include <algorithm>
#include <map>

#include "asked_about.hpp"
#include "messages.hpp"
#include "nuong/base/value.hpp"
#include "regulation_files.hpp"

namespace nuong::app {
namespace {

/// A clause, what carries it out, and the stories and questions that ask about one of these.
struct Row {
  regulation::CoveredClause covered;
  std::vector<std::string> files;
  bool is_asked_for = true;  ///< false when there are no tests to ask
};

enum class Verdict { kCovered, kNotCarried, kNoCarrier, kNotAsked };

Verdict VerdictOf(const Row& row) {
  if (row.covered.clause->not_carried) return Verdict::kNotCarried;
  if (row.covered.carriers.empty()) return Verdict::kNoCarrier;
  return row.is_asked_for && row.files.empty() ? Verdict::kNotAsked : Verdict::kCovered;
}

bool IsWell(Verdict verdict) { return verdict == Verdict::kCovered || verdict == Verdict::kNotCarried; }

using Regulations = std::map<std::string, std::shared_ptr<const regulation::Regulation>>;

/// These, and all others of the folder.
Result<Regulations> LoadAll(const std::string& folder, const std::vector<std::string>& ids) {
  std::vector<std::string> to_load = ListRegulations(folder);
  to_load.insert(to_load.end(), ids.begin(), ids.end());
  Regulations all;
  for (const std::string& id : to_load) {
    if (all.contains(id)) continue;
    NUONG_TRY(auto loaded, LoadRegulation(folder, id));
    all.emplace(id, std::move(loaded));
  }
  return all;
}

/// A clause of the shared law is asked about by the files of every regulation that declares it.
bool AsksAbout(const TestFile& file, const Regulations& all, const regulation::CoveredClause& covered) {
  const auto found = all.find(file.regulation);
  if (found == all.end()) return false;
  const regulation::Regulation& its = *found->second;
  if (its.law.FindClause(covered.clause->instrument, covered.clause->id) == nullptr) return false;
  return std::any_of(covered.carriers.begin(), covered.carriers.end(),
                     [&](const regulation::Carrier& carrier) { return AsksAbout(file, its, carrier); });
}

std::vector<Row> RowsOf(const regulation::Regulation& regulation, const Regulations& all,
                        const std::vector<TestFile>& files) {
  std::vector<Row> rows;
  for (regulation::CoveredClause& covered : regulation::Coverage(regulation)) {
    Row row{std::move(covered), {}, !files.empty()};
    for (const TestFile& file : files) {
      if (AsksAbout(file, all, row.covered)) row.files.push_back(file.name);
    }
    rows.push_back(std::move(row));
  }
  return rows;
}

Value ToValue(const std::string& id, const Row& row) {
  Value::Array carriers;
  for (const regulation::Carrier& carrier : row.covered.carriers) {
    carriers.push_back(Value::Object{{"kind", carrier.kind}, {"id", carrier.id}});
  }
  Value::Array files;
  for (const std::string& file : row.files) files.emplace_back(file);
  const regulation::Clause& clause = *row.covered.clause;
  Value reason;
  if (clause.not_carried) reason = Value::Object{{"vi", clause.not_carried->vi}, {"en", clause.not_carried->en}};
  return Value::Object{{"regulation", id},
                       {"instrument", clause.instrument},
                       {"clause", clause.id},
                       {"certainty", regulation::CertaintyCode(clause.certainty)},
                       {"carriers", std::move(carriers)},
                       {"tests", std::move(files)},
                       {"not_carried", std::move(reason)},
                       {"covered", IsWell(VerdictOf(row))}};
}

void Print(const Common& common, const Row& row) {
  const regulation::Clause& clause = *row.covered.clause;
  std::string carriers;
  for (const regulation::Carrier& carrier : row.covered.carriers) carriers += " " + carrier.kind + ":" + carrier.id;
  std::string files;
  for (const std::string& file : row.files) files += " " + file;
  const std::string name = clause.instrument + " " + clause.id;
  switch (VerdictOf(row)) {
    case Verdict::kCovered:
      fmt::print("{} →{}{}{}\n", name, carriers, files.empty() ? "" : " →", files);
      return;
    case Verdict::kNotCarried:
      fmt::print("{} → ({})\n", name, Say(common, *clause.not_carried));
      return;
    case Verdict::kNoCarrier:
      fmt::print("{} ✗ {}\n", name,
                 Say(common, {"Chưa có mục nào thực hiện điều khoản này; hãy thêm, hoặc nói lý do (not_carried).",
                              "Nothing carries this clause out; add an item, or say why not (not_carried)."}));
      return;
    case Verdict::kNotAsked:
      fmt::print("{} →{} ✗ {}\n", name, carriers,
                 Say(common, {"Chưa có tình huống nào hỏi đến; hãy thêm vào tests/scenarios hoặc tests/rules.",
                              "No story or question asks about it; add one to tests/scenarios or tests/rules."}));
      return;
  }
}

}  // namespace

int ShowCoverage(const Common& common, const CheckOptions& options) {
  const auto folder = FindRegulations(common);
  if (!folder.ok()) return Fail(common, folder.error());
  const auto files = ReadTestFiles(*folder);
  if (!files.ok()) return Fail(common, files.error());
  std::vector<std::string> ids = ListRegulations(*folder);
  if (!options.regulation.empty()) ids = {options.regulation};
  if (files->empty() && !common.json) {
    fmt::print("{}\n", Say(common, {"Không có thư mục tests bên cạnh; chỉ kiểm tra mục thực hiện.",
                                    "There is no folder of tests beside it; only the carriers are checked."}));
  }
  const auto all = LoadAll(*folder, ids);
  if (!all.ok()) return Fail(common, all.error());
  std::size_t wrong = 0;
  Value::Array report;
  for (const std::string& id : ids) {
    const std::vector<Row> rows = RowsOf(*all->at(id), *all, *files);
    const auto uncovered =
        std::count_if(rows.begin(), rows.end(), [](const Row& row) { return !IsWell(VerdictOf(row)); });
    wrong += static_cast<std::size_t>(uncovered);
    for (const Row& row : rows) {
      if (common.json) report.push_back(ToValue(id, row));
      if (!common.json) Print(common, row);
    }
    if (common.json) continue;
    const auto covered = rows.size() - static_cast<std::size_t>(uncovered);
    fmt::print("{}\n", Say(common, {fmt::format("{}: {}/{} điều khoản được thực hiện.", id, covered, rows.size()),
                                    fmt::format("{}: {} of {} clauses covered.", id, covered, rows.size())}));
  }
  if (common.json) fmt::print("{}\n", WriteJson(Value::Object{{"clauses", std::move(report)}}));
  return wrong == 0 ? 0 : 1;
}

}  // namespace nuong::app
