#pragma once
#include <sodium.h>

#include <string>
#include <string_view>

#include "nuong/vault/stream.hpp"

/// What every sealed stream is made of after its head (format.md, "Sealed stream"): chunks of 65,536 bytes, each
/// authenticated in its place, the last one marked.
namespace nuong::vault {

inline constexpr std::size_t kStreamNonceSize = crypto_secretstream_xchacha20poly1305_HEADERBYTES;

/// The cipher's state holds its key, so it lies in locked memory. Both directions start from the same state.
class ChunkCipher {
 public:
  ChunkCipher(const Secret& key, std::string_view nonce);
  crypto_secretstream_xchacha20poly1305_state* state() {
    return reinterpret_cast<crypto_secretstream_xchacha20poly1305_state*>(memory_.bytes().data());
  }

 private:
  Secret memory_;
};

class ChunkSealer {
 public:
  /// `head` goes out before the first chunk.
  ChunkSealer(const Secret& key, std::string_view nonce, std::string head, Sink sink);
  ChunkSealer(const ChunkSealer&) = delete;
  ChunkSealer& operator=(const ChunkSealer&) = delete;
  ~ChunkSealer();
  Result<void> Write(std::string_view plain);
  Result<void> Finish();

 private:
  Result<void> Seal(std::string_view plain, bool is_last);
  Sink sink_;
  ChunkCipher cipher_;
  std::string head_;
  std::string waiting_;
};

/// Gathers what stands before the first chunk.
class StreamHead {
 public:
  explicit StreamHead(std::size_t size) : size_(size) {}
  /// Takes off `sealed` what belongs to the head; true once it is whole.
  bool Take(std::string_view& sealed);
  std::string_view bytes() const { return bytes_; }

 private:
  std::size_t size_;
  std::string bytes_;
};

class ChunkOpener {
 public:
  ChunkOpener(const Secret& key, std::string_view nonce, Sink sink);
  Result<void> Write(std::string_view sealed);
  Result<void> Finish();

 private:
  Result<void> Open(std::string_view sealed);
  Sink sink_;
  ChunkCipher cipher_;
  std::string waiting_;
  bool is_over_ = false;
};

}  // namespace nuong::vault
