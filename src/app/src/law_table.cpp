#include "law_table.hpp"

#include "law_rows.hpp"
#include "messages.hpp"
#include "scenario_value.hpp"

namespace nuong::app {
namespace {

constexpr std::string_view kParts[] = {"owed", "acts", "given"};

/// Reads the rows of one part; their days are from `from` until `until`, or the one day `on`.
void Collect(const YamlNode& table, std::string_view part, const std::shared_ptr<const regulation::Regulation>& of,
             LawRows& rows) {
  const YamlNode* list = table.Find(part);
  if (list == nullptr || list->AsList() == nullptr) return;
  for (const YamlNode& node : *list->AsList()) {
    LawRow row{Question(node, of), {}, std::nullopt};
    for (const auto& [key, day] : {std::pair{"from", false}, std::pair{"on", false}, std::pair{"until", true}}) {
      const std::string text = row.question.Text(key, false);
      if (text.empty()) continue;
      const auto date = ParseDate(text);
      if (!date) row.question.Tell("`" + std::string(key) + "` must be a day, not \"" + text + "\"");
      if (date && day) row.until = date;
      if (date && !day) row.from = *date;
    }
    if (row.from == CivilDate{}) row.question.Tell("`from` or `on` is missing: since when, or on which day");
    rows.push_back(std::move(row));
  }
}

void Report(const LawRows& rows, ScenarioReport& report) {
  report.steps += rows.size();
  for (const LawRow& row : rows) {
    std::string wrong;
    std::set<std::string> told;
    for (const std::string& problem : row.question.problems()) {
      if (told.insert(problem).second) wrong += "\n      " + problem;
    }
    if (!wrong.empty()) report.failures.push_back({row.question.node().place, "this row does not hold" + wrong});
  }
}

}  // namespace

bool HoldsLawTable(const YamlNode& root) { return root.Find("table") != nullptr; }

Result<std::vector<std::string>> RegulationsOf(const YamlNode& root) {
  std::vector<std::string> ids = TextsOf(root.Find("of"));
  std::size_t rows = 0;
  bool is_all_lists = true;
  for (const std::string_view part : kParts) {
    const YamlNode* list = root.Find(part);
    if (list == nullptr) continue;
    is_all_lists = is_all_lists && list->AsList() != nullptr;
    if (list->AsList() != nullptr) rows += list->AsList()->size();
  }
  if (!ids.empty() && rows > 0 && is_all_lists) return ids;
  const std::string place = root.place.text();
  return Wrong("law_table_ill_formed",
               {place + ": bảng quy định cần `table` (mã), `title`, `of` (các bộ quy định) và danh sách `owed`, "
                        "`acts` hoặc `given`.",
                place + ": a table of the law needs `table` (an id), `title`, `of` (regulations) and a list `owed`, "
                        "`acts` or `given`."});
}

ScenarioReport CompareLawTables(const std::vector<YamlNode>& tables,
                                const std::shared_ptr<const regulation::Regulation>& regulation) {
  ScenarioReport report;
  report.id = "law of " + regulation->id;
  report.title = {"Bảng quy định lập tay: " + regulation->title.vi, "Tables of the law: " + regulation->title.en};
  LawRows owed;
  LawRows acts;
  LawRows given;
  for (const YamlNode& table : tables) {
    Question head(table, regulation);
    head.Allow({"table", "title", "of", "owed", "acts", "given"});
    for (const std::string& problem : head.problems()) report.failures.push_back({table.place, problem});
    Collect(table, "owed", regulation, owed);
    Collect(table, "acts", regulation, acts);
    Collect(table, "given", regulation, given);
  }
  std::set<std::string> told;
  const TellMissing missing = [&](std::string what) {
    if (told.insert(what).second) report.failures.push_back({tables.front().place, std::move(what)});
  };
  CompareOwed(regulation, owed, missing);
  CompareActs(regulation, acts, missing);
  CompareGiven(given);
  for (const LawRows* rows : {&owed, &acts, &given}) Report(*rows, report);
  return report;
}

}  // namespace nuong::app
