#include "connection.hpp"

#include <gtest/gtest.h>

#include <filesystem>

namespace nuong::store_sqlite {
namespace {

/// Both files, each with its writing and its reading connection, confined as the store confines them.
class Connection : public testing::Test {
 protected:
  void SetUp() override {
    std::string pattern = (std::filesystem::temp_directory_path() / "connection_XXXXXX").string();
    ASSERT_NE(mkdtemp(pattern.data()), nullptr);
    options_.directory = pattern;
    for (const FileKind kind : {FileKind::kData, FileKind::kKeyring}) {
      Database writing = OpenWriting(options_, kind, true);
      ASSERT_TRUE(PrepareSchema(writing, kind, true).ok());
      Confine(writing, kind, Rights::kReadAndWrite);
      open_.push_back(std::move(writing));
      open_.push_back(OpenReading(options_, kind));
    }
  }
  void TearDown() override {
    open_.clear();
    std::filesystem::remove_all(options_.directory);
  }
  Database& data() { return open_[0]; }
  Database& reading() { return open_[1]; }
  Database& keyring() { return open_[2]; }

  /// What the engine says when it refuses; empty when it obeys.
  static std::string RefusalOf(Database& database, const char* sql) {
    try {
      database.Execute(sql);
    } catch (const store::Broken& refused) {
      return refused.what();
    }
    return "";
  }

  Options options_;
  std::vector<Database> open_;
};

TEST_F(Connection, RefusesWhatTheProgramNeverDoes) {
  for (const auto* sql : {
           // other files, settings, extensions
           "ATTACH ':memory:' AS other",
           "ATTACH 'keyring.db' AS other",
           "DETACH main",
           "VACUUM",
           "VACUUM INTO '/tmp/copy.db'",
           "PRAGMA synchronous=OFF",
           "PRAGMA secure_delete=OFF",
           "PRAGMA journal_mode=DELETE",
           "PRAGMA writable_schema=ON",
           "PRAGMA trusted_schema=ON",
           "PRAGMA query_only=OFF",
           "PRAGMA table_list",
           "SELECT load_extension('x')",
           // functions, even harmless ones, and statements that run without end
           "SELECT abs(1)",
           "SELECT count(*) FROM engine",
           "SELECT randomblob(1000000000)",
           "SELECT writefile('x', 'y')",
           "SELECT * FROM pragma_database_list",
           "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i FROM n) SELECT i FROM n",
           // the schema and everything that would change it
           "SELECT * FROM sqlite_schema",
           "UPDATE sqlite_schema SET sql=''",
           "DELETE FROM sqlite_schema",
           "CREATE TABLE x(y)",
           "CREATE TEMP TABLE x(y)",
           "CREATE VIEW x AS SELECT 1",
           "CREATE TRIGGER x AFTER INSERT ON engine BEGIN DELETE FROM engine; END",
           "CREATE INDEX x ON engine(value)",
           "CREATE VIRTUAL TABLE x USING fts5(y)",
           "DROP TABLE engine",
           "ALTER TABLE engine ADD COLUMN x BLOB",
           "ALTER TABLE engine RENAME TO x",
           "ANALYZE",
           "REINDEX",
           // changes the store never makes
           "UPDATE engine SET value=x''",
       }) {
    for (Database& database : open_) EXPECT_NE(RefusalOf(database, sql), "") << sql;
  }
}

TEST_F(Connection, OfOneFileSeesNoTableOfTheOther) {
  EXPECT_NE(RefusalOf(data(), "SELECT value FROM keyring"), "");
  EXPECT_NE(RefusalOf(keyring(), "SELECT value FROM cases"), "");
  EXPECT_EQ(RefusalOf(data(), "SELECT value FROM cases"), "");
  EXPECT_EQ(RefusalOf(keyring(), "SELECT value FROM keyring"), "");
}

TEST_F(Connection, ThatReadsCannotWrite) {
  const auto* put = "REPLACE INTO cases(key,value) VALUES(x'61',x'')";
  EXPECT_EQ(RefusalOf(data(), put), "");
  EXPECT_NE(RefusalOf(reading(), put), "");
  EXPECT_NE(RefusalOf(reading(), "DELETE FROM cases"), "");
  EXPECT_NE(RefusalOf(reading(), "SAVEPOINT x"), "");
}

TEST_F(Connection, TakesNothingButBytes) {
  EXPECT_NE(RefusalOf(data(), "REPLACE INTO cases(key,value) VALUES('text',x'')"), "");
  EXPECT_NE(RefusalOf(data(), "REPLACE INTO cases(key,value) VALUES(x'61',NULL)"), "");
}

/// Each refusal above by the authorizer itself, not only by a setting that happens to stand in the way too.
TEST_F(Connection, RefusesWhenAStatementIsPrepared) {
  for (const auto* sql : {"PRAGMA synchronous=OFF", "SELECT load_extension('x')", "SELECT * FROM sqlite_schema",
                          "CREATE TABLE x(y)", "ATTACH ':memory:' AS other", "ANALYZE"}) {
    const std::string said = RefusalOf(data(), sql);
    EXPECT_TRUE(said.find("not authorized") != std::string::npos || said.find("prohibited") != std::string::npos)
        << sql << ": " << said;
  }
}

}  // namespace
}  // namespace nuong::store_sqlite
