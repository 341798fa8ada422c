#include "law_table.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <functional>

#include "regulation_files.hpp"

namespace nuong::app {
namespace {

namespace fs = std::filesystem;

RegulationShelf& Shelf() {
  static RegulationShelf shelf(std::string(NUONG_SOURCE_DIR) + "/regulations");
  return shelf;
}

/// The tables about one regulation.
std::vector<YamlNode> TablesOf(const std::string& regulation) {
  std::vector<YamlNode> tables;
  for (const auto& entry : fs::directory_iterator(fs::path(NUONG_SOURCE_DIR) / "tests/law")) {
    auto root = ReadStory(entry.path().string());
    EXPECT_TRUE(root.ok()) << entry.path();
    if (!root.ok()) continue;
    const auto of = RegulationsOf(*root);
    EXPECT_TRUE(of.ok()) << entry.path();
    if (of.ok() && std::find(of->begin(), of->end(), regulation) != of->end()) tables.push_back(std::move(*root));
  }
  return tables;
}

class LawTables : public testing::TestWithParam<std::string> {};

TEST_P(LawTables, HoldAsWritten) {
  const auto regulation = Shelf().Take(GetParam());
  ASSERT_TRUE(regulation.ok()) << regulation.error().message.en;
  const ScenarioReport report = CompareLawTables(TablesOf(GetParam()), *regulation);
  EXPECT_GT(report.steps, 100u);
  for (const ScenarioFailure& failure : report.failures) ADD_FAILURE() << failure.place.text() << ": " << failure.what;
}

INSTANTIATE_TEST_SUITE_P(Law, LawTables, testing::Values("hcmc", "bac-giang"), [](const auto& of) {
  return of.param == "hcmc" ? std::string("Hcmc") : std::string("BacGiang");
});

std::string SaidOf(const ScenarioReport& report) {
  std::string said;
  for (const ScenarioFailure& failure : report.failures) said += failure.place.text() + " " + failure.what + "\n";
  return said;
}

/// What one of the tables says of a changed copy of a regulation.
std::string SaidOf(const std::string& id, const std::string& table,
                   const std::function<void(regulation::Regulation&)>& change) {
  const auto regulation = Shelf().Take(id);
  if (!regulation.ok()) return regulation.error().message.en;
  auto changed = std::make_shared<regulation::Regulation>(**regulation);
  change(*changed);
  const auto root = ReadStory(std::string(NUONG_SOURCE_DIR) + "/tests/law/" + table + ".yaml");
  return root.ok() ? SaidOf(CompareLawTables({*root}, changed)) : root.error().note;
}

regulation::Duty& DutyCalled(regulation::Regulation& all, const std::string& id) {
  return *std::find_if(all.duties.begin(), all.duties.end(), [&](const auto& duty) { return duty.id == id; });
}

TEST(LawTables, NoticeADutyThatIsLostOrNew) {
  EXPECT_NE(SaidOf("hcmc", "owed_hcmc",
                   [](auto& all) {
                     std::erase_if(all.duties, [](const auto& duty) { return duty.id == "border-guard-lodges"; });
                   })
                .find("nobody called actor owes lodging_given"),
            std::string::npos);
  EXPECT_NE(SaidOf("hcmc", "owed_hcmc",
                   [](auto& all) {
                     regulation::Duty more = DutyCalled(all, "border-guard-lodges");
                     more.id = "and-again";
                     all.duties.push_back(std::move(more));
                   })
                .find("no row tells of and-again"),
            std::string::npos);
}

TEST(LawTables, NoticeAnotherTimeEndOrLadder) {
  EXPECT_NE(
      SaidOf("bac-giang", "owed_bac_giang", [](auto& all) { DutyCalled(all, "facility-lodges").deadline.amount = 61; })
          .find("within: expected IMM60, but found IMM61"),
      std::string::npos);
  EXPECT_NE(
      SaidOf("bac-giang", "owed_bac_giang", [](auto& all) { DutyCalled(all, "facility-lodges").lapses_when.clear(); })
          .find("over: expected stage closed, stage home, but found nothing"),
      std::string::npos);
  EXPECT_NE(SaidOf("bac-giang", "owed_bac_giang", [](auto& all) { DutyCalled(all, "facility-lodges").late.clear(); })
                .find("told when late: expected labour_department, but found nothing"),
            std::string::npos);
}

TEST(LawTables, NoticeWhoMayDoAnActAndWhatItMakes) {
  const auto act = [](auto& all) -> regulation::Act& {
    return *std::find_if(all.acts.begin(), all.acts.end(),
                         [](const auto& one) { return one.kind == "needs_assessed"; });
  };
  EXPECT_NE(SaidOf("hcmc", "acts_national", [&](auto& all) { act(all).by_roles.clear(); })
                .find("Only the regulation lets: keeper:"),
            std::string::npos);
  EXPECT_NE(SaidOf("hcmc", "acts_national", [&](auto& all) { act(all).when.clear(); }).find("it may be done also with"),
            std::string::npos);
  EXPECT_NE(SaidOf("hcmc", "acts_national", [&](auto& all) { act(all).makes_keeper = true; })
                .find("keeper: expected no, but found yes"),
            std::string::npos);
}

TEST(LawTables, NoticeARightThatIsLost) {
  EXPECT_NE(SaidOf("hcmc", "given",
                   [](auto& all) {
                     std::erase_if(all.matrix.entitlements, [](const auto& row) { return row.id == "travel-2011"; });
                   })
                .find("given: expected"),
            std::string::npos);
}

/// What is said of the rows of one table about the city; what is only left out of it is left out here too.
std::string SaidOfRows(const std::string& rows) {
  const auto root = ParseYaml("table: t\nof: [hcmc]\n" + rows, "t.yaml");
  const auto regulation = Shelf().Take("hcmc");
  if (!root.ok() || !regulation.ok()) return "not YAML, or no regulation";
  std::string said;
  for (const ScenarioFailure& failure : CompareLawTables({*root}, *regulation).failures) {
    if (failure.place.line > 1) said += failure.place.text() + " " + failure.what + "\n";
  }
  return said;
}

const std::string kBrought =
    "after: received, by: border_post, if: {age_group: child}, who: actor, must: child_reported, within: IMM60, "
    "told: [labour_department, health_department], over: {stage: [home, closed]}}\n";
const std::string kChild = "  - {clause: \"decree-56-2017 receiving information (form 01)\", from: 2017-07-01, ";

TEST(LawTables, TellWhichRowIsWrongAndHow) {
  EXPECT_EQ(SaidOfRows("owed:\n" + kChild + kBrought), "");
  std::string other = kBrought;
  other.replace(other.find("IMM60"), 5, "IMM90");
  const std::string said = SaidOfRows("owed:\n" + kChild + kBrought + kChild + other);
  EXPECT_NE(said.find("t.yaml:5:5 this row does not hold"), std::string::npos) << said;
  EXPECT_NE(said.find("nobody called actor owes child_reported"), std::string::npos) << said;
  EXPECT_NE(SaidOfRows("owed:\n" + kChild + other).find("within: expected IMM90, but found IMM60"), std::string::npos);
}

TEST(LawTables, AreRefusedWhereTheyAreMisspelt) {
  const auto said = [](const std::string& from, const std::string& to) {
    std::string row = kBrought;
    row.replace(row.find(from), from.size(), to);
    const std::string all = SaidOfRows("owed:\n" + kChild + row);
    return all.starts_with("t.yaml:4:5 ") ? all : "not at its place: " + all;
  };
  EXPECT_NE(said("within", "withn").find("there is no key `withn` here"), std::string::npos);
  EXPECT_NE(said("within", "withn").find("`within` is missing"), std::string::npos);
  EXPECT_NE(said("{age_group", "{age_grop").find("no case value and no field `age_grop`"), std::string::npos);
  EXPECT_NE(said("child}", "chlid}").find("`age_group` is never \"chlid\""), std::string::npos);
  EXPECT_NE(said("by: border_post", "others: perhaps").find("`others` must be yes or no, not \"perhaps\""),
            std::string::npos);
  EXPECT_NE(said("[labour_department,", "[labour_departmnt,").find("expected health_department, labour_departmnt"),
            std::string::npos);
  EXPECT_NE(said("IMM60", "soon").find("within: expected soon"), std::string::npos);
  EXPECT_NE(SaidOfRows("owed:\n  - {clause: c, after: received, who: actor, must: closed, within: \"-\"}\n")
                .find("`from` or `on` is missing"),
            std::string::npos);
}

TEST(LawTables, OfActsAndRightsAreRefusedWhereTheyAreMisspelt) {
  const auto act = [](const std::string& rest) {
    return SaidOfRows(
        "acts:\n  - {act: needs_assessed, clause: \"decree-20-2021 art. 28(2)(a)\", from: 2021-07-01, who: "
        "keeper, of: social_support_centre, when: {stage: housed}" +
        rest + "}\n");
  };
  EXPECT_EQ(act(", not: {stage: received}"), "");
  EXPECT_NE(act(", not: {stage: recieved}").find("`stage` is never \"recieved\""), std::string::npos);
  EXPECT_NE(act(", not: {done: recieved}").find("`done`: there is no act \"recieved\""), std::string::npos);
  EXPECT_NE(act("").find("`not` is missing"), std::string::npos);
  const std::string right = SaidOfRows(
      "given:\n  - {on: 2026-02-14, person: {status: not_victim, citizenship: vietnamese, whereabouts: in_vietnam, "
      "wishes_home: true}, limit: {essentals: 60D}}\n");
  EXPECT_EQ(right, "t.yaml:4:5 this row does not hold\n      `limit`: there is no kind of support \"essentals\"\n");
}

TEST(LawTables, AreRefusedWithoutRegulationOrRows) {
  for (const char* text : {"table: t\nof: []\nowed: [{after: received}]\n", "table: t\nowed: [{after: received}]\n",
                           "table: t\nof: [hcmc]\n", "table: t\nof: [hcmc]\nowed: {after: received}\n"}) {
    const auto root = ParseYaml(text, "t.yaml");
    ASSERT_TRUE(root.ok() && HoldsLawTable(*root)) << text;
    const auto of = RegulationsOf(*root);
    ASSERT_FALSE(of.ok()) << text;
    EXPECT_EQ(of.error().id, "law_table_ill_formed");
    EXPECT_EQ(of.error().message.en.substr(0, 7), "t.yaml:");
  }
}

}  // namespace
}  // namespace nuong::app
