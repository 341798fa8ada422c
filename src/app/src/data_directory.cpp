#include "data_directory.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <array>
#include <cstdlib>
#include <filesystem>
#include <fstream>

#include "messages.hpp"
#include "nuong/picture/picture.hpp"
#include "nuong/store_sqlite/store_sqlite.hpp"
#include "regulation_files.hpp"

namespace nuong::app {
namespace {

namespace fs = std::filesystem;
using store::Collection;

constexpr const char* kDemoClockKey = "demo_clock";
constexpr std::size_t kSeedSize = 32;

Error KeyFileBroken(const fs::path& path, std::string note) {
  return {ErrorCode::kBroken,
          "root_key_unusable",
          {"Không dùng được tệp khóa gốc " + path.string() + ".",
           "The root key file " + path.string() + " cannot be used."},
          std::move(note),
          {}};
}

/// A directory in use gets no second key: nothing that it holds would open with it.
Error KeyFileMissing(const fs::path& path, bool by_passphrase) {
  Text hint =
      by_passphrase
          ? Text{"Thư mục này không dùng cụm mật khẩu: bỏ NUONG_PASSPHRASE, hoặc chép lại tệp này từ bản sao lưu.",
                 "This directory may be one without a passphrase: leave NUONG_PASSPHRASE out, or "
                 "bring the file back from a backup."}
          : Text{"Nếu thư mục dùng cụm mật khẩu, hãy đặt NUONG_PASSPHRASE; nếu không, chép lại tệp này từ bản sao lưu.",
                 "If the directory has a passphrase, set NUONG_PASSPHRASE; if not, bring the file "
                 "back from a backup."};
  return {ErrorCode::kBroken,
          "root_key_missing",
          {"Thiếu tệp khóa gốc " + path.string() + ". " + hint.vi,
           "The root key file " + path.string() + " is missing. " + hint.en},
          "no new root key is made for a directory in use",
          {}};
}

/// What the root key is made from, of which a directory has one.
constexpr const char* kKeyFile = "root.key";
constexpr const char* kSaltFile = "root.salt";

/// A name lasts only once its folder is on the disk too.
bool SyncFolder(const fs::path& folder) {
  const int opened = ::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  if (opened < 0) return false;
  const bool is_synced = ::fsync(opened) == 0;
  ::close(opened);
  return is_synced;
}

Result<std::string> Read(const fs::path& path) {
  std::ifstream stream(path, std::ios::binary);
  std::string bytes((std::istreambuf_iterator<char>(stream)), std::istreambuf_iterator<char>());
  if (bytes.size() != kSeedSize) return KeyFileBroken(path, "file does not hold 32 bytes");
  return bytes;
}

/// New random bytes, readable by their owner only.
Result<std::string> Make(const fs::path& path, Random& random) {
  std::array<std::uint8_t, kSeedSize> seed{};
  random.Fill(seed);
  const int file = ::open(path.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, S_IRUSR | S_IWUSR);
  if (file < 0) return KeyFileBroken(path, "cannot create the file");
  const bool written =
      ::write(file, seed.data(), seed.size()) == static_cast<ssize_t>(seed.size()) && ::fsync(file) == 0;
  ::close(file);
  if (!written || !SyncFolder(path.parent_path())) return KeyFileBroken(path, "cannot write the file");
  return std::string(seed.begin(), seed.end());
}

/// Eight in the morning of the day the regulation's demo opens on.
Instant DemoBeginning(const regulation::Regulation& regulation) {
  constexpr std::int64_t kEightHours = 8 * 3'600'000'000LL;
  return {StartOf(regulation.opens_on, regulation.calendar.offset).us + kEightHours};
}

}  // namespace

Result<std::shared_ptr<const vault::RootKey>> OpenRootKey(const std::string& directory, Random& random, bool may_make) {
  const char* passphrase = std::getenv("NUONG_PASSPHRASE");
  const bool by_passphrase = passphrase != nullptr && *passphrase != '\0';
  const fs::path path = fs::path(directory) / (by_passphrase ? kSaltFile : kKeyFile);
  const fs::path other = fs::path(directory) / (by_passphrase ? kKeyFile : kSaltFile);
  const bool is_there = fs::exists(path);
  if (!is_there && (!may_make || fs::exists(other))) return KeyFileMissing(path, by_passphrase);
  NUONG_TRY(const std::string bytes, is_there ? Read(path) : Make(path, random));
  if (by_passphrase) {
    return std::make_shared<const vault::RootKey>(
        vault::RootKey::FromPassphrase(passphrase, bytes.substr(0, 16), vault::PasswordCost::kInteractive));
  }
  return std::make_shared<const vault::RootKey>(
      vault::RootKey::FromSeed({reinterpret_cast<const std::uint8_t*>(bytes.data()), bytes.size()}));
}

std::string FoundedWith(store::Store& store) {
  std::string regulation;
  const auto outcome = store.Read([&](store::Reader& reader) -> Result<void> {
    regulation = reader.Get(Collection::kMeta, "regulation").value_or("");
    return {};
  });
  return outcome.ok() ? regulation : "";
}

std::optional<std::int64_t> DemoClock(store::Store& store) {
  std::optional<std::int64_t> moved;
  const auto outcome = store.Read([&](store::Reader& reader) -> Result<void> {
    if (const auto text = reader.Get(Collection::kMeta, kDemoClockKey))
      moved = std::strtoll(text->c_str(), nullptr, 10);
    return {};
  });
  return outcome.ok() ? moved : std::nullopt;
}

Result<void> SetDemoClock(store::Store& store, Instant demo_now) {
  const std::int64_t moved = demo_now.us - SystemClock().Now().us;
  return store.Write([&](store::Writer& writer) -> Result<void> {
    writer.Put(Collection::kMeta, kDemoClockKey, std::to_string(moved));
    return {};
  });
}

Result<DataDirectory> OpenDataDirectory(const OpenOptions& options) {
  DataDirectory opened;
  NUONG_TRY(opened.store, store_sqlite::OpenSqlite({.directory = options.directory}));
  opened.random = std::make_unique<vault::SystemRandom>();
  const std::string kept = FoundedWith(*opened.store);
  std::string id = options.regulation.empty() ? kept : options.regulation;
  if (id.empty()) {
    return Wrong("regulation_not_named",
                 {"Thư mục dữ liệu mới: hãy chỉ rõ quy chế.", "A new data directory: name its regulation."});
  }
  NUONG_TRY(opened.regulation, LoadRegulation(options.regulations, id));
  NUONG_TRY(opened.root, OpenRootKey(options.directory, *opened.random, kept.empty()));
  if (options.demo && kept.empty()) NUONG_CHECK(SetDemoClock(*opened.store, DemoBeginning(*opened.regulation)));
  const auto moved = DemoClock(*opened.store);
  opened.clock = std::make_unique<SystemClock>(moved.value_or(0));
  operations::World world;
  world.store = opened.store.get();
  world.clock = opened.clock.get();
  world.random = opened.random.get();
  world.regulation = opened.regulation;
  world.root = opened.root;
  world.password_cost = options.password_cost;
  world.demo = options.demo || moved.has_value();
  world.second_factor = !world.demo;
  world.redraw = picture::Redraw;
  NUONG_TRY(opened.services, operations::MakeServices(std::move(world)));
  // What decides from now on is on record before anything is decided by it.
  if (operations::IsFounded(*opened.store)) NUONG_CHECK(operations::NotePolicy(*opened.services));
  return opened;
}

}  // namespace nuong::app
