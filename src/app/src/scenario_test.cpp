#include "scenario.hpp"

#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>

#include "nuong/ledger/verify.hpp"
#include "nuong/operations/monitor.hpp"

namespace nuong::app {
namespace {

namespace fs = std::filesystem;

class ScenarioFiles : public testing::TestWithParam<std::string> {};

std::vector<std::string> Files() {
  std::vector<std::string> files;
  for (const auto& entry : fs::directory_iterator(fs::path(NUONG_SOURCE_DIR) / "tests/scenarios")) {
    if (entry.path().extension() == ".yaml") files.push_back(entry.path().string());
  }
  return files;
}

TEST_P(ScenarioFiles, GoAsTold) {
  std::string directory = (fs::temp_directory_path() / "nuong-test-XXXXXX").string();
  ASSERT_NE(::mkdtemp(directory.data()), nullptr);
  {
    auto scenario = Scenario::Open(GetParam(), std::string(NUONG_SOURCE_DIR) + "/regulations", directory);
    ASSERT_TRUE(scenario.ok()) << scenario.error().message.en << scenario.error().note;
    const ScenarioReport report = (*scenario)->Run();
    EXPECT_GT(report.steps, 0u);
    for (const ScenarioFailure& failure : report.failures)
      ADD_FAILURE() << failure.place.text() << ": " << failure.what;
    const auto views = operations::CompareViews((*scenario)->store(), (*scenario)->regulation());
    ASSERT_TRUE(views.ok()) << views.error().note;
    EXPECT_GT(views->facts, 0u);
    for (const std::string& difference : views->differences) ADD_FAILURE() << "view differs: " << difference;
    // What the regulation allowed when it happened, an outsider finds allowed when she looks again.
    const auto watched = operations::Monitor((*scenario)->store(), {(*scenario)->regulation()});
    ASSERT_TRUE(watched.ok()) << watched.error().note;
    EXPECT_GT(watched->decisions, 0u);
    for (const auto& finding : watched->findings) ADD_FAILURE() << finding.id << ": " << finding.message.en;
    const auto proved = (*scenario)->store().Read([](store::Reader& reader) -> Result<void> {
      for (const auto& flaw : ledger::Verify(reader).flaws) ADD_FAILURE() << flaw.id << ": " << flaw.message.en;
      return {};
    });
    EXPECT_TRUE(proved.ok());
  }
  fs::remove_all(directory);
}

INSTANTIATE_TEST_SUITE_P(Stories, ScenarioFiles, testing::ValuesIn(Files()),
                         [](const auto& file) { return fs::path(file.param).stem().string(); });

}  // namespace
}  // namespace nuong::app
