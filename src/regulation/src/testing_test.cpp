#include "testing.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>

namespace nuong::regulation::testing {

std::string ReadText(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  EXPECT_TRUE(file.is_open()) << path;
  return {std::istreambuf_iterator<char>(file), {}};
}

std::vector<SourceFile> ReadFolder(const std::string& folder) {
  namespace fs = std::filesystem;
  const fs::path root = fs::path(NUONG_SOURCE_DIR) / "regulations";
  std::vector<SourceFile> files;
  for (const auto& entry : fs::recursive_directory_iterator(root / folder)) {
    if (entry.path().extension() != ".yaml") continue;
    files.push_back({fs::relative(entry.path(), root).string(), ReadText(entry.path().string())});
  }
  std::sort(files.begin(), files.end(), [](const auto& a, const auto& b) { return a.name < b.name; });
  return files;
}

std::shared_ptr<const Regulation> Example() {
  static const std::shared_ptr<const Regulation> example = [] {
    Loaded loaded = Load(ReadFolder("example"), "example");
    EXPECT_EQ(Told(loaded.findings), "");
    return std::make_shared<const Regulation>(std::move(loaded.regulation));
  }();
  return example;
}

std::string Told(const std::vector<Finding>& findings) {
  std::string told;
  for (const Finding& finding : findings) {
    told += finding.place.text() + " " + finding.id + " — " + finding.message.en + "\n";
  }
  return told;
}

Instant At(const std::string& text) {
  const auto at = ParseInstant(text);
  EXPECT_TRUE(at) << text;
  return at.value_or(Instant{});
}

}  // namespace nuong::regulation::testing
