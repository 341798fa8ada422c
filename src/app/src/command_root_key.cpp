#include <fmt/core.h>
#include <unistd.h>

#include <cstdio>
#include <filesystem>

#include "ask_secret.hpp"
#include "data_directory.hpp"
#include "messages.hpp"
#include "nuong/base/value.hpp"
#include "nuong/store_sqlite/store_sqlite.hpp"
#include "root_key_file.hpp"

namespace nuong::app {
namespace {

namespace fs = std::filesystem;
using Root = std::shared_ptr<const vault::RootKey>;

constexpr const char* kStoreFile = "nuong.db";

/// A directory takes its own root key only; one where nothing was ever kept, any. Of others, a witness' among them,
/// nobody can say whose key theirs is, unless the sealed one is the only one there.
Result<void> CheckIsOf(const std::string& directory, const vault::PublicKey& signer) {
  if (!fs::exists(fs::path(directory) / kStoreFile)) return {};
  NUONG_TRY(const auto store, store_sqlite::OpenSqliteForReading({.directory = directory}));
  if (FoundedWith(*store).empty()) {
    const RootKeyState state = StateOfRootKey(directory);
    if (state.way == RootKeyWay::kSealed && !state.is_plain_left) return {};
    return Wrong("root_key_owner_unknown",
                 {"Không kiểm tra được khóa gốc này là của ai: thư mục chưa được lập, hoặc là của nhân chứng.",
                  "Whose root key this is cannot be checked: the directory is not founded, or is a witness'."},
                 "no founded directory");
  }
  NUONG_TRY(const vault::PublicKey own, SignerOf(*store));
  if (own == signer) return {};
  return Wrong("root_key_unusable",
               {"Khóa gốc này không phải của thư mục này.", "This root key is not this directory's."},
               "another signer");
}

Result<vault::SealedRoot> Sealed(const std::string& directory) {
  if (StateOfRootKey(directory).way == RootKeyWay::kSealed) return ReadSealedRoot(directory);
  return Wrong("root_key_not_sealed",
               {"Khóa gốc của thư mục này không niêm phong.", "The root key of this directory is not sealed."},
               "no root.sealed");
}

Result<vault::PrintedKey> AskPrintedKey(const Common& common) {
  return vault::PrintedKey::Parse(AskSecret(common, {"Khóa in", "The printed key"}));
}

/// Shown once; nothing is changed until it was typed back, so that it stands on paper.
Result<vault::PrintedKey> PrintAndHear(const Common& common, Random& random) {
  if (::isatty(STDIN_FILENO) == 1 && ::isatty(STDOUT_FILENO) != 1) {
    return Wrong("printed_key_not_on_screen",
                 {"Đầu ra đang được ghi vào nơi khác: khóa in chỉ hiện trên màn hình. Chưa có gì thay đổi.",
                  "The output goes somewhere else: the printed key is for the screen only. Nothing was changed."},
                 "standard output is redirected");
  }
  vault::PrintedKey printed = vault::PrintedKey::Make(random);
  fmt::print("{}\n\n  {}\n\n{}\n",
             Say(common, {"KHÓA IN, chỉ hiện một lần. Viết ra giấy, hai bản, niêm phong, cất ở hai nơi không phải nơi "
                          "đặt máy chủ:",
                          "THE PRINTED KEY, shown once. Write it on paper, twice, seal it, keep it in two places away "
                          "from the server:"}),
             printed.text(),
             Say(common, {"Gõ lại từ tờ giấy; trước đó chưa có gì thay đổi.",
                          "Type it back from the paper; nothing is changed before."}));
  std::fflush(stdout);
  NUONG_TRY(const vault::PrintedKey heard, AskPrintedKey(common));
  if (heard == printed) return printed;
  return Wrong("printed_key_not_repeated",
               {"Không phải khóa vừa in. Chưa có gì thay đổi.", "Not the key just printed. Nothing was changed."},
               "another key was typed");
}

/// Puts the file in its place once this machine and the paper have opened it.
Result<void> Replace(const std::string& directory, const vault::SealedRoot& sealed, const vault::PrintedKey& printed) {
  return ReplaceSealedRoot(directory, sealed, [&](const vault::SealedRoot& written) -> Result<void> {
    tpm::TpmSealer sealer = MachinesSealer();
    NUONG_TRY(const vault::RootKey by_tpm, written.Open(sealer));
    NUONG_TRY(const vault::RootKey by_paper, written.Open(printed));
    const bool is_it =
        by_tpm.signing_public_key() == sealed.signer() && by_paper.signing_public_key() == sealed.signer();
    if (is_it) return {};
    return Wrong("root_key_unusable", {"Tệp vừa ghi không mở được.", "The file just written does not open."},
                 "another key came back");
  });
}

/// The present key; in a directory where nothing was ever kept, a new one that no disk ever saw.
Result<Root> PresentOrNew(const std::string& directory, Random& random) {
  const bool is_new =
      StateOfRootKey(directory).way == RootKeyWay::kNone && !fs::exists(fs::path(directory) / kStoreFile);
  if (!is_new) return OpenPlainRootKey(directory);
  std::error_code failed;
  fs::create_directories(directory, failed);
  if (failed) {
    return Wrong("directory_not_made",
                 {"Không tạo được thư mục " + directory + ".", "The directory " + directory + " cannot be made."},
                 failed.message());
  }
  vault::Secret seed(32);
  random.Fill(seed.bytes());
  return std::make_shared<const vault::RootKey>(vault::RootKey::FromSeed(seed.bytes()));
}

/// A cut in the middle of sealing: the sealed file stands, both ways were tried before it did, and the plain one is
/// still there.
Result<void> FinishSealing(const std::string& directory, Random& random) {
  if (!StateOfRootKey(directory).is_plain_left) {
    return Wrong("root_key_sealed_already",
                 {"Khóa gốc đã niêm phong. Sang máy khác hoặc PIN khác: nuong root-key reseal.",
                  "The root key is sealed already. For another machine or PIN: nuong root-key reseal."},
                 "root.sealed exists");
  }
  NUONG_TRY(const Root root, OpenRootKey(directory, random, false));
  NUONG_CHECK(CheckIsOf(directory, root->signing_public_key()));
  NUONG_TRY(const Root plain, OpenPlainRootKey(directory));
  if (plain->signing_public_key() == root->signing_public_key()) return RemovePlainRoot(directory);
  return Wrong(
      "root_key_two",
      {"Tệp niêm phong và tệp không niêm phong là hai khóa khác nhau, hoặc NUONG_PASSPHRASE là PIN chứ không phải "
       "cụm mật khẩu của root.salt. Không xóa tệp nào.",
       "The sealed file and the one in the clear hold two different keys, or NUONG_PASSPHRASE is the PIN and "
       "not the passphrase of root.salt. Neither was removed."},
      "two root keys");
}

Result<void> Seal(const Common& common, const std::string& directory) {
  vault::SystemRandom random;
  if (StateOfRootKey(directory).way == RootKeyWay::kSealed) return FinishSealing(directory, random);
  NUONG_TRY(const Root root, PresentOrNew(directory, random));
  NUONG_CHECK(CheckIsOf(directory, root->signing_public_key()));
  tpm::TpmSealer sealer = MachinesSealer();
  // Before anybody writes on paper: is there a TPM at all?
  NUONG_CHECK(vault::SealedRoot::Seal(*root, vault::PrintedKey::Make(random), sealer, random));
  NUONG_TRY(const vault::PrintedKey printed, PrintAndHear(common, random));
  NUONG_TRY(const vault::SealedRoot sealed, vault::SealedRoot::Seal(*root, printed, sealer, random));
  NUONG_CHECK(Replace(directory, sealed, printed));
  return RemovePlainRoot(directory);
}

Result<void> Reseal(const Common& common, const std::string& directory) {
  NUONG_TRY(const vault::SealedRoot sealed, Sealed(directory));
  NUONG_TRY(const vault::PrintedKey printed, AskPrintedKey(common));
  NUONG_TRY(const vault::RootKey root, sealed.Open(printed));
  NUONG_CHECK(CheckIsOf(directory, root.signing_public_key()));
  tpm::TpmSealer sealer = MachinesSealer();
  NUONG_TRY(const vault::SealedRoot resealed, sealed.ResealedBy(sealer, root));
  return Replace(directory, resealed, printed);
}

Result<void> Reprint(const Common& common, const std::string& directory) {
  vault::SystemRandom random;
  NUONG_TRY(const vault::SealedRoot sealed, Sealed(directory));
  tpm::TpmSealer sealer = MachinesSealer();
  NUONG_TRY(const vault::RootKey root, sealed.Open(sealer));
  NUONG_CHECK(CheckIsOf(directory, root.signing_public_key()));
  NUONG_TRY(const vault::PrintedKey printed, PrintAndHear(common, random));
  return Replace(directory, sealed.Reprinted(printed, root, random), printed);
}

Result<void> OpenToFile(const Common& common, const std::string& directory) {
  NUONG_TRY(const vault::SealedRoot sealed, Sealed(directory));
  NUONG_TRY(const vault::PrintedKey printed, AskPrintedKey(common));
  NUONG_TRY(const vault::RootKey root, sealed.Open(printed));
  NUONG_CHECK(CheckIsOf(directory, root.signing_public_key()));
  NUONG_TRY(const vault::Secret seed, sealed.Seed(printed));
  return UnsealToFile(directory, seed);
}

std::string CodeOf(RootKeyWay way) {
  switch (way) {
    case RootKeyWay::kNone:
      return "none";
    case RootKeyWay::kFile:
      return "file";
    case RootKeyWay::kPassphrase:
      return "passphrase";
    case RootKeyWay::kSealed:
      break;
  }
  return "sealed";
}

/// What lies there, and whether it opens now and is the directory's.
int Status(const Common& common, const std::string& directory) {
  vault::SystemRandom random;
  const RootKeyState state = StateOfRootKey(directory);
  const auto root = OpenRootKey(directory, random, false);
  Result<void> opens = root.ok() ? CheckIsOf(directory, (*root)->signing_public_key()) : Result<void>(root.error());
  if (common.json) {
    fmt::print("{}\n", WriteJson(Value::Object{{"way", CodeOf(state.way)},
                                               {"takes_pin", state.takes_pin},
                                               {"is_plain_left", state.is_plain_left},
                                               {"opens", opens.ok()},
                                               {"problem", opens.ok() ? "" : opens.error().id}}));
    return opens.ok() ? 0 : 1;
  }
  fmt::print("{}\n", Say(common, WordsOf(state)));
  if (state.is_plain_left) {
    fmt::print("{}\n", Say(common, {"CÒN SÓT tệp khóa không niêm phong: chạy lại nuong root-key seal.",
                                    "A key file in the clear is LEFT BESIDE IT: run nuong root-key seal again."}));
  }
  if (!opens.ok()) return Fail(common, opens.error());
  fmt::print("{}\n", Say(common, {"Hiện mở được.", "It opens now."}));
  return 0;
}

}  // namespace

int RunRootKey(const Common& common, const RootKeyOptions& options) {
  using What = RootKeyOptions::What;
  if (options.what == What::kStatus) return Status(common, options.directory);
  const auto outcome = options.what == What::kSeal      ? Seal(common, options.directory)
                       : options.what == What::kReseal  ? Reseal(common, options.directory)
                       : options.what == What::kReprint ? Reprint(common, options.directory)
                                                        : OpenToFile(common, options.directory);
  if (!outcome.ok()) return Fail(common, outcome.error());
  fmt::print("{}\n", Say(common, WordsOf(StateOfRootKey(options.directory))));
  return 0;
}

}  // namespace nuong::app
