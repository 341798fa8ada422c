#include "nuong/regulation/load.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>

#include "nuong/base/civil.hpp"
#include "testing.hpp"

namespace nuong::regulation {
namespace {

using testing::ReadFolder;
using testing::ReadText;
using testing::Told;

const std::string kBadFolder = std::string(NUONG_SOURCE_DIR) + "/src/regulation/src/testdata/bad/";
const std::string kBadFile = "example/wrong.yaml";

std::vector<std::string> BadNames() {
  std::vector<std::string> names;
  for (const auto& entry : std::filesystem::directory_iterator(kBadFolder)) {
    if (entry.path().extension() == ".yaml") names.push_back(entry.path().stem().string());
  }
  return names;
}

/// A wrong file beside the sound pretend province gives exactly the findings beside it, each at its place, with the
/// story that leads to it where a search found one.
class WrongFile : public ::testing::TestWithParam<std::string> {};

TEST_P(WrongFile, IsToldAtItsPlace) {
  std::vector<SourceFile> files = ReadFolder("example");
  files.push_back({kBadFile, ReadText(kBadFolder + GetParam() + ".yaml")});
  std::string told;
  for (const Finding& finding : Load(files, "example").findings) {
    EXPECT_FALSE(finding.message.vi.empty());
    EXPECT_FALSE(finding.message.en.empty());
    told += finding.place.text() + " " + finding.id + "\n";
    for (const StoryStep& step : finding.story) {
      EXPECT_FALSE(step.says.vi.empty());
      told += "  " + FormatDate(step.day) + " " + step.says.en;
      if (!step.clause.empty()) told += " [" + step.clause + "]";
      told += "\n";
    }
  }
  EXPECT_EQ(told, ReadText(kBadFolder + GetParam() + ".expected"));
}

INSTANTIATE_TEST_SUITE_P(Load, WrongFile, ::testing::ValuesIn(BadNames()), [](const auto& it) { return it.param; });

const std::string kHeader =
    "regulation: {id: ID, extends: [EXTENDS], title: {vi: A, en: A}, province: {vi: A, en: A}, opens_on: 2023-01-01}\n";

SourceFile Header(const std::string& id, const std::string& extends) {
  std::string text = kHeader;
  text.replace(text.find("ID"), 2, id);
  text.replace(text.find("EXTENDS"), 7, extends);
  return {id + "/regulation.yaml", text};
}

const std::string kAreas = "areas: [{id: AREA, name: {vi: A, en: A}, from: 2000-01-01}]\n";

SourceFile Areas(const std::string& folder, const std::string& area) {
  std::string text = kAreas;
  text.replace(text.find("AREA"), 4, area);
  return {folder + "/areas.yaml", text};
}

TEST(Load, JoinsWhatItExtendsAndTheInstruments) {
  const Loaded loaded = Load({Header("town", "land"), Areas("town", "market"), Header("land", ""),
                              Areas("land", "hills"), Areas("elsewhere", "sea"), Areas("instruments", "shelf")},
                             "town");
  EXPECT_EQ(Told(loaded.findings), "");
  EXPECT_EQ(loaded.regulation.areas.size(), 3u);
  EXPECT_FALSE(loaded.regulation.areas.contains("sea"));
}

TEST(Load, TellsWhatIsDuplicatedInTheFileThatExtends) {
  const Loaded loaded =
      Load({Header("town", "land"), Areas("town", "hills"), Header("land", ""), Areas("land", "hills")}, "town");
  EXPECT_EQ(Told(loaded.findings),
            "town/areas.yaml:1:14 duplicate_id — \"hills\" exists already; each id is used once.\n");
}

TEST(Load, RefusesToExtendItself) {
  const Loaded loaded = Load({Header("town", "land"), Header("land", "town")}, "town");
  ASSERT_EQ(loaded.findings.size(), 1u);
  EXPECT_EQ(loaded.findings[0].id, "extends_cycle");
  EXPECT_EQ(loaded.findings[0].place.file, "land/regulation.yaml");
}

TEST(Load, NamesTheNearestFolderToExtend) {
  const Loaded loaded = Load({Header("town", "lamd"), Header("land", "")}, "town");
  EXPECT_EQ(Told(loaded.findings),
            "town/regulation.yaml:1:34 unknown_regulation — There is no regulation \"lamd\". Did you mean \"land\"?\n");
}

TEST(Load, RefusesAFolderWithoutARegulation) {
  const Loaded loaded = Load({Areas("town", "market")}, "town");
  ASSERT_EQ(loaded.findings.size(), 1u);
  EXPECT_EQ(loaded.findings[0].id, "missing_regulation");
}

TEST(Load, RefusesARegulationInTheWrongFolder) {
  SourceFile header = Header("town", "");
  header.name = "village/regulation.yaml";
  const Loaded loaded = Load({header}, "village");
  ASSERT_EQ(loaded.findings.size(), 1u);
  EXPECT_EQ(loaded.findings[0].id, "wrong_folder");
}

TEST(Load, ChecksTheOtherFilesWhenOneIsBroken) {
  std::vector<SourceFile> files = ReadFolder("example");
  files.push_back({"example/broken.yaml", "acts: [\n"});
  files.push_back({kBadFile, "relations: [{id: tried}]\n"});
  const std::string told = Told(Load(files, "example").findings);
  EXPECT_NE(told.find("example/broken.yaml:"), std::string::npos) << told;
  EXPECT_NE(told.find("example/wrong.yaml:1:13 missing_label"), std::string::npos) << told;
}

/// The example with one text replaced everywhere.
std::string FindingsAfter(const std::string& old_text, const std::string& new_text) {
  std::vector<SourceFile> files = ReadFolder("example");
  bool replaced = false;
  for (SourceFile& file : files) {
    for (std::size_t at = 0; (at = file.text.find(old_text, at)) != std::string::npos; at += new_text.size()) {
      file.text.replace(at, old_text.size(), new_text);
      replaced = true;
    }
  }
  EXPECT_TRUE(replaced) << old_text;
  return Told(Load(files, "example").findings);
}

TEST(Load, RefusesAStageFromWhichACaseNeverCloses) {
  const std::string told =
      FindingsAfter("when: \"case.stage != 'closed'\"", "when: \"case.stage != 'closed' && case.lodging == 'given'\"");
  EXPECT_NE(told.find("stage_never_closes — A case at stage \"housed\" may never be closed."), std::string::npos)
      << told;
  EXPECT_EQ(told.find("stage \"received\""), std::string::npos) << told;
}

TEST(Load, RefusesARegulationThatBeginsNoCase) {
  EXPECT_NE(FindingsAfter("    begins_case: true\n", "").find("no_beginning"), std::string::npos);
}

TEST(Load, RefusesPurposesOfWhichNoneIsTheDefault) {
  EXPECT_NE(FindingsAfter("    default: true\n", "").find("one_default_purpose"), std::string::npos);
}

TEST(Load, KeepsTheSameFindingsInWhateverOrderFilesCome) {
  std::vector<SourceFile> files = ReadFolder("example");
  files.push_back({kBadFile, ReadText(kBadFolder + "several_at_once.yaml")});
  const std::string told = Told(Load(files, "example").findings);
  std::reverse(files.begin(), files.end());
  EXPECT_EQ(Told(Load(files, "example").findings), told);
}

}  // namespace
}  // namespace nuong::regulation
