#include "nuong/vault/sealed.hpp"

#include <sodium.h>

#include <algorithm>
#include <stdexcept>
#include <utility>

#include "bytes.hpp"
#include "cipher.hpp"
#include "keysmith.hpp"
#include "refusals.hpp"

namespace nuong::vault {
namespace {

constexpr std::size_t kPadding = 64;

std::string BoundToValue(const CaseId& case_id, std::string_view row, FieldClass field_class, std::uint32_t version) {
  return ByteWriter()
      .Header(version)
      .Field(kValueKind)
      .Raw(ViewOf(case_id.bytes()))
      .Field(row)
      .Field(FieldClassCode(field_class))
      .Take();
}

/// The size of a sealed value is bounded by whoever let it in, so its own size is the limit here.
Result<Value> ReadPlain(std::string_view json) { return ParseJson(json, {.depth = 64, .bytes = json.size()}); }

/// ISO 7816-4: 0x80, then zeros up to the next multiple of kPadding.
Secret Padded(std::string_view json) {
  Secret plain((json.size() / kPadding + 1) * kPadding);
  std::ranges::copy(BytesOf(json), plain.bytes().begin());
  plain.bytes()[json.size()] = 0x80;
  return plain;
}

}  // namespace

Sealed<Value> Seal(const CaseKey& key, std::string_view row, const Value& value, Random& random) {
  std::string json = WriteJson(value);
  if (!ReadPlain(json).ok()) throw std::invalid_argument("a value that strict json cannot read back is never sealed");
  const Secret plain = Padded(json);
  sodium_memzero(json.data(), json.size());
  const std::string bound = BoundToValue(key.case_id(), row, key.field_class(), key.version());
  std::string blob =
      ByteWriter().Header(key.version()).Raw(EncryptFresh(Keysmith::BytesIn(key), bound, plain.bytes(), random)).Take();
  return Keysmith::Make(key.case_id(), row, key.field_class(), key.version(), std::move(blob));
}

Result<Sealed<Value>> SealedFromStorage(const CaseId& case_id, std::string_view row, FieldClass field_class,
                                        std::string blob) {
  const auto version = ByteReader(blob).Header();
  if (!version) return Altered("sealed value of unknown form");
  const std::size_t least = kHeaderSize + sizeof(Nonce) + kPadding + crypto_aead_xchacha20poly1305_ietf_ABYTES;
  if (blob.size() < least) return Altered("sealed value is too short");
  return Keysmith::Make(case_id, row, field_class, *version, std::move(blob));
}

Result<Value> Open(const Permit& permit, const Receipt& receipt, const CaseKey& key, const Sealed<Value>& sealed) {
  if (!permit.Covers(sealed.case_id(), sealed.field_class())) return NoPermit("permit does not cover case and class");
  if (!receipt.Covers(sealed.case_id(), sealed.field_class())) return NoReceipt();
  ByteReader reader(sealed.blob());
  const auto version = reader.Header();
  if (version != key.version()) return Altered("sealed value is not of this key version");
  const std::string bound = BoundToValue(sealed.case_id(), sealed.row(), sealed.field_class(), *version);
  auto plain = DecryptFresh(Keysmith::BytesIn(key), bound, reader.rest());
  if (!plain) return Altered("sealed value does not authenticate");
  std::size_t size = 0;
  if (sodium_unpad(&size, plain->bytes().data(), plain->bytes().size(), kPadding) != 0) {
    return Altered("sealed value has no padding");
  }
  auto value = ReadPlain(ViewOf(plain->bytes().first(size)));
  if (!value.ok()) return Altered("sealed value is not json");
  return value;
}

}  // namespace nuong::vault
