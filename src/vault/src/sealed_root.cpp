#include "nuong/vault/sealed_root.hpp"

#include <sodium.h>

#include <utility>

#include "bytes.hpp"
#include "cipher.hpp"
#include "paper.hpp"
#include "refusals.hpp"

namespace nuong::vault {
namespace {

constexpr std::size_t kPrintedSize = 21;
constexpr std::string_view kPaperKind = "printed-root";

std::string BoundTo(const PublicKey& signer) {
  return ByteWriter().Header().Field(kPaperKind).Raw(ViewOf(signer.bytes)).Take();
}

Error PrintedKeyWrong() {
  return {ErrorCode::kUnauthenticated,
          "printed_key_wrong",
          {"Khóa in này không mở được khóa gốc của thư mục này. Hãy tìm tờ giấy của đúng thư mục, bản in gần nhất.",
           "This printed key does not open the root key of this directory. Find the paper of this directory, the one "
           "printed last."},
          "printed slot does not authenticate",
          {}};
}

}  // namespace

PrintedKey PrintedKey::Make(Random& random) { return PrintedKey(MakeSecret(kPrintedSize, random)); }

Result<PrintedKey> PrintedKey::Parse(std::string_view typed) {
  auto bytes = FromPaper(kPaperKind, kPrintedSize, typed);
  if (!bytes) {
    return Error{ErrorCode::kInvalid,
                 "printed_key_mistyped",
                 {"Khóa in gõ sai: hãy so lại từng nhóm với tờ giấy.",
                  "The printed key is mistyped: compare each group with the paper."},
                 "check digits do not fit",
                 {}};
  }
  PrintedKey key(Secret::CopyOf(BytesOf(*bytes)));
  sodium_memzero(bytes->data(), bytes->size());
  return key;
}

std::string PrintedKey::text() const { return OnPaper(kPaperKind, ViewOf(key_.bytes())); }

bool PrintedKey::operator==(const PrintedKey& other) const {
  return sodium_memcmp(key_.bytes().data(), other.key_.bytes().data(), kPrintedSize) == 0;
}

SealedRoot::SealedRoot(const PublicKey& signer, std::string by_printed, std::string by_sealer)
    : signer_(signer),
      by_printed_(std::move(by_printed)),
      by_sealer_(std::move(by_sealer)),
      bytes_(ByteWriter().Header().Raw(ViewOf(signer_.bytes)).Field(by_printed_).Field(by_sealer_).Take()) {}

std::string SealedRoot::UnderPrinted(const RootKey& root, const PrintedKey& printed, Random& random) {
  return EncryptFresh(DeriveKey(kPaperKind, printed.key_.bytes()), BoundTo(root.signing_public_key()),
                      root.seed_.bytes(), random);
}

Result<SealedRoot> SealedRoot::Seal(const RootKey& root, const PrintedKey& printed, SeedSealer& sealer,
                                    Random& random) {
  NUONG_TRY(std::string by_sealer, sealer.Seal(root.seed_.bytes()));
  return SealedRoot(root.signing_public_key(), UnderPrinted(root, printed, random), std::move(by_sealer));
}

Result<SealedRoot> SealedRoot::Parse(std::string_view bytes) {
  ByteReader reader(bytes);
  const bool is_known = reader.Header() == 0u;
  PublicKey signer;
  const std::string_view key = reader.Raw(signer.bytes.size());
  std::string by_printed(reader.Field());
  std::string by_sealer(reader.Field());
  if (!is_known || !reader.ok() || !reader.rest().empty()) return Altered("sealed root key of unknown form");
  std::copy(key.begin(), key.end(), signer.bytes.begin());
  return SealedRoot(signer, std::move(by_printed), std::move(by_sealer));
}

Result<RootKey> SealedRoot::Checked(const Secret& seed, Error otherwise) const {
  if (seed.bytes().size() != kKeySize) return otherwise;
  RootKey root = RootKey::FromSeed(seed.bytes());
  if (root.signing_public_key() != signer_) return otherwise;
  return root;
}

Result<RootKey> SealedRoot::Open(SeedSealer& sealer) const {
  NUONG_TRY(const Secret seed, sealer.Unseal(by_sealer_));
  return Checked(seed, Altered("what the sealer opened is not this root key"));
}

Result<RootKey> SealedRoot::Open(const PrintedKey& printed) const {
  NUONG_TRY(const Secret seed, Seed(printed));
  return Checked(seed, PrintedKeyWrong());
}

Result<Secret> SealedRoot::Seed(const PrintedKey& printed) const {
  auto seed = DecryptFresh(DeriveKey(kPaperKind, printed.key_.bytes()), BoundTo(signer_), by_printed_);
  if (!seed) return PrintedKeyWrong();
  return *std::move(seed);
}

Result<SealedRoot> SealedRoot::ResealedBy(SeedSealer& sealer, const RootKey& root) const {
  NUONG_TRY(std::string by_sealer, sealer.Seal(root.seed_.bytes()));
  return SealedRoot(signer_, by_printed_, std::move(by_sealer));
}

SealedRoot SealedRoot::Reprinted(const PrintedKey& printed, const RootKey& root, Random& random) const {
  return SealedRoot(signer_, UnderPrinted(root, printed, random), by_sealer_);
}

}  // namespace nuong::vault
