#include "connection.hpp"

#include <gtest/gtest.h>

#include <filesystem>

#include "schema.hpp"

namespace nuong::store_sqlite {
namespace {

TEST(Connection, RefusesWhatTheProgramNeverDoes) {
  std::string pattern = (std::filesystem::temp_directory_path() / "connection_XXXXXX").string();
  ASSERT_NE(mkdtemp(pattern.data()), nullptr);
  Options options;
  options.directory = pattern;
  {
    Database writing = OpenWriting(options, true);
    ASSERT_TRUE(PrepareSchema(writing, true).ok());
    ConfineToTables(writing);
    Database reading = OpenReading(options);
    for (const auto* sql :
         {"ATTACH ':memory:' AS other", "PRAGMA synchronous=OFF", "PRAGMA journal_mode=DELETE", "CREATE TABLE x(y)",
          "DROP TABLE beds", "CREATE TEMP TABLE x(y)", "VACUUM", "SELECT load_extension('x')",
          "SELECT * FROM sqlite_schema", "UPDATE sqlite_schema SET sql=''", "ALTER TABLE beds ADD COLUMN x BLOB",
          "ANALYZE", "REINDEX"}) {
      EXPECT_THROW(writing.Execute(sql), store::Broken) << sql;
      EXPECT_THROW(reading.Execute(sql), store::Broken) << sql;
    }
    EXPECT_NO_THROW(writing.Execute("REPLACE INTO cases(key,value) VALUES(x'61',x'')"));
    EXPECT_THROW(reading.Execute("REPLACE INTO cases(key,value) VALUES(x'61',x'')"), store::Broken);
    EXPECT_THROW(writing.Execute("REPLACE INTO cases(key,value) VALUES('text',x'')"), store::Broken);
  }
  std::filesystem::remove_all(pattern);
}

}  // namespace
}  // namespace nuong::store_sqlite
