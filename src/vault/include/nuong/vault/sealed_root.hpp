#pragma once
#include <cstdint>
#include <span>
#include <string>
#include <string_view>

#include "nuong/base/ports.hpp"
#include "nuong/base/result.hpp"
#include "nuong/vault/root_key.hpp"

namespace nuong::vault {

/// Seals 32 bytes so that one place alone opens them, as the machine's TPM does (room tpm).
class SeedSealer {
 public:
  virtual ~SeedSealer() = default;
  virtual Result<std::string> Seal(std::span<const std::uint8_t> seed32) = 0;
  virtual Result<Secret> Unseal(std::string_view sealed) = 0;
};

/// What stands on paper in two envelopes and opens a root key whose machine is lost: 168 random bits.
class PrintedKey {
 public:
  static PrintedKey Make(Random& random);
  /// As it was typed: upper and lower case, blanks and hyphens make no difference. Errors: kInvalid
  /// "printed_key_mistyped".
  static Result<PrintedKey> Parse(std::string_view typed);
  std::string text() const;  ///< 48 hex digits in groups of four, the last six a check
  bool operator==(const PrintedKey& other) const;

 private:
  friend class SealedRoot;
  explicit PrintedKey(Secret key) : key_(std::move(key)) {}
  Secret key_;
};

/// A root key as it lies in `root.sealed` (format.md): under the printed key, and under a sealer. Whichever opens it,
/// it is the key whose signatures `signer` verifies, or none.
class SealedRoot {
 public:
  static Result<SealedRoot> Seal(const RootKey& root, const PrintedKey& printed, SeedSealer& sealer, Random& random);
  /// Errors: kCorrupt "sealed_data_altered".
  static Result<SealedRoot> Parse(std::string_view bytes);

  const std::string& bytes() const { return bytes_; }
  const PublicKey& signer() const { return signer_; }
  const std::string& by_sealer() const { return by_sealer_; }

  /// Errors: those of the sealer; kCorrupt "sealed_data_altered".
  Result<RootKey> Open(SeedSealer& sealer) const;
  /// Errors: kUnauthenticated "printed_key_wrong".
  Result<RootKey> Open(const PrintedKey& printed) const;
  /// What a plain `root.key` holds, for a machine without a TPM. Errors: kUnauthenticated "printed_key_wrong".
  Result<Secret> Seed(const PrintedKey& printed) const;

  /// For another machine or PIN; the printed key stays. `root` is this one, opened.
  Result<SealedRoot> ResealedBy(SeedSealer& sealer, const RootKey& root) const;
  /// The printed key of before opens the new one no more.
  SealedRoot Reprinted(const PrintedKey& printed, const RootKey& root, Random& random) const;

 private:
  SealedRoot(const PublicKey& signer, std::string by_printed, std::string by_sealer);
  Result<RootKey> Checked(const Secret& seed, Error otherwise) const;
  static std::string UnderPrinted(const RootKey& root, const PrintedKey& printed, Random& random);
  PublicKey signer_;
  std::string by_printed_;
  std::string by_sealer_;
  std::string bytes_;
};

}  // namespace nuong::vault
