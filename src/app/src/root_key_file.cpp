#include "root_key_file.hpp"

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cstdlib>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <system_error>

#include "disk_sync.hpp"
#include "nuong/store/steps.hpp"

namespace nuong::app {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t kSeedSize = 32;
constexpr const char* kUsualTpm = "device:/dev/tpmrm0";

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

std::string BytesOf(const fs::path& path) {
  std::ifstream stream(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(stream), std::istreambuf_iterator<char>()};
}

Result<std::string> Read(const fs::path& path) {
  std::string bytes = BytesOf(path);
  if (bytes.size() != kSeedSize) return KeyFileBroken(path, "file does not hold 32 bytes");
  return bytes;
}

Result<vault::SealedRoot> ReadSealed(const fs::path& path) {
  auto sealed = vault::SealedRoot::Parse(BytesOf(path));
  if (!sealed.ok()) return KeyFileBroken(path, sealed.error().note);
  return sealed;
}

/// A new file, readable by its owner only, on the disk before this returns.
Result<void> WriteNew(const fs::path& path, std::span<const std::uint8_t> bytes) {
  const int file = ::open(path.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, S_IRUSR | S_IWUSR);
  if (file < 0) return KeyFileBroken(path, "cannot create the file");
  store::Reached("key_file_opened");
  const bool written =
      ::write(file, bytes.data(), bytes.size()) == static_cast<ssize_t>(bytes.size()) && ::fsync(file) == 0;
  ::close(file);
  if (!written || !SyncToDisk(path.parent_path())) return KeyFileBroken(path, "cannot write the file");
  store::Reached("key_file_written");
  return {};
}

fs::path Beside(const fs::path& path) { return path.string() + ".new"; }

Result<void> Remove(const fs::path& path) {
  std::error_code failed;
  fs::remove(path, failed);
  if (failed || !SyncToDisk(path.parent_path())) return KeyFileBroken(path, "cannot remove the file");
  return {};
}

/// What was written beside the file takes its place as a whole.
Result<void> PutInPlace(const fs::path& path) {
  std::error_code failed;
  fs::rename(Beside(path), path, failed);
  if (failed || !SyncToDisk(path.parent_path())) return KeyFileBroken(path, "cannot replace the file");
  return {};
}

/// A file that was only begun would be taken for a broken one from then on.
Result<std::string> Make(const fs::path& path, Random& random) {
  std::array<std::uint8_t, kSeedSize> seed{};
  random.Fill(seed);
  NUONG_CHECK(Remove(Beside(path)));
  NUONG_CHECK(WriteNew(Beside(path), seed));
  NUONG_CHECK(PutInPlace(path));
  return std::string(seed.begin(), seed.end());
}

/// $NUONG_PASSPHRASE, read once: from then on neither the process' environment nor that of a child tells it.
std::string_view Passphrase() {
  static const vault::Secret passphrase = [] {
    char* value = std::getenv("NUONG_PASSPHRASE");
    if (value == nullptr || *value == 0) return vault::Secret();
    const std::span<std::uint8_t> bytes(reinterpret_cast<std::uint8_t*>(value), std::strlen(value));
    vault::Secret kept = vault::Secret::CopyOf(bytes);
    std::ranges::fill(bytes, '*');
    ::unsetenv("NUONG_PASSPHRASE");
    return kept;
  }();
  return {reinterpret_cast<const char*>(passphrase.bytes().data()), passphrase.bytes().size()};
}

/// Two commands at once would put each other's unread file in its place.
class FolderLock {
 public:
  explicit FolderLock(const std::string& directory)
      : folder_(::open(directory.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC)),
        is_held_(folder_ >= 0 && ::flock(folder_, LOCK_EX | LOCK_NB) == 0) {}
  FolderLock(const FolderLock&) = delete;
  FolderLock& operator=(const FolderLock&) = delete;
  ~FolderLock() {
    if (folder_ >= 0) ::close(folder_);
  }
  bool is_held() const { return is_held_; }

 private:
  int folder_;
  bool is_held_;
};

std::shared_ptr<const vault::RootKey> Kept(vault::RootKey root) {
  return std::make_shared<const vault::RootKey>(std::move(root));
}

std::shared_ptr<const vault::RootKey> FromFile(const std::string& bytes) {
  return Kept(vault::RootKey::FromSeed({reinterpret_cast<const std::uint8_t*>(bytes.data()), bytes.size()}));
}

std::shared_ptr<const vault::RootKey> FromSalt(const std::string& bytes, std::string_view passphrase) {
  return Kept(vault::RootKey::FromPassphrase(passphrase, bytes.substr(0, 16), vault::PasswordCost::kInteractive));
}

}  // namespace

RootKeyState StateOfRootKey(const std::string& directory) {
  const auto has = [&](const char* name) { return fs::exists(fs::path(directory) / name); };
  const bool is_plain = has(kKeyFile) || has(kSaltFile);
  if (has(kSealedFile)) {
    const auto sealed = ReadSealedRoot(directory);
    return {RootKeyWay::kSealed, sealed.ok() && tpm::TakesPin(sealed->by_sealer()), is_plain};
  }
  if (has(kSaltFile)) return {RootKeyWay::kPassphrase};
  return {has(kKeyFile) ? RootKeyWay::kFile : RootKeyWay::kNone};
}

Text WordsOf(const RootKeyState& state) {
  switch (state.way) {
    case RootKeyWay::kNone:
      return {"Chưa có khóa gốc.", "There is no root key yet."};
    case RootKeyWay::kFile:
      return {"Khóa gốc nằm trong tệp root.key, không niêm phong.", "The root key lies in root.key, in the clear."};
    case RootKeyWay::kPassphrase:
      return {"Khóa gốc tạo từ NUONG_PASSPHRASE và root.salt.", "The root key is made from NUONG_PASSPHRASE."};
    case RootKeyWay::kSealed:
      break;
  }
  return state.takes_pin ? Text{"Khóa gốc niêm phong trong TPM của máy, có mã PIN.",
                                "The root key is sealed to the machine's TPM, with a PIN."}
                         : Text{"Khóa gốc niêm phong trong TPM của máy, không có mã PIN: ai có cả máy thì mở được.",
                                "The root key is sealed to the machine's TPM, without a PIN: whoever has the whole "
                                "machine opens it."};
}

tpm::TpmSealer MachinesSealer() {
  const char* where = std::getenv("NUONG_TPM");
  return {where == nullptr || *where == '\0' ? kUsualTpm : where, Passphrase()};
}

Result<std::shared_ptr<const vault::RootKey>> OpenRootKey(const std::string& directory, Random& random, bool may_make) {
  if (StateOfRootKey(directory).way == RootKeyWay::kSealed) {
    NUONG_TRY(const vault::SealedRoot sealed, ReadSealedRoot(directory));
    tpm::TpmSealer sealer = MachinesSealer();
    NUONG_TRY(vault::RootKey root, sealed.Open(sealer));
    return Kept(std::move(root));
  }
  const std::string_view passphrase = Passphrase();
  const bool by_passphrase = !passphrase.empty();
  const fs::path path = fs::path(directory) / (by_passphrase ? kSaltFile : kKeyFile);
  const fs::path other = fs::path(directory) / (by_passphrase ? kKeyFile : kSaltFile);
  const bool is_there = fs::exists(path);
  if (!is_there && (!may_make || fs::exists(other))) return KeyFileMissing(path, by_passphrase);
  NUONG_TRY(const std::string bytes, is_there ? Read(path) : Make(path, random));
  return by_passphrase ? FromSalt(bytes, passphrase) : FromFile(bytes);
}

Result<std::shared_ptr<const vault::RootKey>> OpenPlainRootKey(const std::string& directory) {
  const fs::path key = fs::path(directory) / kKeyFile;
  const fs::path salt = fs::path(directory) / kSaltFile;
  const std::string_view passphrase = Passphrase();
  std::shared_ptr<const vault::RootKey> root;
  if (fs::exists(key)) {
    NUONG_TRY(const std::string bytes, Read(key));
    root = FromFile(bytes);
  }
  if (!fs::exists(salt)) return root == nullptr ? KeyFileMissing(key, false) : Result(std::move(root));
  if (passphrase.empty()) return KeyFileMissing(key, false);
  NUONG_TRY(const std::string bytes, Read(salt));
  auto stretched = FromSalt(bytes, passphrase);
  if (root != nullptr && root->signing_public_key() != stretched->signing_public_key()) {
    return KeyFileBroken(salt, "two different keys in the clear");
  }
  return stretched;
}

Result<vault::SealedRoot> ReadSealedRoot(const std::string& directory) {
  return ReadSealed(fs::path(directory) / kSealedFile);
}

Result<void> ReplaceSealedRoot(const std::string& directory, const vault::SealedRoot& sealed,
                               const std::function<Result<void>(const vault::SealedRoot&)>& check) {
  const fs::path path = fs::path(directory) / kSealedFile;
  const fs::path next = Beside(path);
  const std::string& bytes = sealed.bytes();
  const FolderLock lock(directory);
  if (!lock.is_held()) {
    return Error{
        ErrorCode::kConflict,
        "root_key_busy",
        {"Một lệnh khác đang ghi khóa gốc của thư mục này. Chưa có gì thay đổi; hãy đợi rồi chạy lại.",
         "Another command is writing the root key of this directory. Nothing was changed; wait and run it again."},
        "the directory is locked",
        {}};
  }
  NUONG_CHECK(Remove(next));
  NUONG_CHECK(WriteNew(next, {reinterpret_cast<const std::uint8_t*>(bytes.data()), bytes.size()}));
  const auto written = ReadSealed(next);
  const auto checked = written.ok() ? check(*written) : Result<void>(written.error());
  if (!checked.ok()) {
    NUONG_CHECK(Remove(next));
    return checked;
  }
  store::Reached("sealed_key_written");
  NUONG_CHECK(PutInPlace(path));
  store::Reached("sealed_key_in_place");
  return {};
}

Result<void> RemovePlainRoot(const std::string& directory) {
  for (const char* name : {kKeyFile, kSaltFile}) NUONG_CHECK(Remove(fs::path(directory) / name));
  store::Reached("plain_key_removed");
  return {};
}

Result<void> UnsealToFile(const std::string& directory, const vault::Secret& seed) {
  NUONG_CHECK(RemovePlainRoot(directory));
  const fs::path path = fs::path(directory) / kKeyFile;
  NUONG_CHECK(WriteNew(path, seed.bytes()));
  NUONG_TRY(const std::string written, Read(path));
  if (!std::equal(written.begin(), written.end(), seed.bytes().begin(), seed.bytes().end(),
                  [](char one, std::uint8_t other) { return static_cast<std::uint8_t>(one) == other; })) {
    return KeyFileBroken(path, "reads otherwise than it was written");
  }
  return Remove(fs::path(directory) / kSealedFile);
}

std::vector<std::string> RootFiles(const std::string& directory) {
  if (StateOfRootKey(directory).way == RootKeyWay::kSealed) return {kSealedFile};
  std::vector<std::string> files;
  for (const char* name : {kKeyFile, kSaltFile}) {
    if (fs::exists(fs::path(directory) / name)) files.emplace_back(name);
  }
  return files;
}

}  // namespace nuong::app
