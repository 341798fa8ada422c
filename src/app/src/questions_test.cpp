#include "questions.hpp"

#include <gtest/gtest.h>

#include <filesystem>

namespace nuong::app {
namespace {

namespace fs = std::filesystem;

/// Loaded once for all files.
RegulationShelf& Shelf() {
  static RegulationShelf shelf(std::string(NUONG_SOURCE_DIR) + "/regulations");
  return shelf;
}

std::vector<std::string> Files() {
  std::vector<std::string> files;
  for (const auto& entry : fs::directory_iterator(fs::path(NUONG_SOURCE_DIR) / "tests/rules")) {
    if (entry.path().extension() == ".yaml") files.push_back(entry.path().string());
  }
  return files;
}

class RuleQuestions : public testing::TestWithParam<std::string> {};

TEST_P(RuleQuestions, AreAnsweredAsExpected) {
  const auto root = ReadStory(GetParam());
  ASSERT_TRUE(root.ok()) << root.error().note;
  const auto report = AskQuestions(*root, Shelf());
  ASSERT_TRUE(report.ok()) << report.error().message.en << report.error().note;
  EXPECT_GT(report->steps, 0u);
  for (const ScenarioFailure& failure : report->failures) ADD_FAILURE() << failure.place.text() << ": " << failure.what;
}

INSTANTIATE_TEST_SUITE_P(Rules, RuleQuestions, testing::ValuesIn(Files()),
                         [](const auto& file) { return fs::path(file.param).stem().string(); });

/// What is told of one question put to the pretend province.
std::string Told(const std::string& ask) {
  const std::string head =
      "questions: q\ntitle: {vi: A, en: A}\nregulation: example\nasks:\n  - name: {vi: Hỏi, en: Ask}\n    because: "
      "{vi: A, en: A}\n";
  const auto root = ParseYaml(head + ask, "q.yaml");
  if (!root.ok()) return "not YAML";
  const auto report = AskQuestions(*root, Shelf());
  if (!report.ok()) return report.error().id;
  std::string told;
  for (const ScenarioFailure& failure : report->failures) told += failure.place.text() + " " + failure.what;
  return told;
}

TEST(Questions, TellWhatWasExpectedAndWhatWasFound) {
  EXPECT_EQ(Told("    on: 2023-12-31\n    ask: regime\n    regime: {is: new-rules}\n"),
            "q.yaml:5:5 Ask\n      regime: expected new-rules, but found old-rules");
  EXPECT_EQ(Told("    on: 2023-08-31\n    ask: count\n    count: {rule: 1WD, until: \"2023-09-02T00:00+07:00\"}\n"),
            "q.yaml:5:5 Ask\n      until: expected 2023-09-02T00:00:00+07:00, but found 2023-09-06T00:00:00+07:00");
  EXPECT_EQ(Told("    on: 2023-06-01\n    ask: in_force\n    in_force: {kind: duty, id: tell-family, is: no}\n"),
            "q.yaml:5:5 Ask\n      in force: expected no, but found yes");
}

TEST(Questions, TellWhatIsNotWellFormed) {
  EXPECT_EQ(Told("    on: 2023-12-31\n    ask: weather\n"),
            "q.yaml:5:5 Ask\n      `ask` must be one of: count, regime, in_force, holder, opens, entitled, item");
  EXPECT_EQ(Told("    on: soon\n    ask: regime\n    regime: {is: old-rules}\n"),
            "q.yaml:5:5 Ask\n      `on` must be a day, or a moment with its offset, not \"soon\"");
  EXPECT_EQ(Told("    on: 2023-12-31\n    ask: regime\n"),
            "q.yaml:5:5 Ask\n      `regime` is missing: what is asked and what must be answered");
  EXPECT_EQ(Told("    on: 2023-12-31\n    ask: regime\n    regime: {is: old-rules, clouds: 3}\n"),
            "q.yaml:5:5 Ask\n      there is no key `clouds` here; known are: is");
  EXPECT_EQ(Told("    on: 2023-12-31\n    ask: item\n    item: {kind: register, id: nothing}\n"),
            "q.yaml:5:5 Ask\n      the regulation has no register \"nothing\"");
}

TEST(Questions, AreRefusedWithoutAList) {
  const auto root = ParseYaml("questions: q\nregulation: example\n", "q.yaml");
  ASSERT_TRUE(root.ok() && HoldsQuestions(*root));
  EXPECT_EQ(AskQuestions(*root, Shelf()).error().id, "questions_ill_formed");
}

}  // namespace
}  // namespace nuong::app
