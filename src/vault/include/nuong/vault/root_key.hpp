#pragma once
#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <utility>

#include "nuong/base/ports.hpp"
#include "nuong/base/result.hpp"
#include "nuong/vault/key_pair.hpp"
#include "nuong/vault/password.hpp"
#include "nuong/vault/secret.hpp"

namespace nuong::vault {

/// The server's own key. Opens nothing of F2–F5: it signs checkpoints and keeps the second lock on hand-overs that wait
/// for the other signature.
class RootKey {
 public:
  /// From a passphrase (Argon2id) and the salt kept in the data directory.
  static RootKey FromPassphrase(std::string_view passphrase, std::string_view salt, PasswordCost cost);
  static RootKey FromSeed(std::span<const std::uint8_t> seed32);
  RootKey(RootKey&&) noexcept;
  ~RootKey();

  PublicKey signing_public_key() const;              ///< Ed25519
  std::string Sign(std::string_view message) const;  ///< 64 bytes, Ed25519
  /// Second lock: authenticated encryption under a sub-key per purpose ("handover").
  std::string Lock(std::string_view purpose, std::string_view bytes, Random& random) const;
  /// kCorrupt when altered, locked by another root key or for another purpose.
  Result<std::string> Unlock(std::string_view purpose, std::string_view locked) const;
  /// The same for who opens very many of one purpose: the sub-key is made once.
  class Opener {
   public:
    Result<std::string> Unlock(std::string_view locked) const;

   private:
    friend class RootKey;
    Opener(Secret key, std::string bound) : key_(std::move(key)), bound_(std::move(bound)) {}
    Secret key_;
    std::string bound_;
  };
  Opener OpenerFor(std::string_view purpose) const;
  /// Keyed hash, 32 bytes, for network addresses and search terms in the ledger: equal in, equal out, nothing back.
  std::string KeyedHash(std::string_view purpose, std::string_view bytes) const;

 private:
  friend class SealedRoot;  // seals the seed
  explicit RootKey(Secret seed);
  Secret seed_;
  struct Parts;
  std::unique_ptr<Parts> parts_;
};

bool VerifySignature(const PublicKey& signer, std::string_view message, std::string_view signature);

}  // namespace nuong::vault
