#include "pairing.hpp"

#include "failure.hpp"
#include "nuong/store/steps.hpp"

namespace nuong::store_sqlite {
namespace {

constexpr const char* kReadStamp = "SELECT value FROM engine WHERE key=CAST('stamp' AS BLOB)";

std::string NameOf(Database& database) {
  return database.Text("SELECT value FROM engine WHERE key=CAST('pair' AS BLOB)");
}

std::string NewName() {
  std::string name(16, '\0');
  sqlite3_randomness(static_cast<int>(name.size()), name.data());
  return name;
}

void SetName(Database& database, std::string_view name) {
  Statement put(database.handle(), "INSERT INTO engine(key,value) VALUES(CAST('pair' AS BLOB),?1)");
  put.Bind(1, name);
  put.Run();
}

/// The keyring as it was before its last commit, and its stamp with it.
void TakeBack(Database& keyring, std::int64_t stamp) {
  keyring.Execute("BEGIN IMMEDIATE");
  keyring.Execute("DELETE FROM keyring WHERE key IN (SELECT key FROM undo)");
  keyring.Execute("INSERT INTO keyring(key,value) SELECT key,value FROM undo WHERE value IS NOT NULL");
  Statement put(keyring.handle(), "REPLACE INTO engine(key,value) VALUES(CAST('stamp' AS BLOB),?1)");
  const std::string text = std::to_string(stamp);
  put.Bind(1, text);
  put.Run();
  keyring.Execute("DELETE FROM undo");
  keyring.Execute("COMMIT");
}

}  // namespace

Stamp::Stamp(Database& database) : get_(database.handle(), "SELECT value FROM engine WHERE key=?1") {}

std::int64_t Stamp::Read() {
  get_.Bind(1, "stamp");
  const std::int64_t stamp = get_.Step() ? std::stoll(std::string(get_.Bytes(0))) : 0;
  get_.Reset();
  return stamp;
}

Moment MomentOf(std::int64_t keyring, std::int64_t data) {
  if (keyring == data) return Moment::kSame;
  if (keyring == data + 1) return Moment::kBetween;
  return keyring < data ? Moment::kMovedOn : Moment::kApart;
}

Result<void> Pair(Database& data, Database& keyring, bool may_create) {
  const std::string data_name = NameOf(data);
  const std::string keyring_name = NameOf(keyring);
  if (data_name.empty() || keyring_name.empty()) {
    if (!may_create) return KeyringApart("a file has no name of its pair");
    const std::string name = !data_name.empty() ? data_name : !keyring_name.empty() ? keyring_name : NewName();
    if (keyring_name.empty()) SetName(keyring, name);
    store::Reached("one_file_named");
    if (data_name.empty()) SetName(data, name);
  } else if (data_name != keyring_name) {
    return KeyringApart("the files belong to two stores");
  }
  const auto stamp_of = [](Database& database) { return std::atoll(database.Text(kReadStamp).c_str()); };
  const std::int64_t in_keyring = stamp_of(keyring);
  const std::int64_t in_data = stamp_of(data);
  switch (MomentOf(in_keyring, in_data)) {
    case Moment::kSame:
      if (keyring.Number("SELECT count(*) FROM undo") > 0) keyring.Execute("DELETE FROM undo");
      return {};
    case Moment::kBetween:
      TakeBack(keyring, in_data);
      store::Reached("keyring_taken_back");
      return {};
    case Moment::kMovedOn:
    case Moment::kApart:
      break;
  }
  return KeyringApart("keyring at " + std::to_string(in_keyring) + ", data at " + std::to_string(in_data));
}

}  // namespace nuong::store_sqlite
