#pragma once
#include <functional>
#include <memory>
#include <string_view>

#include "nuong/base/ports.hpp"
#include "nuong/base/result.hpp"
#include "nuong/vault/key_pair.hpp"

namespace nuong::vault {

using Sink = std::function<Result<void>(std::string_view bytes)>;

/// Seals bytes of any length to a public key, chunk by chunk (format.md, "Sealed stream"): whoever seals cannot open
/// again. `purpose` is bound in. Nothing is whole until Finish has been called; an error of the sink is passed on.
class StreamSealer {
 public:
  StreamSealer(const PublicKey& to, std::string_view purpose, Random& random, Sink sink);
  ~StreamSealer();
  Result<void> Write(std::string_view plain);
  Result<void> Finish();

 private:
  struct State;
  std::unique_ptr<State> state_;
};

/// The way back. Chunks reach the sink only when they authenticate, in their order. Errors: kCorrupt when altered, cut,
/// reordered, lengthened, sealed to another key or for another purpose. What the sink was given before such an error,
/// or before Finish has succeeded, is a part of the whole and must be thrown away.
class StreamOpener {
 public:
  StreamOpener(const KeyPair& pair, std::string_view purpose, Sink sink);
  ~StreamOpener();
  Result<void> Write(std::string_view sealed);
  Result<void> Finish();

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace nuong::vault
