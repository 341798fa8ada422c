#include <fmt/core.h>

#include <algorithm>
#include <fstream>
#include <iterator>

#include "messages.hpp"
#include "nuong/operations/access_survey.hpp"
#include "regulation_files.hpp"

namespace nuong::app {
namespace {

Result<YamlNode> ReadTable(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  if (!file) {
    return Wrong("table_not_found",
                 {"Không mở được bảng \"" + path + "\".", "The table \"" + path + "\" cannot be opened."});
  }
  const std::string text{std::istreambuf_iterator<char>(file), {}};
  return ParseYaml(text, path);
}

/// Prints or collects what is found about one regulation; counts what is wrong.
class Report {
 public:
  explicit Report(const Common& common) : common_(common) {}

  std::size_t wrong() const { return wrong_; }

  void Survey(const std::string& id, const operations::AccessSurvey& survey) {
    operations::AccessTopic all;
    Value::Array topics;
    for (const operations::AccessTopic& topic : survey.topics) {
      all.requests += topic.requests;
      all.asked += topic.asked;
      all.allowed += topic.allowed;
      topics.push_back(Value::Object{{"topic", operations::TopicName(topic.action, topic.field_class)},
                                     {"requests", static_cast<std::int64_t>(topic.requests)},
                                     {"asked", static_cast<std::int64_t>(topic.asked)},
                                     {"allowed", static_cast<std::int64_t>(topic.allowed)}});
    }
    Value::Array breaks;
    for (const operations::AccessBreak& broken : survey.breaks) {
      Say({broken.title.vi + " " + std::to_string(broken.requests) + " yêu cầu, như: " + broken.first.words,
           broken.title.en + " " + std::to_string(broken.requests) + " requests, such as: " + broken.first.words},
          broken.invariant);
      breaks.push_back(Value::Object{{"invariant", broken.invariant},
                                     {"requests", static_cast<std::int64_t>(broken.requests)},
                                     {"first", broken.first.words}});
    }
    wrong_ += survey.breaks.size() + static_cast<std::size_t>(survey.unequal);
    Say({fmt::format(
             "{} yêu cầu trừu tượng ({} nhóm được hỏi), {} được phép, {} điều cấm bị phạm; {} yêu cầu rút ngẫu nhiên, "
             "{} trả lời khác nhóm.",
             all.requests, all.asked, all.allowed, survey.breaks.size(), survey.drawn, survey.unequal),
         fmt::format("{} abstract requests (asked in {} groups), {} allowed, {} invariants broken; {} drawn at random, "
                     "{} answered unlike their group.",
                     all.requests, all.asked, all.allowed, survey.breaks.size(), survey.drawn, survey.unequal)},
        id);
    json_["topics"] = std::move(topics);
    json_["broken"] = std::move(breaks);
    json_["unequal"] = static_cast<std::int64_t>(survey.unequal);
  }

  void Table(const std::string& id, const operations::TableReport& report) {
    Value::Array misses;
    for (const operations::TableMiss& miss : report.misses) {
      Say({fmt::format("{} ({}): bảng cho, quy tắc không: [{}]; quy tắc cho, bảng không: [{}]", miss.row, miss.stage,
                       miss.missing, miss.beyond),
           fmt::format("{} ({}): only the table allows [{}]; only the rules allow [{}]", miss.row, miss.stage,
                       miss.missing, miss.beyond)},
          miss.where);
      misses.push_back(Value::Object{{"where", miss.where},
                                     {"row", miss.row},
                                     {"stage", miss.stage},
                                     {"missing", miss.missing},
                                     {"beyond", miss.beyond}});
    }
    wrong_ += report.misses.size();
    Say({fmt::format("bảng lập tay: {} ô, {} dòng không khớp.", report.cells, report.misses.size()),
         fmt::format("table by hand: {} cells, {} lines disagree.", report.cells, report.misses.size())},
        id);
    json_["misses"] = std::move(misses);
  }

  void Spoilt(const std::string& id, const std::vector<operations::AccessMutant>& mutants) {
    Value::Array alive;
    for (const operations::AccessMutant& mutant : mutants) {
      if (!mutant.killed_by.empty()) continue;
      Say({"không ai nhận ra: " + mutant.change.vi, "nobody notices: " + mutant.change.en}, mutant.rule);
      alive.push_back(Value::Object{{"rule", mutant.rule}, {"change", mutant.change.en}});
    }
    wrong_ += alive.size();
    Say({fmt::format("{} quy tắc làm sai, {} không bị phát hiện.", mutants.size(), alive.size()),
         fmt::format("{} spoilt rules, {} unnoticed.", mutants.size(), alive.size())},
        id);
    json_["unnoticed"] = std::move(alive);
  }

  void Flips(const std::string& id, const operations::AccessComparison& compared) {
    for (const operations::AccessFlip& flip : compared.flips) {
      const std::string told =
          fmt::format("{:<16} {:<24} +{} −{}", operations::TopicName(flip.action, flip.field_class), flip.role,
                      flip.gained, flip.lost);
      Say({told, told}, id);
    }
    Say({fmt::format("{} yêu cầu nay được phép, {} nay bị từ chối.", compared.gained, compared.lost),
         fmt::format("{} requests are allowed now, {} are refused now.", compared.gained, compared.lost)},
        id);
    json_["flips"] = operations::FlipsValue(compared.flips);
    json_["gained"] = static_cast<std::int64_t>(compared.gained);
    json_["lost"] = static_cast<std::int64_t>(compared.lost);
  }

  Value::Object TakeJson() { return std::exchange(json_, {}); }

 private:
  void Say(const Text& text, const std::string& about) {
    if (!common_.json) fmt::print("{}: {}\n", about, app::Say(common_, text));
  }

  const Common& common_;
  std::size_t wrong_ = 0;
  Value::Object json_;
};

Result<void> Look(const std::string& folder, const std::string& id, const CheckOptions& options, Report& report) {
  NUONG_TRY(const auto regulation, LoadRegulation(folder, id));
  if (options.requests) {
    return operations::ListRequests(*regulation, [](const Value& line) { fmt::print("{}\n", WriteJson(line)); });
  }
  if (!options.against.empty()) {
    NUONG_TRY(const auto before, LoadRegulation(options.against, id));
    NUONG_TRY(const auto compared, operations::CompareAccess(*before, *regulation));
    report.Flips(id, compared);
    return {};
  }
  // The tables first: who has misspelt a word of one should not wait for the survey.
  std::vector<YamlNode> tables;
  for (const std::string& path : options.tables) {
    NUONG_TRY(YamlNode table, ReadTable(path));
    tables.push_back(std::move(table));
  }
  if (!tables.empty()) {
    NUONG_TRY(const auto compared, operations::CompareAccessTables(*regulation, tables));
    report.Table(id, compared);
  }
  if (!options.tables_only) {
    NUONG_TRY(const auto survey, operations::SurveyAccess(*regulation));
    report.Survey(id, survey);
  }
  if (!options.spoil) return {};
  NUONG_TRY(const auto mutants, operations::SpoilAccessRules(*regulation, tables));
  report.Spoilt(id, mutants);
  return {};
}

}  // namespace

int SurveyRules(const Common& common, const CheckOptions& options) {
  const auto folder = FindRegulations(common);
  if (!folder.ok()) return Fail(common, folder.error());
  std::vector<std::string> ids = ListRegulations(*folder);
  if (!options.regulation.empty()) ids = {options.regulation};
  Report report(common);
  Value::Array all;
  for (const std::string& id : ids) {
    const auto looked = Look(*folder, id, options, report);
    if (!looked.ok()) return Fail(common, looked.error());
    Value::Object json = report.TakeJson();
    json["regulation"] = id;
    all.push_back(std::move(json));
  }
  if (common.json) fmt::print("{}\n", WriteJson(Value::Object{{"regulations", std::move(all)}}));
  return report.wrong() == 0 ? 0 : 1;
}

}  // namespace nuong::app
