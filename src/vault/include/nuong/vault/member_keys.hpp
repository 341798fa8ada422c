#pragma once
#include <cstdint>
#include <span>
#include <string>
#include <string_view>

#include "nuong/base/ports.hpp"
#include "nuong/base/result.hpp"
#include "nuong/vault/key_pair.hpp"

namespace nuong::vault {

/// What others know of a member's keys: boxes are sealed to one, signatures checked with the other.
struct MemberPublic {
  PublicKey box;      ///< X25519
  PublicKey signing;  ///< Ed25519
  bool operator==(const MemberPublic&) const = default;
  /// What a person reads to another: 160 bits of a hash over both keys, ten groups of four hex digits.
  std::string Fingerprint() const;
};

/// A member's own keys, in hand for the length of one request. The private halves never leave this room unsealed.
class MemberKeys {
 public:
  static MemberKeys Make(Random& random);
  /// The keys whose private halves these 64 bytes are; what is known of them is computed.
  static MemberKeys OfSecret(const Secret& secret64);
  /// From 64 secret bytes: X25519 private key, Ed25519 seed. kCorrupt when they are not the private halves of `known`.
  static Result<MemberKeys> FromSecret(const MemberPublic& known, std::span<const std::uint8_t> secret64);
  MemberKeys(MemberKeys&&) noexcept = default;
  MemberKeys& operator=(MemberKeys&&) noexcept = default;

  const MemberPublic& known() const { return known_; }
  const KeyPair& box() const { return box_; }
  /// 64 bytes, Ed25519, over field(purpose) | message: a signature for one purpose is none for another.
  std::string Sign(std::string_view purpose, std::string_view message) const;
  /// X25519 private key, then Ed25519 seed.
  Secret SecretBytes() const;

 private:
  MemberKeys() = default;
  MemberPublic known_;
  KeyPair box_;
  Secret signing_seed_;
};
bool IsSignedBy(const PublicKey& signer, std::string_view purpose, std::string_view message,
                std::string_view signature);

/// Between requests they rest sealed under a key that only the caller's cookie gives back, as unit keys do.
std::string RestMemberKeys(const MemberKeys& keys, std::span<const std::uint8_t> session_token, Random& random);
/// kUnauthenticated when the token is another one, or the bytes were altered.
Result<MemberKeys> WakeMemberKeys(std::string_view resting, std::span<const std::uint8_t> session_token);

}  // namespace nuong::vault
