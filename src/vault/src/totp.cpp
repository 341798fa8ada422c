#include "nuong/vault/totp.hpp"

#include <algorithm>
#include <array>
#include <bit>
#include <cstdio>

#include "bytes.hpp"
#include "nuong/vault/hash.hpp"

namespace nuong::vault {
namespace {

constexpr std::size_t kBlock = 64;
constexpr std::int64_t kSeconds = 30;
constexpr std::size_t kSecretSize = 20;
using Digest = std::array<std::uint8_t, 20>;

/// FIPS 180-4. Only for one-time codes: their form asks for it, and HMAC does not need a hash without collisions.
Digest Sha1(std::string_view message) {
  std::string padded(message);
  padded.push_back('\x80');
  while (padded.size() % kBlock != kBlock - 8) padded.push_back('\0');
  const std::uint64_t bits = std::uint64_t{message.size()} * 8;
  for (int shift = 56; shift >= 0; shift -= 8) padded.push_back(static_cast<char>(bits >> shift));

  std::array<std::uint32_t, 5> state{0x67452301, 0xefcdab89, 0x98badcfe, 0x10325476, 0xc3d2e1f0};
  for (std::size_t at = 0; at < padded.size(); at += kBlock) {
    std::array<std::uint32_t, 80> words{};
    for (std::size_t i = 0; i < kBlock; ++i) {
      words[i / 4] = words[i / 4] << 8 | static_cast<std::uint8_t>(padded[at + i]);
    }
    for (std::size_t i = 16; i < 80; ++i) {
      words[i] = std::rotl(words[i - 3] ^ words[i - 8] ^ words[i - 14] ^ words[i - 16], 1);
    }
    auto [a, b, c, d, e] = state;
    for (std::size_t i = 0; i < 80; ++i) {
      const std::uint32_t mixed = i < 20              ? (b & c) | (~b & d)
                                  : i < 40 || i >= 60 ? b ^ c ^ d
                                                      : (b & c) | (b & d) | (c & d);
      constexpr std::uint32_t kRound[] = {0x5a827999, 0x6ed9eba1, 0x8f1bbcdc, 0xca62c1d6};
      const std::uint32_t next = std::rotl(a, 5) + mixed + e + kRound[i / 20] + words[i];
      e = d;
      d = c;
      c = std::rotl(b, 30);
      b = a;
      a = next;
    }
    state = {state[0] + a, state[1] + b, state[2] + c, state[3] + d, state[4] + e};
  }
  Digest digest{};
  for (std::size_t i = 0; i < digest.size(); ++i) {
    digest[i] = static_cast<std::uint8_t>(state[i / 4] >> (24 - 8 * (i % 4)));
  }
  return digest;
}

Digest HmacSha1(std::string_view key, std::string_view message) {
  std::string inner(kBlock, '\x36');
  std::string outer(kBlock, '\x5c');
  for (std::size_t i = 0; i < key.size(); ++i) {
    inner[i] = static_cast<char>(inner[i] ^ key[i]);
    outer[i] = static_cast<char>(outer[i] ^ key[i]);
  }
  const Digest first = Sha1(inner + std::string(message));
  return Sha1(outer + std::string(ViewOf(first)));
}

}  // namespace

std::string MakeTotpSecret(Random& random) {
  std::array<std::uint8_t, kSecretSize> bytes{};
  random.Fill(bytes);
  return std::string(ViewOf(bytes));
}

std::string Base32(std::string_view bytes) {
  static constexpr std::string_view kLetters = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
  std::string text;
  std::uint32_t held = 0;
  int bits = 0;
  for (const char byte : bytes) {
    held = held << 8 | static_cast<std::uint8_t>(byte);
    for (bits += 8; bits >= 5; bits -= 5) text.push_back(kLetters[held >> (bits - 5) & 31]);
  }
  if (bits > 0) text.push_back(kLetters[held << (5 - bits) & 31]);
  return text;
}

std::uint64_t TotpStep(std::int64_t seconds) { return static_cast<std::uint64_t>(seconds / kSeconds); }

std::string TotpCode(std::string_view secret, std::uint64_t step) {
  std::string counter;
  for (int shift = 56; shift >= 0; shift -= 8) counter.push_back(static_cast<char>(step >> shift));
  const Digest digest = HmacSha1(secret.substr(0, kBlock), counter);
  const std::size_t offset = digest.back() & 15;
  std::uint32_t number = 0;
  for (std::size_t i = 0; i < 4; ++i) number = number << 8 | digest[offset + i];
  char text[8];
  std::snprintf(text, sizeof text, "%06u", (number & 0x7fffffff) % 1'000'000);
  return text;
}

std::optional<std::uint64_t> MatchTotp(std::string_view secret, std::string_view code, std::int64_t seconds,
                                       std::uint64_t last_used) {
  const std::uint64_t now = TotpStep(seconds);
  std::optional<std::uint64_t> matched;
  for (const std::uint64_t step : {now - 1, now, now + 1}) {
    const bool same = EqualSecrets(TotpCode(secret, step), code);
    if (same && step > last_used) matched = step;
  }
  return matched;
}

}  // namespace nuong::vault
