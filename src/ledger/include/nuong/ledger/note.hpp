#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace nuong::vault {
class RootKey;
}

/// What leaves the house and is believed outside it: C2SP signed-note, tlog-checkpoint and tlog-cosignature. All of it
/// is text that any other implementation of these specifications reads.
namespace nuong::ledger {

/// The signature types of signed-note that we know; the value is the byte in key ids and keys.
enum class KeyType : std::uint8_t { kEd25519 = 0x01, kCosignature = 0x04 };

/// Who is believed. A signature belongs to a key when name and id are the key's.
struct VerifierKey {
  std::string name;  ///< not empty, no space of any kind, no plus
  KeyType type = KeyType::kEd25519;
  std::string key;  ///< 32 bytes, Ed25519

  std::string id() const;    ///< SHA-256(name | 0x0A | type | key), first 4 bytes
  std::string text() const;  ///< "<name>+<id, hex>+<base64(type | key)>"
};
/// Nothing when the text is not such a key, its type is unknown or its id is not the key's.
std::optional<VerifierKey> ParseVerifierKey(std::string_view text);
bool IsKeyName(std::string_view name);

struct NoteSignature {
  std::string name;
  std::string id;    ///< 4 bytes
  std::string body;  ///< what follows the id
  std::string line;  ///< the whole line with its line feed
};

/// A note taken apart; nothing in it is believed yet.
struct Note {
  std::string text;  ///< with its last line feed, without the empty line
  std::vector<NoteSignature> signatures;
};
/// Nothing when it is not well-formed: text, the last empty line, 1 to 100 signature lines; UTF-8, and no control
/// character but line feeds.
std::optional<Note> SplitNote(std::string_view note);
/// One signature line, as a witness answers it.
std::optional<NoteSignature> ParseSignatureLine(std::string_view line);

enum class Standing {
  kSigned,  ///< by this key
  kAbsent,  ///< no signature of this key's name and id
  kForged,  ///< one of this key's name and id that does not verify: the whole note is refused
};
Standing CheckSignature(const Note& note, const VerifierKey& key);

/// The three lines of a checkpoint.
struct CheckpointBody {
  std::string origin;
  std::uint64_t size = 0;
  std::string root;                    ///< 32 bytes
  std::vector<std::string> extension;  ///< opaque lines; our log writes none
};
std::optional<CheckpointBody> ParseCheckpoint(std::string_view text);
/// A note signed by this key, with a checkpoint as its text.
std::optional<CheckpointBody> OpenCheckpoint(std::string_view note, const VerifierKey& log);

VerifierKey LogKey(const std::string& origin, const vault::RootKey& key);
VerifierKey WitnessKey(const std::string& name, const vault::RootKey& key);

/// The whole note. The key's name in the signature is the origin.
std::string SignCheckpoint(const std::string& origin, std::uint64_t size, std::string_view root,
                           const vault::RootKey& key);
/// The line that says: at this second, this was the largest consistent tree the witness had seen.
std::string Cosign(const std::string& name, const std::string& checkpoint_text, std::uint64_t seconds,
                   const vault::RootKey& key);
/// Seconds since 1970 that a cosignature carries; `signature` must be one.
std::uint64_t CosignedAt(const NoteSignature& signature);

}  // namespace nuong::ledger
