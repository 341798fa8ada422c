#include "regulation_files.hpp"

#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>

namespace nuong::app {
namespace {

namespace fs = std::filesystem;

const std::string kRegulations = std::string(NUONG_SOURCE_DIR) + "/regulations";

TEST(RegulationFiles, FingerprintIsTheWholeHash) {
  const auto loaded = LoadRegulation(kRegulations, "example");
  ASSERT_TRUE(loaded.ok());
  EXPECT_EQ((*loaded)->fingerprint.size(), 64U);
}

/// One file called "a.yaml", the line of its size, its text and "b.yaml" would be fingerprinted as the two files are.
TEST(RegulationFiles, NameThatHidesAFileInTheFingerprintIsRefused) {
  std::string folder = (fs::temp_directory_path() / "nuong-files-XXXXXX").string();
  ASSERT_NE(::mkdtemp(folder.data()), nullptr);
  std::ofstream(folder + "/a.yaml\n3\nabcb.yaml") << "x";
  const auto files = ReadRegulationFiles(folder);
  fs::remove_all(folder);
  ASSERT_FALSE(files.ok());
  EXPECT_EQ(files.error().id, "file_name_unfit");
}

}  // namespace
}  // namespace nuong::app
