#include "schema.hpp"

#include <map>

#include "failure.hpp"

namespace nuong::store_sqlite {
namespace {

using Schema = std::map<std::string, std::string>;  // name to the statement that made it

std::int64_t ApplicationIdOf(FileKind kind) {
  return kind == FileKind::kData ? kDataApplicationId : kKeyringApplicationId;
}

/// Tables with a row number beside the key: values of some kilobytes in the key's own tree (WITHOUT ROWID) would leave
/// it four branches a page, three to five times slower to read and twice as large on disk.
Schema ExpectedSchema(FileKind kind) {
  Schema schema;
  for (const std::string& name : TableNames(kind)) {
    // A key that had no value before keeps none among what can be undone.
    const char* value = name == "undo" ? "value BLOB" : "value BLOB NOT NULL";
    schema[name] = "CREATE TABLE " + name + " (key BLOB PRIMARY KEY NOT NULL, " + value + ") STRICT";
  }
  return schema;
}

Schema FoundSchema(Database& database) {
  Schema schema;
  Statement statement(database.handle(), "SELECT name, sql FROM sqlite_schema WHERE sql IS NOT NULL");
  while (statement.Step()) schema.emplace(statement.Bytes(0), statement.Bytes(1));
  return schema;
}

void UseLog(Database& database) {
  const std::string mode = database.Text("PRAGMA journal_mode=WAL");
  if (mode != "wal") throw store::Broken("journal mode stays " + mode);
}

void Create(Database& database, FileKind kind) {
  UseLog(database);
  database.Execute("BEGIN IMMEDIATE");
  for (const auto& [name, sql] : ExpectedSchema(kind)) database.Execute(sql.c_str());
  database.Execute(("PRAGMA application_id=" + std::to_string(ApplicationIdOf(kind))).c_str());
  database.Execute(("PRAGMA user_version=" + std::to_string(kFormatVersion)).c_str());
  database.Execute("COMMIT");
}

Result<void> Check(Database& database, FileKind kind) {
  const std::int64_t application = database.Number("PRAGMA application_id");
  if (application != ApplicationIdOf(kind)) return Foreign("application id is " + std::to_string(application));
  const std::int64_t version = database.Number("PRAGMA user_version");
  if (version != kFormatVersion) return VersionUnknown("format version is " + std::to_string(version));
  const Schema expected = ExpectedSchema(kind);
  const Schema found = FoundSchema(database);
  if (found != expected) {
    return SchemaAltered("expected " + std::to_string(expected.size()) + " tables, found " +
                         std::to_string(found.size()) + " objects or other definitions");
  }
  const std::string verdict = database.Text("PRAGMA integrity_check(1)");
  if (verdict != "ok") throw store::Broken("integrity_check: " + verdict, true);
  UseLog(database);
  return {};
}

}  // namespace

std::vector<std::string> TableNames(FileKind kind) {
  std::vector<std::string> names{"engine"};
  if (kind == FileKind::kKeyring) names.emplace_back("undo");
  for (int i = 0; i < store::kCollectionCount; ++i) {
    const auto collection = static_cast<store::Collection>(i);
    if (FileOf(collection) == kind) names.emplace_back(store::CollectionName(collection));
  }
  return names;
}

Result<void> PrepareSchema(Database& database, FileKind kind, bool may_create) {
  const bool is_unborn = database.Number("PRAGMA application_id") == 0 && database.Number("PRAGMA user_version") == 0 &&
                         FoundSchema(database).empty();
  if (!is_unborn) return Check(database, kind);
  if (!may_create) return Missing("the file holds no tables");
  Create(database, kind);
  return {};
}

}  // namespace nuong::store_sqlite
