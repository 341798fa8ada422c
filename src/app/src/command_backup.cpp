#include <fmt/chrono.h>
#include <fmt/core.h>

#include <ctime>
#include <filesystem>
#include <fstream>

#include "backup.hpp"
#include "backup_file.hpp"
#include "data_directory.hpp"
#include "disk_sync.hpp"
#include "messages.hpp"
#include "nuong/base/value.hpp"
#include "nuong/store/steps.hpp"
#include "nuong/store_sqlite/store_sqlite.hpp"
#include "root_key_file.hpp"

namespace nuong::app {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t kSeedSize = 32;

/// The root key, never a new one.
Result<std::shared_ptr<const vault::RootKey>> KeptRootKey(store::Store& store, const std::string& directory,
                                                          Random& random) {
  NUONG_TRY(const vault::PublicKey signer, SignerOf(store));
  NUONG_TRY(auto root, OpenRootKey(directory, random, false));
  if (root->signing_public_key() == signer) return root;
  return Wrong("root_key_unusable", {"Khóa gốc không phải của thư mục này (root.key, hoặc NUONG_PASSPHRASE).",
                                     "The root key is not this directory's (root.key, or NUONG_PASSPHRASE)."});
}

int PrintMoment(const Common& common, const BackupMoment& moment, const std::vector<std::string>& files) {
  if (common.json) {
    Value::Array named(files.begin(), files.end());
    fmt::print("{}\n", WriteJson(Value::Object{{"size", static_cast<std::int64_t>(moment.size)},
                                               {"root", moment.root},
                                               {"checkpoint", moment.note},
                                               {"files", std::move(named)}}));
    return 0;
  }
  for (const std::string& file : files) fmt::print("{}\n", file);
  fmt::print("{}: {} · {}: {}\n", Say(common, {"số dòng sổ cái", "ledger entries"}), moment.size,
             Say(common, {"gốc", "root"}), moment.root);
  return 0;
}

Result<vault::KeyPair> ReadBackupKey(const std::string& path) {
  std::ifstream stream(path, std::ios::binary);
  vault::Secret seed(kSeedSize + 1);
  stream.read(reinterpret_cast<char*>(seed.bytes().data()), static_cast<std::streamsize>(seed.bytes().size()));
  if (stream.gcount() == static_cast<std::streamsize>(kSeedSize)) {
    return vault::KeyPairFromSeed(seed.bytes().first(kSeedSize));
  }
  return Wrong("backup_key_unusable", {"Tệp khóa sao lưu " + path + " không đọc được hoặc không đủ 32 byte.",
                                       "The backup key file " + path + " cannot be read or is not 32 bytes."});
}

Result<Restored> RestoreInto(const std::string& directory, const vault::KeyPair& pair, const RestoreOptions& options) {
  NUONG_TRY(const auto store, store_sqlite::OpenSqlite({.directory = directory}));
  return ReadBackup(*store, pair, {options.data_file, options.keyring_file, directory, options.signer});
}

int PrintRestored(const Common& common, const Restored& restored) {
  if (common.json) {
    Value::Object rows;
    for (const auto& [name, count] : restored.rows) rows.emplace(name, static_cast<std::int64_t>(count));
    fmt::print("{}\n", WriteJson(Value::Object{{"size", static_cast<std::int64_t>(restored.data.size)},
                                               {"root", restored.data.root},
                                               {"keyring_size", static_cast<std::int64_t>(restored.keyring.size)},
                                               {"rows", std::move(rows)}}));
    return 0;
  }
  for (const auto& [name, count] : restored.rows) fmt::print("{:>12}  {}\n", count, name);
  fmt::print("{}\n",
             Say(common, {"Sổ cái khôi phục đúng bằng mốc đã ký.", "The ledger equals its signed checkpoint."}));
  return PrintMoment(common, restored.data, {});
}

}  // namespace

int MakeBackupKey(const Common& common, const std::string& path) {
  vault::SystemRandom random;
  vault::Secret seed(kSeedSize);
  random.Fill(seed.bytes());
  NewFile file(path);
  auto written = file.Write({reinterpret_cast<const char*>(seed.bytes().data()), kSeedSize});
  if (written.ok()) written = file.Close();
  if (!written.ok()) return Fail(common, written.error());
  fmt::print("{}\n", vault::KeyPairFromSeed(seed.bytes()).public_key.text());
  return 0;
}

int Backup(const Common& common, const BackupOptions& options) {
  const auto recipient = vault::PublicKey::Parse(options.key);
  if (!recipient) {
    return Fail(common, Wrong("backup_key_unusable", {"Khóa công khai phải gồm 64 chữ số thập lục phân (in thường).",
                                                      "The public key must be 64 lower-case hexadecimal digits."}));
  }
  const auto store = store_sqlite::OpenSqliteForReading({.directory = options.data});
  if (!store.ok()) return Fail(common, store.error());
  vault::SystemRandom random;
  const auto root = KeptRootKey(**store, options.data, random);
  if (!root.ok()) return Fail(common, root.error());
  const std::string name =
      fmt::format("{:%Y%m%dT%H%M%SZ}", fmt::gmtime(static_cast<std::time_t>(SystemClock().Now().us / 1'000'000)));
  const std::string base = (fs::path(options.to) / name).string();
  const BackupPlan plan{options.data, "nuong/" + FoundedWith(**store), base + ".data", base + ".keyring", *recipient};
  const auto moment = WriteBackup(**store, **root, plan, random);
  store::Reached("backup_written");
  if (moment.ok()) return PrintMoment(common, *moment, {plan.data_file, plan.keyring_file});
  return Fail(common, moment.error());
}

int Restore(const Common& common, const RestoreOptions& options) {
  const auto pair = ReadBackupKey(options.key_file);
  if (!pair.ok()) return Fail(common, pair.error());
  const std::string partial = options.to + ".partial";
  if (fs::exists(options.to) || fs::exists(partial)) {
    return Fail(common, Wrong("restore_target_exists",
                              {"Thư mục " + options.to + " (hoặc " + partial + ") đã có; hãy chọn nơi chưa có gì.",
                               "The directory " + options.to + " (or " + partial + ") exists; choose a new place."}));
  }
  const auto restored = RestoreInto(partial, *pair, options);
  if (!restored.ok()) {
    fs::remove_all(partial);
    return Fail(common, restored.error());
  }
  store::Reached("restore_proved");
  fs::rename(partial, options.to);
  store::Reached("restore_in_place");
  if (!SyncToDisk(options.to) || !SyncToDisk(fs::absolute(options.to).parent_path())) {
    return Fail(
        common,
        Wrong("restore_not_lasting",
              {"Đã khôi phục vào " + options.to + " nhưng chưa chắc đã ghi xuống đĩa; hãy xóa và khôi phục lại.",
               "Restored to " + options.to + ", but perhaps not to the disk; remove it and restore again."}));
  }
  return PrintRestored(common, *restored);
}

}  // namespace nuong::app
