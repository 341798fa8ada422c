#pragma once
#include <memory>
#include <string>
#include <vector>

#include "nuong/tpm/tpm_sealer.hpp"
#include "nuong/vault/sealed_root.hpp"

/// Where a directory has its root key from: `root.sealed` (the machine's TPM, or a printed key), else `root.salt` and
/// $NUONG_PASSPHRASE, else `root.key`. Where `root.sealed` is, nothing else counts.
namespace nuong::app {

inline constexpr const char* kSealedFile = "root.sealed";
inline constexpr const char* kKeyFile = "root.key";
inline constexpr const char* kSaltFile = "root.salt";

enum class RootKeyWay { kNone, kFile, kPassphrase, kSealed };

struct RootKeyState {
  RootKeyWay way = RootKeyWay::kNone;
  bool takes_pin = false;
  bool is_plain_left = false;  ///< beside `root.sealed`, after a cut in the middle of sealing
};
/// What lies in the directory; opens nothing.
RootKeyState StateOfRootKey(const std::string& directory);
Text WordsOf(const RootKeyState& state);

/// A key file is made (readable by its owner only) when the directory has none and `may_make`. Errors: root_key_missing
/// (it may not be made, or the directory has the other kind); root_key_unusable; those of the TPM.
Result<std::shared_ptr<const vault::RootKey>> OpenRootKey(const std::string& directory, Random& random, bool may_make);

/// As $NUONG_TPM and $NUONG_PASSPHRASE (the PIN) say.
tpm::TpmSealer MachinesSealer();

Result<vault::SealedRoot> ReadSealedRoot(const std::string& directory);
/// Replaces the file as a whole; after it the new one is on the disk, or the old one still is.
Result<void> WriteSealedRoot(const std::string& directory, const vault::SealedRoot& sealed);
Result<void> RemovePlainRoot(const std::string& directory);
/// Back to `root.key`, in the clear.
Result<void> UnsealToFile(const std::string& directory, const vault::Secret& seed);

/// The files of which a backup takes a copy.
std::vector<std::string> RootFiles(const std::string& directory);

}  // namespace nuong::app
