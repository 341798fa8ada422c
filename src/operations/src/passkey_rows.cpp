#include "passkey_rows.hpp"

#include "refusals.hpp"

namespace nuong::operations {
namespace {

using store::Collection;

std::string RowKey(const std::string& id) { return "passkey/" + vault::Hex(id); }
std::string ListPrefix(const MemberName& member) { return "passkeys/" + member.text() + "/"; }

std::vector<std::string> KeysOf(store::Reader& reader, const MemberName& member, std::size_t limit) {
  std::vector<std::string> keys;
  const std::string prefix = ListPrefix(member);
  reader.Scan(Collection::kPeople, store::Prefix(prefix, limit), [&](std::string_view key, std::string_view) {
    keys.push_back("passkey/" + std::string(key.substr(prefix.size())));
    return true;
  });
  return keys;
}

Result<PasskeyRecord> Decode(std::string_view bytes) {
  const auto value = ParseJson(bytes);
  if (!value.ok()) return CorruptDirectory("a passkey is not JSON");
  const auto id = vault::FromBase64(value->TextAt("id"));
  const auto public_key = vault::FromBase64(value->TextAt("public_key"));
  const auto lock = vault::FromBase64(value->TextAt("lock"));
  if (!id || !public_key || !lock) return CorruptDirectory("a passkey is ill-formed");
  return PasskeyRecord{
      {*id, *public_key, static_cast<std::uint32_t>(value->IntegerAt("count")), value->TextAt("rp_id")},
      MemberName(value->TextAt("member")),
      value->TextAt("name"),
      {value->IntegerAt("added")},
      *lock};
}

}  // namespace

Result<std::optional<PasskeyRecord>> ReadPasskey(store::Reader& reader, const std::string& id) {
  const auto bytes = reader.Get(Collection::kPeople, RowKey(id));
  if (!bytes) return std::optional<PasskeyRecord>();
  NUONG_TRY(PasskeyRecord record, Decode(*bytes));
  return std::optional(std::move(record));
}

Result<std::vector<PasskeyRecord>> PasskeysOf(store::Reader& reader, const MemberName& member) {
  std::vector<PasskeyRecord> records;
  for (const std::string& key : KeysOf(reader, member, 0)) {
    NUONG_TRY(PasskeyRecord record, Decode(reader.Get(Collection::kPeople, key).value_or("")));
    records.push_back(std::move(record));
  }
  return records;
}

bool HasPasskey(store::Reader& reader, const MemberName& member) { return !KeysOf(reader, member, 1).empty(); }

void WritePasskey(store::Writer& writer, const PasskeyRecord& record) {
  const vault::Passkey& passkey = record.passkey;
  writer.Put(Collection::kPeople, RowKey(passkey.id),
             WriteJson(Value::Object{{"id", vault::Base64(passkey.id)},
                                     {"public_key", vault::Base64(passkey.public_key)},
                                     {"count", static_cast<std::int64_t>(passkey.count)},
                                     {"rp_id", passkey.rp_id},
                                     {"member", record.member.text()},
                                     {"name", record.name},
                                     {"added", record.added.us},
                                     {"lock", vault::Base64(record.lock)}}));
  writer.Put(Collection::kPeople, ListPrefix(record.member) + vault::Hex(passkey.id), "");
}

void DropPasskey(store::Writer& writer, const PasskeyRecord& record) {
  writer.Delete(Collection::kPeople, RowKey(record.passkey.id));
  writer.Delete(Collection::kPeople, ListPrefix(record.member) + vault::Hex(record.passkey.id));
}

bool IsEnoughWithPassword(const Services& services, store::Reader& reader, const SecondFactor& factor,
                          const MemberName& member) {
  const bool has_passkey = HasPasskey(reader, member);
  return !services.world.second_factor || factor.is_set() || !has_passkey;
}

}  // namespace nuong::operations
