#pragma once
#include <cstdint>
#include <span>
#include <string>
#include <string_view>

#include "nuong/base/ports.hpp"
#include "nuong/base/result.hpp"
#include "nuong/vault/key_pair.hpp"

namespace nuong::vault {

/// Anonymous box to a public key (the construction of crypto_box_seal with our Random). `purpose` is bound in: it opens
/// only under the same purpose. Throws std::invalid_argument for a public key that no private key can have.
std::string BoxSeal(const PublicKey& to, std::span<const std::uint8_t> secret, std::string_view purpose,
                    Random& random);
/// kCorrupt when altered, meant for another key or made for another purpose.
Result<Secret> BoxOpen(const KeyPair& pair, std::string_view boxed, std::string_view purpose);

}  // namespace nuong::vault
