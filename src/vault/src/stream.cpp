#include "nuong/vault/stream.hpp"

#include <optional>
#include <string>
#include <utility>

#include "bytes.hpp"
#include "chunks.hpp"
#include "cipher.hpp"
#include "nuong/vault/box.hpp"
#include "refusals.hpp"

namespace nuong::vault {
namespace {

constexpr std::size_t kBoxSize = kHeaderSize + crypto_box_PUBLICKEYBYTES + kKeySize + crypto_box_MACBYTES;
constexpr std::size_t kHeadSize = kBoxSize + kStreamNonceSize;

std::string BoxPurpose(std::string_view purpose) { return ByteWriter().Field("stream").Field(purpose).Take(); }

}  // namespace

struct StreamSealer::State {
  ChunkSealer chunks;
};

StreamSealer::StreamSealer(const PublicKey& to, std::string_view purpose, Random& random, Sink sink) {
  const Secret key = MakeSecret(kKeySize, random);
  std::string nonce(kStreamNonceSize, '\0');
  random.Fill({reinterpret_cast<std::uint8_t*>(nonce.data()), nonce.size()});
  std::string head = BoxSeal(to, key.bytes(), BoxPurpose(purpose), random) + nonce;
  state_ = std::unique_ptr<State>(new State{{key, nonce, std::move(head), std::move(sink)}});
}

StreamSealer::~StreamSealer() = default;

Result<void> StreamSealer::Write(std::string_view plain) { return state_->chunks.Write(plain); }

Result<void> StreamSealer::Finish() { return state_->chunks.Finish(); }

struct StreamOpener::State {
  Sink sink;
  const KeyPair& pair;
  std::string purpose;
  StreamHead head{kHeadSize};
  std::optional<ChunkOpener> chunks = std::nullopt;

  Result<void> Begin() {
    NUONG_TRY(const Secret key, BoxOpen(pair, head.bytes().substr(0, kBoxSize), BoxPurpose(purpose)));
    chunks.emplace(key, head.bytes().substr(kBoxSize), std::move(sink));
    return {};
  }
};

StreamOpener::StreamOpener(const KeyPair& pair, std::string_view purpose, Sink sink)
    : state_(new State{std::move(sink), pair, std::string(purpose)}) {}

StreamOpener::~StreamOpener() = default;

Result<void> StreamOpener::Write(std::string_view sealed) {
  if (!state_->chunks) {
    if (!state_->head.Take(sealed)) return {};
    NUONG_CHECK(state_->Begin());
  }
  return state_->chunks->Write(sealed);
}

Result<void> StreamOpener::Finish() {
  if (!state_->chunks) return Altered("stream is cut short");
  return state_->chunks->Finish();
}

}  // namespace nuong::vault
