// The public JSON parsing corpus, when it lies beside the repository: y_ must be read, n_ must be refused.
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <map>

#include "nuong/base/unicode.hpp"
#include "nuong/base/value.hpp"

namespace nuong {
namespace {

const std::filesystem::path kCorpora = std::filesystem::path(NUONG_SOURCE_DIR) / "../shared/data/corpora";

std::string BytesOf(const std::filesystem::path& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

/// Files that RFC 8259 allows and our stricter reading refuses.
const std::map<std::string, const char*> kStricter = {
    {"y_object_duplicated_key.json", "json_duplicate_key"},
    {"y_object_duplicated_key_and_value.json", "json_duplicate_key"},
    {"y_object_escaped_null_in_key.json", "json_nul_in_text"},
    {"y_string_null_escape.json", "json_nul_in_text"},
};

TEST(JsonCorpus, IsReadOrRefusedAsMarked) {
  const auto folder = kCorpora / "json";
  if (!std::filesystem::is_directory(folder)) GTEST_SKIP() << "skipped: no JSON corpus beside the repository";
  int seen = 0;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(folder)) {
    const std::string name = entry.path().filename().string();
    const bool wanted = name.starts_with("y_");
    if (!wanted && !name.starts_with("n_")) continue;
    ++seen;
    const auto value = ParseJson(BytesOf(entry.path()));
    const auto stricter = kStricter.find(name);
    EXPECT_EQ(value.ok(), wanted && stricter == kStricter.end()) << name;
    if (stricter != kStricter.end() && !value.ok()) {
      EXPECT_EQ(value.error().id, stricter->second) << name;
    }
  }
  EXPECT_GT(seen, 200);
}

TEST(NaughtyTexts, SurviveUnlessTheyHoldControlCharacters) {
  const auto path = kCorpora / "naughty-strings.json";
  if (!std::filesystem::exists(path)) GTEST_SKIP() << "skipped: no list of naughty texts beside the repository";
  const auto texts = ParseJson(BytesOf(path));
  ASSERT_TRUE(texts.ok()) << texts.error().note;
  int refused = 0;
  for (const Value& item : *texts->AsArray()) {
    const auto normal = NormaliseText(*item.AsText());
    if (normal) {
      EXPECT_EQ(*normal, *item.AsText());
      FoldVietnamese(*normal);
    } else {
      ++refused;
    }
  }
  EXPECT_LT(refused, 12);
}

}  // namespace
}  // namespace nuong
