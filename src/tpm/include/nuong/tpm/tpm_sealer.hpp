#pragma once
#include <string>
#include <string_view>

#include "nuong/vault/sealed_root.hpp"

namespace nuong::tpm {

/// Seals to a TPM 2.0. What it gives is: form 01 | PIN 00 or 01 | name of the primary | public part | private part, the
/// last three as the TPM writes them. No other TPM loads it, nor does this one once its owner was cleared. It hangs on
/// no boot measurement: a new kernel opens it as well. Each call runs in a child process, up to a minute long.
/// Errors: kBroken "root_key_tpm_absent" (no answer), "root_key_tpm_unfit" (owner password, no P-256),
/// "root_key_tpm_refused" (another TPM, cleared, or altered),
/// "root_key_tpm_locked" (too many wrong PINs), "root_key_pin_missing", "root_key_pin_wrong", "root_key_tpm_broken".
class TpmSealer : public vault::SeedSealer {
 public:
  /// `where`: what tpm2-tss calls a TCTI, "device:/dev/tpmrm0". `pin` empty: none. With a PIN the TPM counts wrong
  /// ones and stops answering for a while; without one it opens for whoever has the machine.
  TpmSealer(std::string where, std::string_view pin);
  Result<std::string> Seal(std::span<const std::uint8_t> seed32) override;
  Result<vault::Secret> Unseal(std::string_view sealed) override;

 private:
  std::string where_;
  vault::Secret pin_;  ///< what the TPM is told of it; no bytes when there is none
};

/// True when a PIN opens it; bytes of an unknown form take none.
bool TakesPin(std::string_view sealed);

}  // namespace nuong::tpm
