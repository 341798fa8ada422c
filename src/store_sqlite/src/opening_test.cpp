#include <gtest/gtest.h>
#include <sqlite3.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <sstream>

#include "nuong/store_sqlite/store_sqlite.hpp"

namespace nuong::store_sqlite {
namespace {

namespace fs = std::filesystem;
using store::Collection;

/// A directory with a store of some hundred rows, closed.
class Opening : public testing::Test {
 protected:
  void SetUp() override {
    std::string pattern = (fs::temp_directory_path() / "opening_XXXXXX").string();
    ASSERT_NE(mkdtemp(pattern.data()), nullptr);
    root_ = pattern;
    directory_ = root_ + "/data";
    const auto store = Open();
    ASSERT_TRUE(store.ok()) << store.error().note;
    ASSERT_TRUE(Fill(**store, 300).ok());
  }
  void TearDown() override { fs::remove_all(root_); }

  Result<std::unique_ptr<store::Store>> Open() const {
    Options options;
    options.directory = directory_;
    return OpenSqlite(options);
  }
  static Result<void> Fill(store::Store& store, int rows) {
    return store.Write([rows](store::Writer& writer) -> Result<void> {
      for (int i = 0; i < rows; ++i) writer.Put(Collection::kEntries, std::to_string(i), std::string(500, 'x'));
      return {};
    });
  }
  std::string File() const { return directory_ + "/nuong.db"; }
  void Alter(const std::string& sql) const {
    sqlite3* database = nullptr;
    ASSERT_EQ(sqlite3_open(File().c_str(), &database), SQLITE_OK);
    EXPECT_EQ(sqlite3_exec(database, sql.c_str(), nullptr, nullptr, nullptr), SQLITE_OK) << sqlite3_errmsg(database);
    sqlite3_close(database);
  }
  void Overwrite(std::streamoff offset, const std::string& bytes) const {
    std::fstream file(File(), std::ios::in | std::ios::out | std::ios::binary);
    file.seekp(offset);
    file << bytes;
  }
  std::string Bytes() const {
    std::ostringstream bytes;
    bytes << std::ifstream(File(), std::ios::binary).rdbuf();
    return bytes.str();
  }
  /// Refused for this reason, in both languages, and the file left as it is.
  void ExpectRefused(const std::string& id) const {
    const std::string before = Bytes();
    const auto opened = Open();
    ASSERT_FALSE(opened.ok());
    EXPECT_EQ(opened.error().code, ErrorCode::kCorrupt);
    EXPECT_EQ(opened.error().id, id) << opened.error().note;
    EXPECT_FALSE(opened.error().message.vi.empty());
    EXPECT_FALSE(opened.error().message.en.empty());
    EXPECT_TRUE(Bytes() == before);
  }

  std::string root_;
  std::string directory_;
};

TEST_F(Opening, LeavesNoLogAfterClosing) {
  EXPECT_TRUE(fs::exists(File()));
  EXPECT_FALSE(fs::exists(File() + "-wal"));
  EXPECT_EQ(fs::status(directory_).permissions(), fs::perms::owner_all);
}

TEST_F(Opening, RefusesASecondServerAndSaysSo) {
  auto first = Open();
  ASSERT_TRUE(first.ok());
  const auto second = Open();
  ASSERT_FALSE(second.ok());
  EXPECT_EQ(second.error().code, ErrorCode::kBusy);
  EXPECT_EQ(second.error().id, "store_in_use");
  first = Open();  // refused as well, and ends the first
  EXPECT_TRUE(Open().ok());
}

TEST_F(Opening, RefusesAMissingOrEmptyFile) {
  fs::resize_file(File(), 0);
  ExpectRefused("store_missing");
  fs::remove(File());
  ExpectRefused("store_missing");
  EXPECT_FALSE(fs::exists(File()));
}

TEST_F(Opening, RefusesText) {
  std::ofstream(File(), std::ios::trunc) << "Đây không phải là dữ liệu.\n";
  ExpectRefused("store_corrupt");
  std::ofstream(File(), std::ios::trunc) << std::string(100'000, 'a');
  ExpectRefused("store_corrupt");
}

TEST_F(Opening, RefusesAFileCutAnywhere) {
  const auto size = fs::file_size(File());
  for (const auto kept : {size - 1, size - 4096, size / 2, std::uintmax_t{4096}, std::uintmax_t{100}}) {
    SCOPED_TRACE(kept);
    const std::string whole = Bytes();
    fs::resize_file(File(), kept);
    ExpectRefused("store_corrupt");
    std::ofstream(File(), std::ios::binary | std::ios::trunc) << whole;
    ASSERT_TRUE(Open().ok());
  }
}

TEST_F(Opening, RefusesADamagedHeaderOrPage) {
  const std::string whole = Bytes();
  for (const std::streamoff offset : {0, 16, 100, 4096, 40'960}) {
    SCOPED_TRACE(offset);
    Overwrite(offset, std::string(64, '\x5a'));
    ExpectRefused("store_corrupt");
    std::ofstream(File(), std::ios::binary | std::ios::trunc) << whole;
  }
}

TEST_F(Opening, RefusesAKeyThatDisagreesWithItsIndex) {
  const std::string key = "a key that stands in its row and in the index";
  {
    const auto store = Open();
    ASSERT_TRUE(store.ok());
    ASSERT_TRUE((*store)
                    ->Write([&](store::Writer& writer) -> Result<void> {
                      writer.Put(Collection::kCases, key, "");
                      return {};
                    })
                    .ok());
  }
  const std::string whole = Bytes();
  int copies = 0;
  for (auto at = whole.find(key); at != std::string::npos; at = whole.find(key, at + 1)) {
    ++copies;
    Overwrite(static_cast<std::streamoff>(at), "b");
    ExpectRefused("store_corrupt");
    std::ofstream(File(), std::ios::binary | std::ios::trunc) << whole;
  }
  EXPECT_EQ(copies, 2);
}

TEST_F(Opening, RefusesAnotherProgramsFile) {
  Alter("PRAGMA application_id=7");
  ExpectRefused("store_foreign");
}

TEST_F(Opening, RefusesAVersionItDoesNotKnow) {
  for (const auto* version : {"4", "2", "1", "0", "-1"}) {
    Alter(std::string("PRAGMA user_version=") + version);
    ExpectRefused("store_version_unknown");
  }
}

TEST_F(Opening, RefusesAnyOtherSchema) {
  const std::string whole = Bytes();
  for (const auto* change :
       {"CREATE TABLE more(x)", "DROP TABLE beds", "CREATE INDEX i ON cases(value)", "CREATE VIEW v AS SELECT 1",
        "CREATE TRIGGER t AFTER INSERT ON cases BEGIN DELETE FROM entries; END", "ALTER TABLE cases ADD COLUMN x BLOB",
        "DROP TABLE beds; CREATE TABLE beds (key BLOB PRIMARY KEY, value BLOB)"}) {
    SCOPED_TRACE(change);
    Alter(change);
    ExpectRefused("store_schema_altered");
    std::ofstream(File(), std::ios::binary | std::ios::trunc) << whole;
  }
}

TEST_F(Opening, RefusesAMissingKeyring) {
  fs::remove(directory_ + "/keyring.db");
  ExpectRefused("store_missing");
}

TEST_F(Opening, RefusesTheKeyringOfAnotherStore) {
  const std::string kept = root_ + "/other";
  fs::rename(directory_, kept);
  ASSERT_TRUE(Open().ok());
  fs::copy_file(kept + "/keyring.db", directory_ + "/keyring.db", fs::copy_options::overwrite_existing);
  ExpectRefused("store_keyring_apart");
}

TEST_F(Opening, RefusesAnOldKeyringAndAnOldDataFile) {
  const auto put = [this](const std::string& key) {
    const auto store = Open();
    ASSERT_TRUE(store.ok());
    ASSERT_TRUE((*store)
                    ->Write([&](store::Writer& writer) -> Result<void> {
                      writer.Put(Collection::kKeyring, key, "wrap");
                      return {};
                    })
                    .ok());
  };
  put("a");
  for (const auto* file : {"/keyring.db", "/nuong.db"}) {
    fs::copy_file(directory_ + file, root_ + file, fs::copy_options::overwrite_existing);
  }
  put("b");
  put("c");
  for (const auto* file : {"/keyring.db", "/nuong.db"}) {
    SCOPED_TRACE(file);
    fs::rename(directory_ + file, root_ + "/new");
    fs::copy_file(root_ + file, directory_ + file);
    ExpectRefused("store_keyring_apart");
    fs::rename(root_ + "/new", directory_ + file);
    EXPECT_TRUE(Open().ok());
  }
}

TEST_F(Opening, RefusesAForeignDatabaseInANewDirectory) {
  fs::remove(directory_ + "/nuong.lock");
  fs::remove(File());
  Alter("CREATE TABLE strangers(x)");
  ExpectRefused("store_foreign");
}

TEST_F(Opening, SaysWhenTheDirectoryCannotBeMade) {
  Options options;
  options.directory = root_ + "/absent/data";
  const auto opened = OpenSqlite(options);
  ASSERT_FALSE(opened.ok());
  EXPECT_EQ(opened.error().code, ErrorCode::kBroken);
}

}  // namespace
}  // namespace nuong::store_sqlite
