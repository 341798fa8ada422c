#include "chunks.hpp"

#include <utility>

#include "bytes.hpp"
#include "refusals.hpp"

namespace nuong::vault {
namespace {

constexpr std::size_t kChunk = 64 * 1024;
constexpr std::size_t kSealedChunk = kChunk + crypto_secretstream_xchacha20poly1305_ABYTES;

}  // namespace

ChunkCipher::ChunkCipher(const Secret& key, std::string_view nonce)
    : memory_(sizeof(crypto_secretstream_xchacha20poly1305_state)) {
  crypto_secretstream_xchacha20poly1305_init_pull(state(), BytesOf(nonce).data(), key.bytes().data());
}

ChunkSealer::ChunkSealer(const Secret& key, std::string_view nonce, std::string head, Sink sink)
    : sink_(std::move(sink)), cipher_(key, nonce), head_(std::move(head)) {}

ChunkSealer::~ChunkSealer() { sodium_memzero(waiting_.data(), waiting_.size()); }

Result<void> ChunkSealer::Write(std::string_view plain) {
  while (!plain.empty()) {
    // A full chunk waits until more comes: it may be the last.
    if (waiting_.size() == kChunk) {
      NUONG_CHECK(Seal(waiting_, false));
      waiting_.clear();
    }
    const std::string_view part = plain.substr(0, kChunk - waiting_.size());
    waiting_ += part;
    plain.remove_prefix(part.size());
  }
  return {};
}

Result<void> ChunkSealer::Finish() { return Seal(waiting_, true); }

/// The last chunk may be empty; no other is.
Result<void> ChunkSealer::Seal(std::string_view plain, bool is_last) {
  std::string sealed(plain.size() + crypto_secretstream_xchacha20poly1305_ABYTES, '\0');
  crypto_secretstream_xchacha20poly1305_push(
      cipher_.state(), reinterpret_cast<std::uint8_t*>(sealed.data()), nullptr, BytesOf(plain).data(), plain.size(),
      nullptr, 0,
      is_last ? crypto_secretstream_xchacha20poly1305_TAG_FINAL : crypto_secretstream_xchacha20poly1305_TAG_MESSAGE);
  if (!head_.empty()) NUONG_CHECK(sink_(std::exchange(head_, {})));
  return sink_(sealed);
}

bool StreamHead::Take(std::string_view& sealed) {
  const std::string_view part = sealed.substr(0, size_ - bytes_.size());
  bytes_ += part;
  sealed.remove_prefix(part.size());
  return bytes_.size() == size_;
}

ChunkOpener::ChunkOpener(const Secret& key, std::string_view nonce, Sink sink)
    : sink_(std::move(sink)), cipher_(key, nonce) {}

Result<void> ChunkOpener::Write(std::string_view sealed) {
  waiting_ += sealed;
  std::size_t done = 0;
  // The last chunk is opened when nothing more comes.
  while (waiting_.size() - done > kSealedChunk) {
    NUONG_CHECK(Open(std::string_view(waiting_).substr(done, kSealedChunk)));
    if (is_over_) return Altered("stream goes on after its end");
    done += kSealedChunk;
  }
  waiting_.erase(0, done);
  return {};
}

Result<void> ChunkOpener::Finish() {
  NUONG_CHECK(Open(waiting_));
  if (!is_over_) return Altered("stream is cut short");
  return {};
}

Result<void> ChunkOpener::Open(std::string_view sealed) {
  if (sealed.size() < crypto_secretstream_xchacha20poly1305_ABYTES) return Altered("stream is cut short");
  Secret plain(sealed.size() - crypto_secretstream_xchacha20poly1305_ABYTES);
  std::uint8_t tag = 0;
  if (crypto_secretstream_xchacha20poly1305_pull(cipher_.state(), plain.bytes().data(), nullptr, &tag,
                                                 BytesOf(sealed).data(), sealed.size(), nullptr, 0) != 0) {
    return Altered("stream does not authenticate");
  }
  is_over_ = tag == crypto_secretstream_xchacha20poly1305_TAG_FINAL;
  return sink_(ViewOf(plain.bytes()));
}

}  // namespace nuong::vault
