#include "store_contract.hpp"

#include <cstdlib>
#include <filesystem>

namespace nuong::store {

Error Refusal() {
  return Error{
      .code = ErrorCode::kRefused, .id = "refused", .message = {"từ chối", "refused"}, .note = {}, .fields = {}};
}

void StoreContract::SetUp() {
  std::string pattern = (std::filesystem::temp_directory_path() / "store_contract_XXXXXX").string();
  ASSERT_NE(mkdtemp(pattern.data()), nullptr);
  directory_ = pattern;
  Reopen();
}

void StoreContract::TearDown() {
  store_.reset();
  std::filesystem::remove_all(directory_);
}

void StoreContract::Reopen() {
  store_.reset();
  auto opened = GetParam().open(directory_);
  ASSERT_TRUE(opened.ok()) << opened.error().note;
  store_ = std::move(opened).value();
}

void StoreContract::Put(Collection collection, const std::string& key, const std::string& value) {
  const auto written = store().Write([&](Writer& writer) -> Result<void> {
    writer.Put(collection, key, value);
    return {};
  });
  ASSERT_TRUE(written.ok()) << written.error().note;
}

std::optional<std::string> StoreContract::Get(Collection collection, const std::string& key) {
  std::optional<std::string> found;
  const auto read = store().Read([&](Reader& reader) -> Result<void> {
    found = reader.Get(collection, key);
    return {};
  });
  EXPECT_TRUE(read.ok());
  return found;
}

Rows StoreContract::Scan(Collection collection, const Range& range) {
  Rows rows;
  const auto read = store().Read([&](Reader& reader) -> Result<void> {
    reader.Scan(collection, range, [&](std::string_view key, std::string_view value) {
      rows.emplace_back(key, value);
      return true;
    });
    return {};
  });
  EXPECT_TRUE(read.ok());
  return rows;
}

std::vector<std::string> StoreContract::Keys(Collection collection, const Range& range) {
  std::vector<std::string> keys;
  for (auto& [key, value] : Scan(collection, range)) keys.push_back(key);
  return keys;
}

}  // namespace nuong::store
