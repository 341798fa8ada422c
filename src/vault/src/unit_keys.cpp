#include "nuong/vault/unit_keys.hpp"

#include <algorithm>
#include <optional>
#include <utility>
#include <vector>

#include "bytes.hpp"
#include "cipher.hpp"
#include "refusals.hpp"

namespace nuong::vault {
namespace {

std::string BoundToRest(std::string_view heads) { return ByteWriter().Header().Field(kRestKind).Field(heads).Take(); }

/// The unit, then class and public key of each pair. The private keys follow in the same order, sealed.
struct RestHeads {
  UnitName unit;
  std::vector<std::pair<FieldClass, PublicKey>> keys;
};

std::optional<RestHeads> ReadHeads(std::string_view heads) {
  ByteReader reader(heads);
  RestHeads read{.unit = UnitName(std::string(reader.Field())), .keys = {}};
  while (reader.ok() && !reader.rest().empty()) {
    const auto field_class = ParseFieldClass(reader.Field());
    PublicKey public_key;
    std::ranges::copy(BytesOf(reader.Raw(public_key.bytes.size())), public_key.bytes.begin());
    if (!field_class) return std::nullopt;
    read.keys.emplace_back(*field_class, public_key);
  }
  if (!reader.ok()) return std::nullopt;
  return read;
}

}  // namespace

UnitKeys::UnitKeys(UnitName unit, std::map<FieldClass, KeyPair> keys)
    : unit_(std::move(unit)), keys_(std::move(keys)) {}

const KeyPair* UnitKeys::Find(FieldClass field_class) const {
  const auto found = keys_.find(field_class);
  return found == keys_.end() ? nullptr : &found->second;
}

const KeyPair* UnitKeys::FindOf(const UnitName& unit, FieldClass field_class) const {
  if (unit == unit_) return Find(field_class);
  const auto found = inherited_.find({unit, field_class});
  return found == inherited_.end() ? nullptr : &found->second;
}

const std::vector<KeyPair>& UnitKeys::OlderOf(const UnitName& unit, FieldClass field_class) const {
  static const std::vector<KeyPair> none;
  const auto found = older_.find({unit, field_class});
  return found == older_.end() ? none : found->second;
}

std::string RestUnitKeys(const UnitKeys& keys, std::span<const std::uint8_t> session_token, Random& random) {
  ByteWriter heads;
  heads.Field(keys.unit().text());
  Secret private_keys(kAllFieldClasses.size() * kKeySize);
  std::size_t size = 0;
  for (const FieldClass field_class : kAllFieldClasses) {
    const KeyPair* pair = keys.Find(field_class);
    if (pair == nullptr) continue;
    heads.Field(FieldClassCode(field_class)).Raw(ViewOf(pair->public_key.bytes));
    std::ranges::copy(pair->private_key.bytes(), private_keys.bytes().subspan(size).begin());
    size += kKeySize;
  }
  const Secret key = DeriveKey(kRestKind, session_token);
  return ByteWriter()
      .Header()
      .Field(heads.text())
      .Raw(EncryptFresh(key, BoundToRest(heads.text()), private_keys.bytes().first(size), random))
      .Take();
}

Result<UnitKeys> WakeUnitKeys(std::string_view resting, std::span<const std::uint8_t> session_token) {
  ByteReader reader(resting);
  const auto key_version = reader.Header();
  const std::string_view heads = reader.Field();
  if (key_version != 0u || !reader.ok()) return SessionEnded();
  const auto private_keys = DecryptFresh(DeriveKey(kRestKind, session_token), BoundToRest(heads), reader.rest());
  if (!private_keys) return SessionEnded();
  const auto read = ReadHeads(heads);
  if (!read || private_keys->bytes().size() != read->keys.size() * kKeySize) return SessionEnded();
  std::map<FieldClass, KeyPair> keys;
  std::size_t offset = 0;
  for (const auto& [field_class, public_key] : read->keys) {
    keys.emplace(field_class, KeyPair{.public_key = public_key,
                                      .private_key = Secret::CopyOf(private_keys->bytes().subspan(offset, kKeySize))});
    offset += kKeySize;
  }
  return UnitKeys(read->unit, std::move(keys));
}

}  // namespace nuong::vault
