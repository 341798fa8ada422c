#include "nuong/ledger/note.hpp"

#include <algorithm>
#include <charconv>

#include "nuong/base/unicode.hpp"
#include "nuong/vault/vault.hpp"

namespace nuong::ledger {
namespace {

constexpr std::string_view kDash = "\xE2\x80\x94 ";  // "— "
constexpr std::size_t kMostSignatures = 100;
constexpr std::size_t kIdSize = 4;
constexpr std::size_t kKeySize = 32;
constexpr std::size_t kTimeSize = 8;

/// Whatever Unicode calls White_Space, beside ASCII's control characters.
constexpr std::string_view kSpaces[] = {" ",
                                        "\xC2\x85",
                                        "\xC2\xA0",
                                        "\xE1\x9A\x80",
                                        "\xE2\x80\x80",
                                        "\xE2\x80\x81",
                                        "\xE2\x80\x82",
                                        "\xE2\x80\x83",
                                        "\xE2\x80\x84",
                                        "\xE2\x80\x85",
                                        "\xE2\x80\x86",
                                        "\xE2\x80\x87",
                                        "\xE2\x80\x88",
                                        "\xE2\x80\x89",
                                        "\xE2\x80\x8A",
                                        "\xE2\x80\xA8",
                                        "\xE2\x80\xA9",
                                        "\xE2\x80\xAF",
                                        "\xE2\x81\x9F",
                                        "\xE3\x80\x80"};

bool IsControl(char letter) { return static_cast<unsigned char>(letter) < 0x20; }

vault::PublicKey PublicKeyOf(const VerifierKey& key) {
  vault::PublicKey bytes;
  std::copy_n(key.key.begin(), kKeySize, bytes.bytes.begin());
  return bytes;
}

std::string BigEndian(std::uint64_t number) {
  std::string bytes(kTimeSize, '\0');
  for (std::size_t i = kTimeSize; i-- > 0; number >>= 8) bytes[i] = static_cast<char>(number & 0xff);
  return bytes;
}

std::string CosignedText(std::uint64_t seconds, std::string_view text) {
  return "cosignature/v1\ntime " + std::to_string(seconds) + "\n" + std::string(text);
}

std::string SignatureLine(const VerifierKey& key, const std::string& body) {
  return std::string(kDash) + key.name + " " + vault::Base64(key.id() + body) + "\n";
}

VerifierKey KeyOf(const std::string& name, KeyType type, const vault::RootKey& key) {
  const vault::PublicKey signer = key.signing_public_key();
  return {name, type, std::string(signer.bytes.begin(), signer.bytes.end())};
}

bool Verifies(const NoteSignature& signature, const VerifierKey& key, std::string_view text) {
  if (key.type == KeyType::kEd25519) return vault::VerifySignature(PublicKeyOf(key), text, signature.body);
  if (signature.body.size() <= kTimeSize) return false;
  const std::uint64_t seconds = CosignedAt(signature);
  return seconds >> 63 == 0 && vault::VerifySignature(PublicKeyOf(key), CosignedText(seconds, text),
                                                      std::string_view(signature.body).substr(kTimeSize));
}

}  // namespace

std::string VerifierKey::id() const {
  const auto hash = vault::Sha256(name + "\n" + static_cast<char>(type) + key);
  return std::string(hash.begin(), hash.begin() + kIdSize);
}

std::string VerifierKey::text() const {
  return name + "+" + vault::Hex(id()) + "+" + vault::Base64(static_cast<char>(type) + key);
}

bool IsKeyName(std::string_view name) {
  const auto holds = [&](std::string_view space) { return name.find(space) != std::string_view::npos; };
  return !name.empty() && IsUtf8(name) && name.find('+') == std::string_view::npos &&
         std::none_of(name.begin(), name.end(), IsControl) &&
         std::none_of(std::begin(kSpaces), std::end(kSpaces), holds);
}

std::optional<VerifierKey> ParseVerifierKey(std::string_view text) {
  const std::size_t first = text.find('+');
  const std::size_t second = first == std::string_view::npos ? first : text.find('+', first + 1);
  if (second == std::string_view::npos) return std::nullopt;
  const auto bytes = vault::FromBase64(text.substr(second + 1));
  if (!bytes || bytes->size() != 1 + kKeySize) return std::nullopt;
  VerifierKey key{std::string(text.substr(0, first)), KeyType{static_cast<std::uint8_t>(bytes->front())},
                  bytes->substr(1)};
  if (key.type != KeyType::kEd25519 && key.type != KeyType::kCosignature) return std::nullopt;
  if (!IsKeyName(key.name) || key.text() != text) return std::nullopt;
  return key;
}

std::optional<NoteSignature> ParseSignatureLine(std::string_view line) {
  if (!line.starts_with(kDash) || !line.ends_with('\n')) return std::nullopt;
  const std::string_view rest = line.substr(kDash.size(), line.size() - kDash.size() - 1);
  const std::size_t space = rest.find(' ');
  if (space == std::string_view::npos || !IsKeyName(rest.substr(0, space))) return std::nullopt;
  const auto bytes = vault::FromBase64(rest.substr(space + 1));
  if (!bytes || bytes->size() <= kIdSize) return std::nullopt;
  return NoteSignature{std::string(rest.substr(0, space)), bytes->substr(0, kIdSize), bytes->substr(kIdSize),
                       std::string(line)};
}

std::optional<Note> SplitNote(std::string_view note) {
  if (!IsUtf8(note) ||
      std::any_of(note.begin(), note.end(), [](char letter) { return IsControl(letter) && letter != '\n'; })) {
    return std::nullopt;
  }
  const std::size_t empty = note.rfind("\n\n");
  if (empty == std::string_view::npos) return std::nullopt;
  Note opened{std::string(note.substr(0, empty + 1)), {}};
  std::string_view rest = note.substr(empty + 2);
  while (!rest.empty()) {
    const std::size_t end = rest.find('\n');
    if (end == std::string_view::npos || opened.signatures.size() == kMostSignatures) return std::nullopt;
    auto signature = ParseSignatureLine(rest.substr(0, end + 1));
    if (!signature) return std::nullopt;
    opened.signatures.push_back(*std::move(signature));
    rest.remove_prefix(end + 1);
  }
  if (opened.signatures.empty()) return std::nullopt;
  return opened;
}

Standing CheckSignature(const Note& note, const VerifierKey& key) {
  Standing standing = Standing::kAbsent;
  const std::string id = key.id();
  for (const NoteSignature& signature : note.signatures) {
    if (signature.name != key.name || signature.id != id) continue;
    if (!Verifies(signature, key, note.text)) return Standing::kForged;
    standing = Standing::kSigned;
  }
  return standing;
}

std::optional<CheckpointBody> ParseCheckpoint(std::string_view text) {
  std::vector<std::string_view> lines;
  while (!text.empty()) {
    const std::size_t end = text.find('\n');
    if (end == std::string_view::npos || end == 0) return std::nullopt;
    lines.push_back(text.substr(0, end));
    text.remove_prefix(end + 1);
  }
  if (lines.size() < 3) return std::nullopt;
  CheckpointBody body;
  body.origin = lines[0];
  const auto [end, error] = std::from_chars(lines[1].data(), lines[1].data() + lines[1].size(), body.size);
  if (error != std::errc() || std::to_string(body.size) != lines[1]) return std::nullopt;
  const auto root = vault::FromBase64(lines[2]);
  if (!root || root->size() != 32) return std::nullopt;
  body.root = *root;
  body.extension.assign(lines.begin() + 3, lines.end());
  return body;
}

std::optional<CheckpointBody> OpenCheckpoint(std::string_view note, const VerifierKey& log) {
  const auto opened = SplitNote(note);
  if (!opened || CheckSignature(*opened, log) != Standing::kSigned) return std::nullopt;
  return ParseCheckpoint(opened->text);
}

VerifierKey LogKey(const std::string& origin, const vault::RootKey& key) {
  return KeyOf(origin, KeyType::kEd25519, key);
}

VerifierKey WitnessKey(const std::string& name, const vault::RootKey& key) {
  return KeyOf(name, KeyType::kCosignature, key);
}

std::string SignCheckpoint(const std::string& origin, std::uint64_t size, std::string_view root,
                           const vault::RootKey& key) {
  const std::string text = origin + "\n" + std::to_string(size) + "\n" + vault::Base64(root) + "\n";
  return text + "\n" + SignatureLine(LogKey(origin, key), key.Sign(text));
}

std::string Cosign(const std::string& name, const std::string& checkpoint_text, std::uint64_t seconds,
                   const vault::RootKey& key) {
  return SignatureLine(WitnessKey(name, key), BigEndian(seconds) + key.Sign(CosignedText(seconds, checkpoint_text)));
}

std::uint64_t CosignedAt(const NoteSignature& signature) {
  std::uint64_t seconds = 0;
  for (std::size_t i = 0; i < kTimeSize; ++i) seconds = seconds << 8 | static_cast<std::uint8_t>(signature.body[i]);
  return seconds;
}

}  // namespace nuong::ledger
