#pragma once
#include <functional>
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

/// The key in the clear, whichever file it is in and whether or not `root.sealed` lies beside it; both must be the same
/// when there are two. Errors: root_key_missing (no such file, or no passphrase for the salt); root_key_unusable.
Result<std::shared_ptr<const vault::RootKey>> OpenPlainRootKey(const std::string& directory);

/// As $NUONG_TPM and $NUONG_PASSPHRASE (the PIN) say.
tpm::TpmSealer MachinesSealer();

Result<vault::SealedRoot> ReadSealedRoot(const std::string& directory);
/// Writes beside the file, gives `check` what can be read of it there, and only then puts it in its place as a whole:
/// what does not open never takes the place of what does. Errors: that of `check`; root_key_busy (another command is
/// writing it); root_key_unusable.
Result<void> ReplaceSealedRoot(const std::string& directory, const vault::SealedRoot& sealed,
                               const std::function<Result<void>(const vault::SealedRoot&)>& check);
Result<void> RemovePlainRoot(const std::string& directory);
/// Back to `root.key`, in the clear.
Result<void> UnsealToFile(const std::string& directory, const vault::Secret& seed);

/// The files of which a backup takes a copy.
std::vector<std::string> RootFiles(const std::string& directory);

}  // namespace nuong::app
