#include "stretch.hpp"

#include <sodium.h>

#include <atomic>
#include <cassert>
#include <new>
#include <string>

#include "bytes.hpp"
#include "cipher.hpp"
#include "nuong/base/unicode.hpp"

namespace nuong::vault {

namespace {
std::atomic<std::uint64_t> stretches{0};
}  // namespace

std::uint64_t StretchesDone() { return stretches.load(); }

static_assert(kSaltSize == crypto_pwhash_SALTBYTES);

StretchCost CostOf(PasswordCost cost) {
  switch (cost) {
    case PasswordCost::kInteractive:
      return {.passes = 3, .memory_kib = 64 * 1024};
    case PasswordCost::kTest:
      return {.passes = crypto_pwhash_OPSLIMIT_MIN, .memory_kib = crypto_pwhash_MEMLIMIT_MIN / 1024};
  }
  __builtin_unreachable();
}

bool IsKnownCost(const StretchCost& cost) {
  return cost == CostOf(PasswordCost::kInteractive) || cost == CostOf(PasswordCost::kTest);
}

Secret Stretch(std::string_view password, std::string_view salt, const StretchCost& cost) {
  assert(salt.size() == kSaltSize && IsKnownCost(cost));
  Secret key(kKeySize);
  stretches.fetch_add(1);
  // A telephone and a desktop may spell the same letters in two ways.
  const std::string spelt = NormaliseText(password).value_or(std::string(password));
  const int failed = crypto_pwhash(key.bytes().data(), kKeySize, spelt.data(), spelt.size(), BytesOf(salt).data(),
                                   cost.passes, std::size_t{cost.memory_kib} * 1024, crypto_pwhash_ALG_ARGON2ID13);
  if (failed != 0) throw std::bad_alloc();
  return key;
}

}  // namespace nuong::vault
