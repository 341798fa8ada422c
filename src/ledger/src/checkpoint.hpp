#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "nuong/vault/vault.hpp"

/// C2SP tlog-checkpoint and signed-note: three lines, an empty line, "— <name> <base64(key id | signature)>".
namespace nuong::ledger {

std::string SignNote(std::string_view origin, std::uint64_t size, std::string_view root, const vault::RootKey& key);

struct OpenedNote {
  std::string origin;
  std::uint64_t size = 0;
  std::string root;
};
/// Nothing when the text is not such a note or the signature is not the signer's.
std::optional<OpenedNote> OpenNote(std::string_view note, const vault::PublicKey& signer);

}  // namespace nuong::ledger
