#include "people.hpp"

#include "keyring.hpp"
#include "refusals.hpp"

namespace nuong::operations {
namespace {

using store::Collection;

constexpr std::string_view kPrefix = "member/";
constexpr std::string_view kJoining = "joining/";
constexpr std::string_view kLeaving = "leaving/";

std::string RowKey(std::string_view shelf, const MemberName& name) { return std::string(shelf) + name.text(); }

Value::Object EncodeRow(const MemberRow& row) {
  Value::Array duties;
  for (const std::string& duty : row.duties) duties.emplace_back(duty);
  return {
      {"unit", row.unit.text()}, {"title_vi", row.title.vi}, {"title_en", row.title.en}, {"duties", std::move(duties)}};
}

MemberRow DecodeRow(const MemberName& name, const Value& value) {
  MemberRow row{name, UnitName(value.TextAt("unit")), {value.TextAt("title_vi"), value.TextAt("title_en")}, {}};
  if (const Value* duties = value.Find("duties"); duties != nullptr && duties->AsArray() != nullptr) {
    for (const Value& duty : *duties->AsArray()) {
      if (duty.AsText() != nullptr) row.duties.insert(*duty.AsText());
    }
  }
  return row;
}

void AddLock(Value::Object& object, const vault::PasswordLock& lock) {
  object.emplace("box_key", lock.known.box.text());
  object.emplace("signing_key", lock.known.signing.text());
  object.emplace("lock", vault::Base64(lock.sealed));
}

std::optional<vault::PasswordLock> DecodeLock(const Value& value) {
  const auto box = vault::PublicKey::Parse(value.TextAt("box_key"));
  const auto signing = vault::PublicKey::Parse(value.TextAt("signing_key"));
  const auto sealed = vault::FromBase64(value.TextAt("lock"));
  if (!box || !signing || !sealed) return std::nullopt;
  return vault::PasswordLock{{*box, *signing}, *sealed};
}

Result<MemberRecord> Decode(const MemberName& name, std::string_view bytes) {
  const auto value = ParseJson(bytes);
  if (!value.ok()) return CorruptDirectory("a member record is not JSON");
  MemberRecord record;
  record.row = DecodeRow(name, *value);
  auto lock = DecodeLock(*value);
  if (!lock || record.row.unit.IsEmpty()) return CorruptDirectory("a member record is ill-formed");
  record.lock = *std::move(lock);
  return record;
}

Result<Joining> DecodeJoining(const MemberName& name, std::string_view bytes) {
  const auto value = ParseJson(bytes);
  if (!value.ok()) return CorruptDirectory("an invitation is not JSON");
  Joining joining;
  joining.row = DecodeRow(name, *value);
  joining.invited_by = MemberName(value->TextAt("invited_by"));
  joining.invited_at = {value->IntegerAt("invited_at")};
  joining.code_hash = value->TextAt("code_hash");
  joining.lock = DecodeLock(*value);
  joining.record = value->TextAt("record");
  if (!joining.record.empty()) {
    const auto signature = vault::FromBase64(value->TextAt("signature"));
    if (!signature || !joining.lock) return CorruptDirectory("an invitation is ill-formed");
    joining.approval = Approval{MemberName(value->TextAt("approver")), *signature};
  }
  return joining;
}

}  // namespace

Result<std::optional<MemberRecord>> ReadMember(store::Reader& reader, const MemberName& name) {
  const auto bytes = reader.Get(Collection::kPeople, RowKey(kPrefix, name));
  if (!bytes) return std::optional<MemberRecord>();
  NUONG_TRY(MemberRecord record, Decode(name, *bytes));
  return std::optional<MemberRecord>(std::move(record));
}

void WriteMember(store::Writer& writer, const MemberRecord& record) {
  Value::Object object = EncodeRow(record.row);
  AddLock(object, record.lock);
  writer.Put(Collection::kPeople, RowKey(kPrefix, record.row.name), WriteJson(Value(std::move(object))));
}

void DropMember(store::Writer& writer, const MemberName& name) {
  writer.Delete(Collection::kPeople, RowKey(kPrefix, name));
}

bool IsMember(store::Reader& reader, const MemberName& name) {
  return reader.Get(Collection::kPeople, RowKey(kPrefix, name)).has_value();
}

Result<std::optional<Joining>> ReadJoining(store::Reader& reader, const MemberName& name) {
  const auto bytes = reader.Get(Collection::kPeople, RowKey(kJoining, name));
  if (!bytes) return std::optional<Joining>();
  NUONG_TRY(Joining joining, DecodeJoining(name, *bytes));
  return std::optional<Joining>(std::move(joining));
}

Result<std::vector<Joining>> ListJoining(store::Reader& reader) {
  std::vector<Joining> all;
  Result<void> outcome;
  reader.Scan(Collection::kPeople, store::Prefix(kJoining), [&](std::string_view key, std::string_view bytes) {
    auto joining = DecodeJoining(MemberName(std::string(key.substr(kJoining.size()))), bytes);
    if (joining.ok()) {
      all.push_back(*std::move(joining));
    } else {
      outcome = joining.error();
    }
    return outcome.ok();
  });
  if (!outcome.ok()) return outcome.error();
  return all;
}

void WriteJoining(store::Writer& writer, const Joining& joining) {
  Value::Object object = EncodeRow(joining.row);
  object.emplace("invited_by", joining.invited_by.text());
  object.emplace("invited_at", joining.invited_at.us);
  object.emplace("code_hash", joining.code_hash);
  if (joining.lock) AddLock(object, *joining.lock);
  if (joining.approval) {
    object.emplace("record", joining.record);
    object.emplace("approver", joining.approval->member.text());
    object.emplace("signature", vault::Base64(joining.approval->signature));
  }
  writer.Put(Collection::kPeople, RowKey(kJoining, joining.row.name), WriteJson(Value(std::move(object))));
}

void DropJoining(store::Writer& writer, const MemberName& name) {
  writer.Delete(Collection::kPeople, RowKey(kJoining, name));
}

Result<std::optional<Leaving>> ReadLeaving(store::Reader& reader, const MemberName& name) {
  const auto bytes = reader.Get(Collection::kPeople, RowKey(kLeaving, name));
  if (!bytes) return std::optional<Leaving>();
  const auto value = ParseJson(*bytes);
  const auto signature = value.ok() ? vault::FromBase64(value->TextAt("signature")) : std::nullopt;
  if (!signature) return CorruptDirectory("a removal is ill-formed");
  return std::optional(Leaving{name, value->TextAt("record"), {MemberName(value->TextAt("approver")), *signature}});
}

void WriteLeaving(store::Writer& writer, const Leaving& leaving) {
  writer.Put(Collection::kPeople, RowKey(kLeaving, leaving.member),
             WriteJson(Value::Object{{"record", leaving.record},
                                     {"approver", leaving.approval.member.text()},
                                     {"signature", vault::Base64(leaving.approval.signature)}}));
}

void DropLeaving(store::Writer& writer, const MemberName& name) {
  writer.Delete(Collection::kPeople, RowKey(kLeaving, name));
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
    if (!vault::IsPrivateHalfOf(*public_key, secret)) return CorruptDirectory("a unit's public key was exchanged");
    keys.emplace(field_class, vault::KeyPair{*public_key, std::move(secret)});
  }
  return vault::UnitKeys(member.unit, std::move(keys));
}

Result<std::optional<vault::PublicKey>> ProvedUnitKey(const Services& services, store::Reader& reader,
                                                      const UnitName& unit, FieldClass field_class) {
  const auto kept = UnitPublicKey(reader, unit, field_class);
  NUONG_TRY(const auto roster, services.RosterAt(reader));
  const vault::PublicKey* proved = roster->UnitKey(unit, field_class);
  // Nobody can be signed in to a directory that was never founded.
  if (kept && !roster->members().empty() && (proved == nullptr || *proved != *kept)) {
    return CorruptDirectory("a unit's public key was exchanged");
  }
  return kept;
}

Result<vault::UnitKeys> KeysInHand(Services& services, const std::string& session, const Sessions::Person& person) {
  const std::uint32_t stale_by = services.sessions.StaleBy(session);
  if (stale_by == 0) return services.sessions.Wake(session);
  NUONG_TRY(const vault::MemberKeys own, services.sessions.WakeOwn(session));
  std::optional<vault::UnitKeys> keys;
  NUONG_CHECK(services.world.store->Read([&](store::Reader& reader) -> Result<void> {
    NUONG_TRY(const auto record, ReadMember(reader, person.member));
    if (!record) return NotSignedIn();
    NUONG_TRY(keys, OpenUnitKeys(reader, record->row, own.box()));
    return {};
  }));
  services.sessions.Renew(session, *keys, stale_by, *services.world.random);
  return std::move(*keys);
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
  if (const auto person = services.sessions.Find(caller, entry.at)) {
    entry.is_strong = person->is_strong;
    entry.by_passkey = person->by_passkey;
  }
  if (!caller.network.empty())
    entry.network = vault::Hex(services.world.root->KeyedHash("network", caller.network)).substr(0, 16);
  return entry;
}

}  // namespace nuong::operations
