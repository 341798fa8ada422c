#include "nuong/vault/sealed_file.hpp"

#include <optional>
#include <string>
#include <utility>

#include "bytes.hpp"
#include "chunks.hpp"
#include "cipher.hpp"
#include "keysmith.hpp"
#include "refusals.hpp"

namespace nuong::vault {
namespace {

constexpr std::size_t kHeadSize = kHeaderSize + kStreamNonceSize;

/// One key for each place: what is sealed at one does not open at another.
Secret KeyOfPlace(const CaseKey& key, std::string_view row) {
  std::string derived = KeyedBlake(Keysmith::BytesIn(key), ByteWriter()
                                                               .Header(key.version())
                                                               .Field(kFileKind)
                                                               .Raw(ViewOf(key.case_id().bytes()))
                                                               .Field(row)
                                                               .Field(FieldClassCode(key.field_class()))
                                                               .Take());
  Secret of_place = Secret::CopyOf(BytesOf(derived));
  sodium_memzero(derived.data(), derived.size());
  return of_place;
}

}  // namespace

struct FileSealer::State {
  ChunkSealer chunks;
};

FileSealer::FileSealer(const CaseKey& key, std::string_view row, Random& random, Sink sink) {
  std::string nonce(kStreamNonceSize, '\0');
  random.Fill({reinterpret_cast<std::uint8_t*>(nonce.data()), nonce.size()});
  std::string head = ByteWriter().Header(key.version()).Raw(nonce).Take();
  state_ = std::unique_ptr<State>(new State{{KeyOfPlace(key, row), nonce, std::move(head), std::move(sink)}});
}

FileSealer::FileSealer(FileSealer&&) noexcept = default;
FileSealer::~FileSealer() = default;

Result<void> FileSealer::Write(std::string_view plain) { return state_->chunks.Write(plain); }

Result<void> FileSealer::Finish() { return state_->chunks.Finish(); }

Result<std::uint32_t> FileKeyVersion(std::string_view sealed) {
  const auto version = ByteReader(sealed).Header();
  if (!version) return Altered("sealed file of unknown form");
  return *version;
}

struct FileOpener::State {
  Secret key;
  std::uint32_t version = 0;
  Sink sink;
  StreamHead head{kHeadSize};
  std::optional<ChunkOpener> chunks = std::nullopt;

  Result<void> Begin() {
    NUONG_TRY(const std::uint32_t sealed_under, FileKeyVersion(head.bytes()));
    if (sealed_under != version) return Altered("sealed file is not of this key version");
    chunks.emplace(key, head.bytes().substr(kHeaderSize), std::move(sink));
    return {};
  }
};

Result<FileOpener> FileOpener::Make(const Permit& permit, const Receipt& receipt, const CaseKey& key,
                                    std::string_view row, Sink sink) {
  if (!permit.Covers(key.case_id(), key.field_class())) return NoPermit("permit does not cover case and class");
  if (!receipt.Covers(key.case_id(), key.field_class())) return NoReceipt();
  return FileOpener(std::unique_ptr<State>(new State{KeyOfPlace(key, row), key.version(), std::move(sink)}));
}

FileOpener::FileOpener(std::unique_ptr<State> state) : state_(std::move(state)) {}
FileOpener::FileOpener(FileOpener&&) noexcept = default;
FileOpener::~FileOpener() = default;

Result<void> FileOpener::Write(std::string_view sealed) {
  if (!state_->chunks) {
    if (!state_->head.Take(sealed)) return {};
    NUONG_CHECK(state_->Begin());
  }
  return state_->chunks->Write(sealed);
}

Result<void> FileOpener::Finish() {
  if (!state_->chunks) return Altered("sealed file is cut short");
  return state_->chunks->Finish();
}

}  // namespace nuong::vault
