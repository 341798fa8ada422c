#pragma once
#include <memory>
#include <string_view>

#include "nuong/base/ports.hpp"
#include "nuong/base/proof.hpp"
#include "nuong/base/result.hpp"
#include "nuong/vault/case_key.hpp"
#include "nuong/vault/stream.hpp"

namespace nuong::vault {

/// Seals a paper or a picture of a case, chunk by chunk (format.md, "Sealed file"), under the case's key of its class:
/// bound to case, row, class and key version, so that it opens nowhere else, and not at all once every wrap of the key
/// is destroyed. Nothing is whole until Finish has been called; an error of the sink is passed on.
class FileSealer {
 public:
  FileSealer(const CaseKey& key, std::string_view row, Random& random, Sink sink);
  FileSealer(FileSealer&&) noexcept;
  ~FileSealer();
  Result<void> Write(std::string_view plain);
  Result<void> Finish();

 private:
  struct State;
  std::unique_ptr<State> state_;
};

/// The version of the key that the file was sealed under; `sealed` begins with its first bytes. kCorrupt when they are
/// of no known form.
Result<std::uint32_t> FileKeyVersion(std::string_view sealed);

/// The only reader. Chunks reach the sink only when they authenticate, in their order; what it was given before an
/// error, or before Finish has succeeded, is a part of the whole and must be thrown away. Errors: kRefused unless
/// permit and receipt both cover the key's case and class; kCorrupt when altered, cut, reordered, lengthened, of
/// another row or sealed under another key or version.
class FileOpener {
 public:
  static Result<FileOpener> Make(const Permit& permit, const Receipt& receipt, const CaseKey& key, std::string_view row,
                                 Sink sink);
  FileOpener(FileOpener&&) noexcept;
  ~FileOpener();
  Result<void> Write(std::string_view sealed);
  Result<void> Finish();

 private:
  struct State;
  explicit FileOpener(std::unique_ptr<State> state);
  std::unique_ptr<State> state_;
};

}  // namespace nuong::vault
