#pragma once
#include <array>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "nuong/base/ports.hpp"
#include "nuong/vault/secret.hpp"

/// Suite 0x01: XChaCha20-Poly1305-IETF and BLAKE2b. Keys are 32 bytes.
namespace nuong::vault {

inline constexpr std::size_t kKeySize = 32;
using Nonce = std::array<std::uint8_t, 24>;

/// The first field of what is authenticated, so that no blob of one kind passes for another.
inline constexpr std::string_view kValueKind = "value";
inline constexpr std::string_view kFileKind = "file";
inline constexpr std::string_view kBoxKind = "box";
inline constexpr std::string_view kPasswordKind = "member-password";
inline constexpr std::string_view kRestKind = "rest";
inline constexpr std::string_view kLockKind = "lock";

/// ciphertext | tag
std::string Encrypt(const Secret& key, const Nonce& nonce, std::string_view bound, std::span<const std::uint8_t> plain);
std::optional<Secret> Decrypt(const Secret& key, const Nonce& nonce, std::string_view bound, std::string_view cipher);

/// nonce | ciphertext | tag, with a fresh nonce.
std::string EncryptFresh(const Secret& key, std::string_view bound, std::span<const std::uint8_t> plain,
                         Random& random);
std::optional<Secret> DecryptFresh(const Secret& key, std::string_view bound, std::string_view nonce_and_cipher);

/// BLAKE2b-256(field(purpose) | field(material)).
Secret DeriveKey(std::string_view purpose, std::span<const std::uint8_t> material);
/// BLAKE2b-256 keyed with `key`.
std::string KeyedBlake(const Secret& key, std::string_view message);
Secret MakeSecret(std::size_t size, Random& random);

}  // namespace nuong::vault
