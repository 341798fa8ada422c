#include "keyring.hpp"
#include "nuong/operations/wiring.hpp"
#include "people.hpp"
#include "refusals.hpp"

namespace nuong::operations {
namespace {

using store::Collection;

Error Already(Text message, std::string id) {
  return {ErrorCode::kConflict, std::move(id), std::move(message), "", {}};
}

Error Unknown(Text message, std::string id) { return {ErrorCode::kInvalid, std::move(id), std::move(message), "", {}}; }

Result<MemberRecord> NewRecord(Services& services, const NewMember& member, vault::KeyPair* own) {
  if (!IsSlug(member.name.text())) {
    return Unknown({"Tên đăng nhập chỉ gồm chữ thường không dấu, số và gạch nối.",
                    "A member's name has lower-case letters, digits and hyphens only."},
                   "member_name_invalid");
  }
  if (services.regulation().FindUnit(member.unit) == nullptr) {
    return Unknown({"Quy chế không có cơ quan " + member.unit.text() + ".",
                    "The regulation has no unit " + member.unit.text() + "."},
                   "unit_unknown");
  }
  MemberRecord record;
  record.row = {member.name, member.unit, member.title};
  record.lock = vault::MakePasswordLock(member.password, services.world.password_cost, *services.world.random, own);
  return record;
}

void BoxTo(Services& services, store::Writer& writer, const MemberRow& member, FieldClass field_class,
           const vault::Secret& unit_private, const vault::PublicKey& to) {
  writer.Put(Collection::kKeyring, MemberKeyName(member.unit, field_class, member.name),
             vault::BoxSeal(to, unit_private.bytes(), BoxPurpose(member.unit, field_class), *services.world.random));
}

ledger::Draft MembershipEntry(Services& services, const MemberRow& member) {
  return {PlainEntry(services, ledger::Deed::kMembership, "member_added", {}, member.name, member.unit), {}};
}

/// The keys of every unit of the regulation, made once; each private half is boxed to the unit's first members and then
/// gone.
void WriteUnitKeys(Services& services, store::Writer& writer, const std::vector<MemberRecord>& members) {
  for (const auto& [name, unit] : services.regulation().units) {
    for (const FieldClass field_class : kAllFieldClasses) {
      if (!IsProtected(field_class)) continue;
      const vault::KeyPair pair = vault::MakeKeyPair(*services.world.random);
      writer.Put(Collection::kKeyring, UnitKeyName(name, field_class), pair.public_key.text());
      for (const MemberRecord& member : members) {
        if (member.row.unit != name) continue;
        BoxTo(services, writer, member.row, field_class, pair.private_key, member.lock.public_key);
      }
    }
  }
}

}  // namespace

bool IsFounded(store::Store& store) {
  bool founded = false;
  const auto outcome = store.Read([&](store::Reader& reader) -> Result<void> {
    founded = reader.Get(Collection::kMeta, "log_signer").has_value();
    return {};
  });
  return outcome.ok() && founded;
}

Result<void> Found(Services& services, const std::vector<NewMember>& first_members) {
  if (IsFounded(*services.world.store)) {
    return Already({"Thư mục dữ liệu này đã được lập trước đó.", "This data directory has been founded before."},
                   "already_founded");
  }
  std::vector<MemberRecord> records;
  for (const NewMember& member : first_members) {
    vault::KeyPair own;
    NUONG_TRY(MemberRecord record, NewRecord(services, member, &own));
    records.push_back(std::move(record));
  }
  const auto receipt =
      services.journal.Append([&](store::Writer& writer, std::uint64_t, bool*) -> Result<ledger::Draft> {
        writer.Put(Collection::kMeta, "log_signer", services.world.root->signing_public_key().text());
        writer.Put(Collection::kMeta, "regulation", services.regulation().id);
        writer.Put(Collection::kMeta, "regulation_fingerprint", services.regulation().fingerprint);
        for (const MemberRecord& record : records) WriteMember(writer, record);
        WriteUnitKeys(services, writer, records);
        return ledger::Draft{PlainEntry(services, ledger::Deed::kMembership, "founded", {}, {}, {}), {}};
      });
  if (!receipt.ok()) return receipt.error();
  return {};
}

Result<void> AddMember(Services& services, const NewMember& member, const std::string& voucher,
                       const std::string& voucher_password) {
  std::optional<MemberRecord> vouching;
  std::optional<MemberRecord> existing;
  NUONG_CHECK(services.world.store->Read([&](store::Reader& reader) -> Result<void> {
    NUONG_TRY(existing, ReadMember(reader, member.name));
    NUONG_TRY(vouching, ReadMember(reader, MemberName(voucher)));
    return {};
  }));
  if (existing) {
    return Already({"Tên đăng nhập này đã có.", "There is a member of this name already."}, "member_exists");
  }
  if (!vouching || vouching->row.unit != member.unit) {
    return Unknown(
        {"Người bảo lãnh phải là thành viên của cùng cơ quan.", "The voucher must be a member of the same unit."},
        "voucher_invalid");
  }
  NUONG_TRY(const vault::KeyPair voucher_own, vault::OpenPasswordLock(voucher_password, vouching->lock));
  vault::KeyPair own;
  NUONG_TRY(const MemberRecord record, NewRecord(services, member, &own));
  const auto receipt =
      services.journal.Append([&](store::Writer& writer, std::uint64_t, bool*) -> Result<ledger::Draft> {
        NUONG_TRY(const vault::UnitKeys keys, OpenUnitKeys(writer, vouching->row, voucher_own));
        for (const FieldClass field_class : kAllFieldClasses) {
          if (const vault::KeyPair* pair = keys.Find(field_class)) {
            BoxTo(services, writer, record.row, field_class, pair->private_key, record.lock.public_key);
          }
        }
        WriteMember(writer, record);
        return MembershipEntry(services, record.row);
      });
  if (!receipt.ok()) return receipt.error();
  return {};
}

}  // namespace nuong::operations
