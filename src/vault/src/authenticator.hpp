#pragma once
#include <openssl/ec.h>
#include <openssl/evp.h>

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

#include "nuong/vault/hash.hpp"
#include "nuong/vault/passkey.hpp"

/// An authenticator of our own: a P-256 key that signs what WebAuthn has it sign. For tests.
namespace nuong::vault {

class Authenticator {
 public:
  explicit Authenticator(std::string id) : id_(std::move(id)), key_(EVP_EC_gen("P-256"), EVP_PKEY_free) {}

  const std::string& id() const { return id_; }

  /// The public key: x, y.
  std::string Point() const {
    std::size_t size = 0;
    EVP_PKEY_get_octet_string_param(key_.get(), "pub", nullptr, 0, &size);
    std::string point(size, '\0');
    EVP_PKEY_get_octet_string_param(key_.get(), "pub", reinterpret_cast<unsigned char*>(point.data()), size, &size);
    return point.substr(1);  // without the mark of an uncompressed point
  }

  static std::string ClientData(const std::string& type, std::string_view challenge, const std::string& origin) {
    return R"({"type":")" + type + R"(","challenge":")" + Base64Url(challenge) + R"(","origin":")" + origin +
           R"(","crossOrigin":false})";
  }

  /// Flags: 1 the user was there, 4 and was verified.
  static std::string Data(const std::string& rp_id, std::uint8_t flags, std::uint32_t count) {
    std::string data = HashText(rp_id);
    data.push_back(static_cast<char>(flags));
    for (int shift = 24; shift >= 0; shift -= 8) data.push_back(static_cast<char>(count >> shift));
    return data;
  }

  /// With attested credential data: AAGUID, id, COSE key.
  std::string NewData(const std::string& rp_id, std::uint8_t flags) const {
    const std::string point = Point();
    std::string data = Data(rp_id, flags | 0x40, 1) + std::string(16, '\0');
    data += {'\0', static_cast<char>(id_.size())};
    data += id_ + std::string("\xa5\x01\x02\x03\x26\x20\x01\x21\x58\x20", 10) + point.substr(0, 32) +
            std::string("\x22\x58\x20", 3) + point.substr(32);
    return data;
  }

  std::string Sign(const std::string& data, const std::string& client_data) const {
    const std::string message = data + HashText(client_data);
    const std::unique_ptr<EVP_MD_CTX, decltype(&EVP_MD_CTX_free)> context(EVP_MD_CTX_new(), EVP_MD_CTX_free);
    EVP_DigestSignInit(context.get(), nullptr, EVP_sha256(), nullptr, key_.get());
    std::size_t size = 0;
    const auto* bytes = reinterpret_cast<const unsigned char*>(message.data());
    EVP_DigestSign(context.get(), nullptr, &size, bytes, message.size());
    std::string signature(size, '\0');
    EVP_DigestSign(context.get(), reinterpret_cast<unsigned char*>(signature.data()), &size, bytes, message.size());
    signature.resize(size);
    return signature;
  }

 private:
  static std::string HashText(std::string_view bytes) {
    const auto hash = Sha256(bytes);
    return std::string(hash.begin(), hash.end());
  }

  std::string id_;
  std::unique_ptr<EVP_PKEY, decltype(&EVP_PKEY_free)> key_;
};

}  // namespace nuong::vault
