#include "nuong/vault/recovery.hpp"

// The header is of C and does not say so.
extern "C" {
#include <libgfshare.h>
}

#include <algorithm>
#include <array>
#include <map>
#include <memory>
#include <mutex>
#include <optional>

#include "bytes.hpp"
#include "cipher.hpp"
#include "nuong/vault/hash.hpp"
#include "nuong/vault/root_key.hpp"
#include "paper.hpp"

namespace nuong::vault {
namespace {

/// number 1 | mark of the directory 4 | share 32
constexpr std::size_t kMarkSize = 4;
constexpr std::size_t kShareSize = 1 + kMarkSize + kKeySize;
constexpr std::string_view kPaperKind = "recovery-share";
constexpr std::string_view kBoxLabel = "recovery-box";
constexpr std::string_view kSignLabel = "recovery-sign";

struct FreeContext {
  void operator()(gfshare_ctx* context) const { gfshare_ctx_free(context); }
};
using Context = std::unique_ptr<gfshare_ctx, FreeContext>;

/// The library asks a function without a context for its random bytes, so one at a time cuts or joins.
std::mutex one_at_a_time;
Random* source = nullptr;
void FillFromSource(unsigned char* bytes, unsigned int count) { source->Fill({bytes, count}); }

class Lending {
 public:
  explicit Lending(Random& random) : lock_(one_at_a_time) {
    source = &random;
    gfshare_fill_rand = FillFromSource;
  }
  Lending(const Lending&) = delete;
  Lending& operator=(const Lending&) = delete;
  ~Lending() { source = nullptr; }

 private:
  std::lock_guard<std::mutex> lock_;
};

/// Overwrites what it freed; the bytes need not be secret.
class NoRandom : public Random {
 public:
  void Fill(std::span<std::uint8_t> bytes) override { std::ranges::fill(bytes, std::uint8_t{0}); }
};

Secret KeysOf(const Secret& seed) {
  Secret both(2 * kKeySize);
  const Secret box = DeriveKey(kBoxLabel, seed.bytes());
  const Secret sign = DeriveKey(kSignLabel, seed.bytes());
  std::ranges::copy(box.bytes(), both.bytes().begin());
  std::ranges::copy(sign.bytes(), both.bytes().begin() + kKeySize);
  return both;
}

std::string MarkOf(const MemberPublic& known) {
  const auto hash =
      Sha256(ByteWriter().Field("recovery").Raw(ViewOf(known.box.bytes)).Raw(ViewOf(known.signing.bytes)).Take());
  return std::string(ViewOf(std::span(hash).first(kMarkSize)));
}

Error Unfit(std::string id, Text message) { return {ErrorCode::kInvalid, std::move(id), std::move(message), "", {}}; }

}  // namespace

Recovery MakeRecovery(Random& random) {
  const Secret seed = MakeSecret(kKeySize, random);
  const MemberKeys keys = MemberKeys::OfSecret(KeysOf(seed));
  Recovery recovery{keys.known(), {}};
  std::array<unsigned char, kRecoveryShares> numbers{};
  for (std::size_t i = 0; i < kRecoveryShares; ++i) numbers[i] = static_cast<unsigned char>(i + 1);
  const Lending lending(random);
  const Context context(gfshare_ctx_init_enc(numbers.data(), kRecoveryShares, kRecoveryThreshold, kKeySize));
  if (context == nullptr) throw std::bad_alloc();
  gfshare_ctx_enc_setsecret(context.get(), const_cast<unsigned char*>(seed.bytes().data()));
  for (std::size_t i = 0; i < kRecoveryShares; ++i) {
    Secret share(kKeySize);
    gfshare_ctx_enc_getshare(context.get(), static_cast<unsigned char>(i), share.bytes().data());
    std::string bytes(1, static_cast<char>(numbers[i]));
    bytes += MarkOf(recovery.known);
    bytes += ViewOf(share.bytes());
    recovery.shares.push_back(OnPaper(kPaperKind, bytes));
  }
  return recovery;
}

Result<MemberKeys> JoinShares(const MemberPublic& known, const std::vector<std::string>& shares) {
  std::map<unsigned char, std::string> given;
  for (std::size_t i = 0; i < shares.size(); ++i) {
    const std::string which = std::to_string(i + 1);
    const auto bytes = FromPaper(kPaperKind, kShareSize, shares[i]);
    if (!bytes) {
      return Unfit("share_mistyped", {"Mảnh thứ " + which + " gõ sai: hãy so lại từng nhóm với tờ giấy.",
                                      "Share " + which + " is mistyped: compare each group with the paper."});
    }
    if (bytes->substr(1, kMarkSize) != MarkOf(known)) {
      return Unfit("share_foreign", {"Mảnh thứ " + which + " là của thư mục dữ liệu khác.",
                                     "Share " + which + " belongs to another data directory."});
    }
    given.emplace(static_cast<unsigned char>(bytes->front()), bytes->substr(1 + kMarkSize, kKeySize));
  }
  if (given.size() < kRecoveryThreshold) {
    return Unfit("shares_too_few",
                 {"Cần ba mảnh khác nhau trong năm mảnh.", "Three different shares of the five are needed."});
  }
  std::vector<unsigned char> numbers;
  for (const auto& [number, share] : given) numbers.push_back(number);
  NoRandom overwrite;
  const Lending lending(overwrite);
  const Context context(gfshare_ctx_init_dec(numbers.data(), static_cast<unsigned int>(numbers.size()), kKeySize));
  if (context == nullptr) throw std::bad_alloc();
  unsigned char place = 0;
  for (auto& [number, share] : given) {
    gfshare_ctx_dec_giveshare(context.get(), place++, reinterpret_cast<unsigned char*>(share.data()));
  }
  Secret seed(kKeySize);
  gfshare_ctx_dec_extract(context.get(), seed.bytes().data());
  auto keys = MemberKeys::FromSecret(known, KeysOf(seed).bytes());
  if (!keys.ok()) {
    return Error{ErrorCode::kUnauthenticated,
                 "shares_wrong",
                 {"Các mảnh này không ghép lại thành khóa khôi phục.", "These shares do not give the recovery key."},
                 "",
                 {}};
  }
  return keys;
}

}  // namespace nuong::vault
