#include "cipher.hpp"

#include <sodium.h>

#include <algorithm>

#include "bytes.hpp"

namespace nuong::vault {

static_assert(kKeySize == crypto_aead_xchacha20poly1305_ietf_KEYBYTES);
static_assert(sizeof(Nonce) == crypto_aead_xchacha20poly1305_ietf_NPUBBYTES);

std::string Encrypt(const Secret& key, const Nonce& nonce, std::string_view bound,
                    std::span<const std::uint8_t> plain) {
  std::string cipher(plain.size() + crypto_aead_xchacha20poly1305_ietf_ABYTES, '\0');
  const auto bound_bytes = BytesOf(bound);
  crypto_aead_xchacha20poly1305_ietf_encrypt(reinterpret_cast<std::uint8_t*>(cipher.data()), nullptr, plain.data(),
                                             plain.size(), bound_bytes.data(), bound_bytes.size(), nullptr,
                                             nonce.data(), key.bytes().data());
  return cipher;
}

std::optional<Secret> Decrypt(const Secret& key, const Nonce& nonce, std::string_view bound, std::string_view cipher) {
  if (cipher.size() < crypto_aead_xchacha20poly1305_ietf_ABYTES) return std::nullopt;
  Secret plain(cipher.size() - crypto_aead_xchacha20poly1305_ietf_ABYTES);
  const auto bound_bytes = BytesOf(bound);
  const auto cipher_bytes = BytesOf(cipher);
  const int failed = crypto_aead_xchacha20poly1305_ietf_decrypt(
      plain.bytes().data(), nullptr, nullptr, cipher_bytes.data(), cipher_bytes.size(), bound_bytes.data(),
      bound_bytes.size(), nonce.data(), key.bytes().data());
  if (failed != 0) return std::nullopt;
  return plain;
}

std::string EncryptFresh(const Secret& key, std::string_view bound, std::span<const std::uint8_t> plain,
                         Random& random) {
  Nonce nonce;
  random.Fill(nonce);
  return std::string(ViewOf(nonce)) + Encrypt(key, nonce, bound, plain);
}

std::optional<Secret> DecryptFresh(const Secret& key, std::string_view bound, std::string_view nonce_and_cipher) {
  ByteReader reader(nonce_and_cipher);
  const std::string_view stored = reader.Raw(sizeof(Nonce));
  if (!reader.ok()) return std::nullopt;
  Nonce nonce;
  std::ranges::copy(BytesOf(stored), nonce.begin());
  return Decrypt(key, nonce, bound, reader.rest());
}

Secret DeriveKey(std::string_view purpose, std::span<const std::uint8_t> material) {
  const std::string head = ByteWriter().Field(purpose).U32(static_cast<std::uint32_t>(material.size())).Take();
  Secret key(kKeySize);
  crypto_generichash_state state;
  crypto_generichash_init(&state, nullptr, 0, kKeySize);
  crypto_generichash_update(&state, BytesOf(head).data(), head.size());
  crypto_generichash_update(&state, material.data(), material.size());
  crypto_generichash_final(&state, key.bytes().data(), kKeySize);
  sodium_memzero(&state, sizeof state);
  return key;
}

std::string KeyedBlake(const Secret& key, std::string_view message) {
  std::string hash(32, '\0');
  crypto_generichash(reinterpret_cast<std::uint8_t*>(hash.data()), hash.size(), BytesOf(message).data(), message.size(),
                     key.bytes().data(), key.bytes().size());
  return hash;
}

Secret MakeSecret(std::size_t size, Random& random) {
  Secret secret(size);
  random.Fill(secret.bytes());
  return secret;
}

}  // namespace nuong::vault
