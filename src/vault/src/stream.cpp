#include "nuong/vault/stream.hpp"

#include <sodium.h>

#include <string>
#include <utility>

#include "bytes.hpp"
#include "cipher.hpp"
#include "nuong/vault/box.hpp"
#include "refusals.hpp"

namespace nuong::vault {
namespace {

constexpr std::size_t kChunk = 64 * 1024;
constexpr std::size_t kSealedChunk = kChunk + crypto_secretstream_xchacha20poly1305_ABYTES;
constexpr std::size_t kBoxSize = kHeaderSize + crypto_box_PUBLICKEYBYTES + kKeySize + crypto_box_MACBYTES;
constexpr std::size_t kHeadSize = kBoxSize + crypto_secretstream_xchacha20poly1305_HEADERBYTES;

std::string BoxPurpose(std::string_view purpose) { return ByteWriter().Field("stream").Field(purpose).Take(); }

/// The cipher's state holds its key, so it lies in locked memory. Both directions start from the same state.
class Cipher {
 public:
  Cipher(const Secret& key, std::string_view head) : memory_(sizeof(crypto_secretstream_xchacha20poly1305_state)) {
    crypto_secretstream_xchacha20poly1305_init_pull(state(), BytesOf(head).data(), key.bytes().data());
  }
  crypto_secretstream_xchacha20poly1305_state* state() {
    return reinterpret_cast<crypto_secretstream_xchacha20poly1305_state*>(memory_.bytes().data());
  }

 private:
  Secret memory_;
};

}  // namespace

struct StreamSealer::State {
  Sink sink;
  Cipher cipher;
  std::string head;
  std::string waiting;

  /// The last chunk may be empty; no other is.
  Result<void> Seal(std::string_view plain, bool is_last) {
    std::string sealed(plain.size() + crypto_secretstream_xchacha20poly1305_ABYTES, '\0');
    crypto_secretstream_xchacha20poly1305_push(
        cipher.state(), reinterpret_cast<std::uint8_t*>(sealed.data()), nullptr, BytesOf(plain).data(), plain.size(),
        nullptr, 0,
        is_last ? crypto_secretstream_xchacha20poly1305_TAG_FINAL : crypto_secretstream_xchacha20poly1305_TAG_MESSAGE);
    if (!head.empty()) NUONG_CHECK(sink(std::exchange(head, {})));
    return sink(sealed);
  }
};

StreamSealer::StreamSealer(const PublicKey& to, std::string_view purpose, Random& random, Sink sink) {
  const Secret key = MakeSecret(kKeySize, random);
  std::string nonce(crypto_secretstream_xchacha20poly1305_HEADERBYTES, '\0');
  random.Fill({reinterpret_cast<std::uint8_t*>(nonce.data()), nonce.size()});
  std::string head = BoxSeal(to, key.bytes(), BoxPurpose(purpose), random) + nonce;
  state_ = std::unique_ptr<State>(new State{std::move(sink), Cipher(key, nonce), std::move(head), {}});
}

StreamSealer::~StreamSealer() { sodium_memzero(state_->waiting.data(), state_->waiting.size()); }

Result<void> StreamSealer::Write(std::string_view plain) {
  std::string& waiting = state_->waiting;
  while (!plain.empty()) {
    // A full chunk waits until more comes: it may be the last.
    if (waiting.size() == kChunk) {
      NUONG_CHECK(state_->Seal(waiting, false));
      waiting.clear();
    }
    const std::string_view part = plain.substr(0, kChunk - waiting.size());
    waiting += part;
    plain.remove_prefix(part.size());
  }
  return {};
}

Result<void> StreamSealer::Finish() { return state_->Seal(state_->waiting, true); }

struct StreamOpener::State {
  Sink sink;
  const KeyPair& pair;
  std::string purpose;
  std::unique_ptr<Cipher> cipher;
  std::string waiting;
  bool is_over = false;

  Result<void> Begin() {
    NUONG_TRY(const Secret key, BoxOpen(pair, std::string_view(waiting).substr(0, kBoxSize), BoxPurpose(purpose)));
    cipher = std::make_unique<Cipher>(key, std::string_view(waiting).substr(kBoxSize, kHeadSize - kBoxSize));
    waiting.erase(0, kHeadSize);
    return {};
  }

  Result<void> Open(std::string_view sealed) {
    if (sealed.size() < crypto_secretstream_xchacha20poly1305_ABYTES) return Altered("stream is cut short");
    Secret plain(sealed.size() - crypto_secretstream_xchacha20poly1305_ABYTES);
    std::uint8_t tag = 0;
    if (crypto_secretstream_xchacha20poly1305_pull(cipher->state(), plain.bytes().data(), nullptr, &tag,
                                                   BytesOf(sealed).data(), sealed.size(), nullptr, 0) != 0) {
      return Altered("stream does not authenticate");
    }
    is_over = tag == crypto_secretstream_xchacha20poly1305_TAG_FINAL;
    return sink(ViewOf(plain.bytes()));
  }
};

StreamOpener::StreamOpener(const KeyPair& pair, std::string_view purpose, Sink sink)
    : state_(new State{std::move(sink), pair, std::string(purpose), nullptr, {}, false}) {}

StreamOpener::~StreamOpener() = default;

Result<void> StreamOpener::Write(std::string_view sealed) {
  state_->waiting += sealed;
  if (state_->cipher == nullptr) {
    if (state_->waiting.size() < kHeadSize) return {};
    NUONG_CHECK(state_->Begin());
  }
  std::size_t done = 0;
  // The last chunk is opened when nothing more comes.
  while (state_->waiting.size() - done > kSealedChunk) {
    NUONG_CHECK(state_->Open(std::string_view(state_->waiting).substr(done, kSealedChunk)));
    if (state_->is_over) return Altered("stream goes on after its end");
    done += kSealedChunk;
  }
  state_->waiting.erase(0, done);
  return {};
}

Result<void> StreamOpener::Finish() {
  if (state_->cipher == nullptr) return Altered("stream is cut short");
  NUONG_CHECK(state_->Open(state_->waiting));
  if (!state_->is_over) return Altered("stream is cut short");
  return {};
}

}  // namespace nuong::vault
