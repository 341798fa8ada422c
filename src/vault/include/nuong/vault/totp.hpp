#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "nuong/base/ports.hpp"

/// Time-based one-time codes (RFC 6238: HMAC-SHA-1, 30 seconds, six digits), the form every authenticator app reads.
namespace nuong::vault {

std::string MakeTotpSecret(Random& random);    ///< 20 bytes
std::string Base32(std::string_view bytes);    ///< RFC 4648 section 6, without padding: what a person types
std::uint64_t TotpStep(std::int64_t seconds);  ///< since 1970
std::string TotpCode(std::string_view secret, std::uint64_t step);
/// The step whose code this is: the present one or a neighbour, and later than `last_used`, so that no code opens
/// twice. Does the same work whatever the code is.
std::optional<std::uint64_t> MatchTotp(std::string_view secret, std::string_view code, std::int64_t seconds,
                                       std::uint64_t last_used);

}  // namespace nuong::vault
