#include "checkpoint.hpp"

#include <charconv>
#include <vector>

namespace nuong::ledger {
namespace {

constexpr std::string_view kDash = "\xE2\x80\x94 ";  // "— "
constexpr char kEd25519 = 0x01;

/// C2SP signed-note: SHA-256(name | 0x0A | algorithm | key), first four bytes.
std::string KeyId(std::string_view name, const vault::PublicKey& key) {
  std::string bytes(name);
  bytes.push_back('\n');
  bytes.push_back(kEd25519);
  bytes.append(key.bytes.begin(), key.bytes.end());
  const auto hash = vault::Sha256(bytes);
  return std::string(hash.begin(), hash.begin() + 4);
}

std::vector<std::string_view> Lines(std::string_view text) {
  std::vector<std::string_view> lines;
  while (!text.empty()) {
    const std::size_t end = text.find('\n');
    if (end == std::string_view::npos) return {};
    lines.push_back(text.substr(0, end));
    text.remove_prefix(end + 1);
  }
  return lines;
}

}  // namespace

std::string SignNote(std::string_view origin, std::uint64_t size, std::string_view root, const vault::RootKey& key) {
  std::string body(origin);
  body += "\n" + std::to_string(size) + "\n" + vault::Base64(root) + "\n";
  const std::string signature = KeyId(origin, key.signing_public_key()) + key.Sign(body);
  return body + "\n" + std::string(kDash) + std::string(origin) + " " + vault::Base64(signature) + "\n";
}

std::optional<OpenedNote> OpenNote(std::string_view note, const vault::PublicKey& signer) {
  const auto lines = Lines(note);
  if (lines.size() != 5 || !lines[3].empty()) return std::nullopt;
  OpenedNote opened;
  opened.origin = lines[0];
  const auto [end, error] = std::from_chars(lines[1].data(), lines[1].data() + lines[1].size(), opened.size);
  if (error != std::errc() || end != lines[1].data() + lines[1].size()) return std::nullopt;
  const auto root = vault::FromBase64(lines[2]);
  if (!root || root->size() != 32) return std::nullopt;
  opened.root = *root;
  const std::string prefix = std::string(kDash) + opened.origin + " ";
  if (!lines[4].starts_with(prefix)) return std::nullopt;
  const auto signature = vault::FromBase64(lines[4].substr(prefix.size()));
  if (!signature || signature->size() != 68 || !signature->starts_with(KeyId(opened.origin, signer)))
    return std::nullopt;
  const std::string_view body = note.substr(0, lines[0].size() + lines[1].size() + lines[2].size() + 3);
  if (!vault::VerifySignature(signer, body, std::string_view(*signature).substr(4))) return std::nullopt;
  return opened;
}

}  // namespace nuong::ledger
