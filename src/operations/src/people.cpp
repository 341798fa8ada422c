#include "people.hpp"

#include "keyring.hpp"
#include "refusals.hpp"

namespace nuong::operations {
namespace {

constexpr std::string_view kPrefix = "member/";

Result<MemberRecord> Decode(const MemberName& name, std::string_view bytes) {
  auto value = ParseJson(bytes);
  if (!value.ok()) return CorruptDirectory("a member record is not JSON");
  MemberRecord record;
  record.row = {name, UnitName(value->TextAt("unit")), {value->TextAt("title_vi"), value->TextAt("title_en")}};
  const auto public_key = vault::PublicKey::Parse(value->TextAt("public_key"));
  const auto sealed = vault::FromBase64(value->TextAt("lock"));
  if (!public_key || !sealed || record.row.unit.IsEmpty()) return CorruptDirectory("a member record is ill-formed");
  record.lock = {*public_key, *sealed};
  return record;
}

}  // namespace

Result<std::optional<MemberRecord>> ReadMember(store::Reader& reader, const MemberName& name) {
  const auto bytes = reader.Get(store::Collection::kPeople, std::string(kPrefix) + name.text());
  if (!bytes) return std::optional<MemberRecord>();
  NUONG_TRY(MemberRecord record, Decode(name, *bytes));
  return std::optional<MemberRecord>(std::move(record));
}

void WriteMember(store::Writer& writer, const MemberRecord& record) {
  const Value value = Value::Object{{"unit", record.row.unit.text()},
                                    {"title_vi", record.row.title.vi},
                                    {"title_en", record.row.title.en},
                                    {"public_key", record.lock.public_key.text()},
                                    {"lock", vault::Base64(record.lock.sealed)}};
  writer.Put(store::Collection::kPeople, std::string(kPrefix) + record.row.name.text(), WriteJson(value));
}

Result<std::vector<MemberRow>> ListMembers(Services& services) {
  std::vector<MemberRow> rows;
  NUONG_CHECK(services.world.store->Read([&](store::Reader& reader) -> Result<void> {
    Result<void> outcome;
    reader.Scan(store::Collection::kPeople, store::Prefix(kPrefix), [&](std::string_view key, std::string_view bytes) {
      auto record = Decode(MemberName(std::string(key.substr(kPrefix.size()))), bytes);
      if (!record.ok()) {
        outcome = record.error();
        return false;
      }
      rows.push_back(std::move(record->row));
      return true;
    });
    return outcome;
  }));
  return rows;
}

Result<vault::UnitKeys> OpenUnitKeys(store::Reader& reader, const MemberRow& member, const vault::KeyPair& own) {
  std::map<FieldClass, vault::KeyPair> keys;
  for (const FieldClass field_class : kAllFieldClasses) {
    if (!IsProtected(field_class)) continue;
    const auto boxed = reader.Get(store::Collection::kKeyring, MemberKeyName(member.unit, field_class, member.name));
    const auto public_key = UnitPublicKey(reader, member.unit, field_class);
    if (!boxed || !public_key) continue;
    NUONG_TRY(vault::Secret secret, vault::BoxOpen(own, *boxed, BoxPurpose(member.unit, field_class)));
    keys.emplace(field_class, vault::KeyPair{*public_key, std::move(secret)});
  }
  return vault::UnitKeys(member.unit, std::move(keys));
}

ledger::Entry PlainEntry(Services& services, ledger::Deed deed, std::string kind, const Caller& caller,
                         const MemberName& member, const UnitName& unit) {
  ledger::Entry entry;
  entry.at = services.Now();
  entry.deed = deed;
  entry.kind = std::move(kind);
  entry.member = member;
  entry.unit = unit;
  entry.regulation = services.regulation().fingerprint;
  entry.request = caller.request;
  entry.purpose = caller.purpose;
  if (const auto person = services.sessions.Find(caller, entry.at)) entry.is_strong = person->is_strong;
  if (!caller.network.empty())
    entry.network = vault::Hex(services.world.root->KeyedHash("network", caller.network)).substr(0, 16);
  return entry;
}

}  // namespace nuong::operations
