#include "membership.hpp"

#include <algorithm>

#include "case_access.hpp"
#include "chosen_password.hpp"
#include "keyring.hpp"
#include "passkey_rows.hpp"
#include "refusals.hpp"
#include "rotation.hpp"
#include "second_factor.hpp"

namespace nuong::operations {
namespace {

using store::Collection;

constexpr const char* kApproveMember = "approve_member";

Error Already(Text message, std::string id) {
  return {ErrorCode::kConflict, std::move(id), std::move(message), "", {}};
}

Error Unfit(Text message, std::string id) { return {ErrorCode::kInvalid, std::move(id), std::move(message), "", {}}; }

std::vector<const Membership*> RecordsOf(const std::vector<const Roster::Member*>& members) {
  std::vector<const Membership*> records;
  for (const Roster::Member* member : members) records.push_back(&member->record);
  return records;
}

ledger::Draft DraftOf(Services& services, std::string_view kind, const Caller& caller, const MemberRow& by,
                      const MembershipPayload& payload) {
  ledger::Draft draft{PlainEntry(services, ledger::Deed::kMembership, std::string(kind), caller, by.name, by.unit), {}};
  draft.payloads.emplace(kMembershipPayload, EncodePayload(payload));
  return draft;
}

/// What the roster says when this entry is added: the one check of signatures, the same that `nuong verify` makes.
Result<Roster> RosterWith(const Services& services, store::Reader& reader, std::uint64_t sequence,
                          std::string_view kind, const MembershipPayload& payload) {
  NUONG_TRY(const auto now, services.RosterAt(reader));
  Roster next = *now;
  auto taken = next.Take(sequence, kind, payload, services.world.root->signing_public_key());
  if (!taken.ok()) {
    Error error = taken.error();
    error.code = ErrorCode::kConflict;
    return error;
  }
  return next;
}

Result<void> CheckFounders(const Services& services, store::Reader& reader, const std::vector<NewMember>& founders) {
  for (const NewMember& founder : founders) {
    NUONG_CHECK(CheckNewRow(services, reader, {founder.name, founder.unit, founder.title, founder.duties}));
    NUONG_CHECK(CheckChosenPassword(founder.password, founder.name.text()));
  }
  std::map<UnitName, int> approvers;
  int all = 0;
  for (const NewMember& founder : founders) {
    const int one = founder.duties.contains(regulation::kApprover) ? 1 : 0;
    approvers[founder.unit] += one;
    all += one;
  }
  if (all < 2) {
    return Unfit({"Cần ít nhất hai người phê duyệt trong số thành viên đầu tiên.",
                  "At least two of the first members must be approvers."},
                 "approvers_missing");
  }
  for (const auto& [unit, count] : approvers) {
    if (count > 0) continue;
    return Unfit({"Cơ quan " + unit.text() + " cần ít nhất một người phê duyệt trong số thành viên đầu tiên.",
                  "Unit " + unit.text() + " needs an approver among its first members."},
                 "unit_without_approver");
  }
  return {};
}

}  // namespace

access::Decision MayApprove(const Services& services, const MemberRow& approver, const UnitName& unit) {
  std::set<std::string> relations = approver.duties;
  if (approver.unit == unit) relations.insert(regulation::kOwnUnit);
  return MayReform(services, approver.unit, kApproveMember, std::move(relations));
}

Result<Asking> WhoAsks(Services& services, const Caller& caller) {
  const auto person = services.sessions.Find(caller, services.Now());
  if (!person) return NotSignedIn();
  MemberRow row;
  NUONG_CHECK(services.world.store->Read([&](store::Reader& reader) -> Result<void> {
    NUONG_TRY(const auto roster, services.RosterAt(reader));
    const Roster::Member* member = roster->Find(person->member);
    if (member == nullptr) return NotSignedIn();
    row = {person->member, member->record.unit, member->record.title, member->record.duties};
    return {};
  }));
  return Asking{*person, std::move(row)};
}

Result<void> CheckNewRow(const Services& services, store::Reader& reader, const MemberRow& row) {
  if (!IsSlug(row.name.text())) {
    return Unfit({"Tên đăng nhập chỉ gồm chữ thường không dấu, số và gạch nối.",
                  "A member's name has lower-case letters, digits and hyphens only."},
                 "member_name_invalid");
  }
  if (row.title.vi.empty() || row.title.en.empty() || row.title.vi.size() > 200 || row.title.en.size() > 200) {
    return Unfit({"Chức danh cần có bằng hai thứ tiếng, tối đa 200 byte.",
                  "A title is needed in both languages, at most 200 bytes each."},
                 "member_title_invalid");
  }
  if (services.regulation().FindUnit(row.unit) == nullptr) {
    return Unfit(
        {"Quy chế không có cơ quan " + row.unit.text() + ".", "The regulation has no unit " + row.unit.text() + "."},
        "unit_unknown");
  }
  for (const std::string& duty : row.duties) {
    if (duty != regulation::kApprover)
      return Unfit({"Không có nhiệm vụ này.", "There is no such duty."}, "duty_unknown");
  }
  NUONG_TRY(const auto roster, services.RosterAt(reader));
  if (roster->WasTaken(row.name)) {
    return Already({"Tên đăng nhập này đã có.", "There is or was a member of this name."}, "member_exists");
  }
  return {};
}

Result<void> CheckFirst(const Services& services, store::Reader& reader, const MemberRow& row) {
  NUONG_TRY(const auto roster, services.RosterAt(reader));
  if (!roster->Of(row.unit).empty() || row.duties.contains(regulation::kApprover)) return {};
  return Unfit({"Người đầu tiên của một cơ quan phải là người phê duyệt; nếu không sẽ không ai vào thêm được.",
                "The first member of a unit must be an approver; otherwise nobody can be let in after her."},
               "first_must_approve");
}

Membership RecordOf(const MemberRow& row, const vault::MemberPublic& keys, bool joins, Instant from) {
  return {joins, row.name, row.unit, row.title, row.duties, keys, from};
}

Result<ledger::Draft> Admit(Services& services, store::Writer& writer, std::uint64_t sequence, std::string_view kind,
                            const Caller& caller, const MemberRow& by, const MembershipPayload& given,
                            const vault::PasswordLock& lock, const vault::UnitKeys* keys) {
  MembershipPayload payload = given;
  NUONG_TRY(const Membership record, DecodeMembership(payload.records.front()));
  if (record.keys != lock.known) return CorruptDirectory("a new member's keys are not those of her record");
  NUONG_TRY(const Roster checked, RosterWith(services, writer, sequence, kind, payload));
  if (keys == nullptr) {
    payload.unit_keys[record.unit] = MakeUnitKeys(services, writer, record.unit, {&record}, checked.recovery());
  } else {
    for (const FieldClass field_class : kAllFieldClasses) {
      const vault::KeyPair* pair = keys->Find(field_class);
      if (pair == nullptr) continue;
      writer.Put(Collection::kKeyring, MemberKeyName(record.unit, field_class, record.member),
                 vault::BoxSeal(record.keys.box, pair->private_key.bytes(), BoxPurpose(record.unit, field_class),
                                *services.world.random));
    }
  }
  WriteMember(writer, {{record.member, record.unit, record.title, record.duties}, lock});
  DropJoining(writer, record.member);
  ListMembershipEntry(writer, sequence);
  return DraftOf(services, kind, caller, by, payload);
}

Result<ledger::Draft> Dismiss(Services& services, store::Writer& writer, std::uint64_t sequence, const Caller& caller,
                              const MemberRow& by, const MembershipPayload& given, const vault::UnitKeys& keys) {
  MembershipPayload payload = given;
  NUONG_TRY(const Membership record, DecodeMembership(payload.records.front()));
  NUONG_TRY(const Roster checked, RosterWith(services, writer, sequence, kMemberRemoved, payload));
  const auto staying = RecordsOf(checked.Of(record.unit));
  NUONG_TRY(auto made, RotateUnitKeys(services, writer, keys, staying, checked.recovery()));
  if (!made.empty()) payload.unit_keys.emplace(record.unit, std::move(made));
  DropMember(writer, record.member);
  DropSecondFactor(writer, record.member);
  NUONG_TRY(const auto passkeys, PasskeysOf(writer, record.member));
  for (const PasskeyRecord& passkey : passkeys) DropPasskey(writer, passkey);
  DropLeaving(writer, record.member);
  ListMembershipEntry(writer, sequence);
  return DraftOf(services, kMemberRemoved, caller, by, payload);
}

Result<bool> IsProved(Services& services, const Caller& caller, const MemberRecord& record) {
  bool proved = false;
  NUONG_CHECK(services.world.store->Read([&](store::Reader& reader) -> Result<void> {
    NUONG_TRY(const auto roster, services.RosterAt(reader));
    const Roster::Member* member = roster->Find(record.row.name);
    proved = member != nullptr && member->record == RecordOf(record.row, record.lock.known, true, member->record.from);
    return {};
  }));
  if (proved) return true;
  const auto receipt = services.journal.Append([&](store::Writer&, std::uint64_t, bool*) -> Result<ledger::Draft> {
    return ledger::Draft{PlainEntry(services, ledger::Deed::kAlert, "member_unproved", caller, {}, record.row.unit),
                         {}};
  });
  if (!receipt.ok()) return receipt.error();
  return false;
}

bool IsFounded(store::Store& store) {
  bool founded = false;
  const auto outcome = store.Read([&](store::Reader& reader) -> Result<void> {
    founded = reader.Get(Collection::kMeta, "log_signer").has_value();
    return {};
  });
  return outcome.ok() && founded;
}

Result<void> Found(Services& services, const std::vector<NewMember>& founders,
                   const std::optional<vault::MemberPublic>& recovery) {
  if (IsFounded(*services.world.store)) {
    return Already({"Thư mục dữ liệu này đã được lập trước đó.", "This data directory has been founded before."},
                   "already_founded");
  }
  NUONG_CHECK(services.world.store->Read(
      [&](store::Reader& reader) -> Result<void> { return CheckFounders(services, reader, founders); }));
  MembershipPayload payload;
  std::vector<MemberRecord> records;
  std::vector<Membership> memberships;
  for (const NewMember& founder : founders) {
    const vault::MemberKeys own = vault::MemberKeys::Make(*services.world.random);
    MemberRecord record{
        {founder.name, founder.unit, founder.title, founder.duties},
        vault::LockWithPassword(own, founder.password, services.world.password_cost, *services.world.random)};
    memberships.push_back(RecordOf(record.row, own.known(), true, services.Now()));
    payload.records.push_back(EncodeMembership(memberships.back()));
    payload.approvals.push_back(Approve(own, founder.name, payload.records.back()));
    records.push_back(std::move(record));
  }
  if (recovery) {
    payload.recovery_key = recovery->signing.text();
    payload.recovery_box = recovery->box.text();
  }
  const auto receipt =
      services.journal.Append([&](store::Writer& writer, std::uint64_t sequence, bool*) -> Result<ledger::Draft> {
        writer.Put(Collection::kMeta, "log_signer", services.world.root->signing_public_key().text());
        writer.Put(Collection::kMeta, "regulation", services.regulation().id);
        writer.Put(Collection::kMeta, "regulation_fingerprint", services.regulation().fingerprint);
        std::map<UnitName, std::vector<const Membership*>> units;
        for (const Membership& membership : memberships) units[membership.unit].push_back(&membership);
        for (const MemberRecord& record : records) WriteMember(writer, record);
        for (const auto& [unit, members] : units) {
          payload.unit_keys[unit] = MakeUnitKeys(services, writer, unit, members, recovery);
        }
        payload.signature = services.world.root->Sign(FoundingText(payload));
        NUONG_CHECK(RosterWith(services, writer, sequence, kFounded, payload));
        ListMembershipEntry(writer, sequence);
        return DraftOf(services, kFounded, {}, {}, payload);
      });
  if (!receipt.ok()) return receipt.error();
  return {};
}

namespace {

struct OpenedApprover {
  MemberRecord record;
  vault::MemberKeys own;
};

Result<OpenedApprover> OpenApprover(Services& services, const Approver& approver) {
  std::optional<MemberRecord> record;
  NUONG_CHECK(services.world.store->Read([&](store::Reader& reader) -> Result<void> {
    NUONG_TRY(record, ReadMember(reader, approver.name));
    return {};
  }));
  if (!record) {
    return Unfit({"Không có người phê duyệt " + approver.name.text() + ".",
                  "There is no approver " + approver.name.text() + "."},
                 "approver_unknown");
  }
  NUONG_TRY(vault::MemberKeys own, vault::OpenPasswordLock(approver.password, record->lock));
  NUONG_TRY(const bool proved, IsProved(services, {}, *record));
  if (!proved) return CorruptDirectory("an approver's row is not proved by the ledger");
  return OpenedApprover{std::move(*record), std::move(own)};
}

}  // namespace

Result<void> AddMember(Services& services, const NewMember& member, const Approver& first, const Approver& second) {
  NUONG_CHECK(CheckChosenPassword(member.password, member.name.text()));
  const MemberRow row{member.name, member.unit, member.title, member.duties};
  NUONG_CHECK(services.world.store->Read(
      [&](store::Reader& reader) -> Result<void> { return CheckNewRow(services, reader, row); }));
  NUONG_TRY(const OpenedApprover one, OpenApprover(services, first));
  NUONG_TRY(const OpenedApprover two, OpenApprover(services, second));
  for (const OpenedApprover* approver : {&one, &two}) {
    const access::Decision decision = MayApprove(services, approver->record.row, row.unit);
    if (!decision.allowed) return Refused(decision.reasons.front(), "not an approver for this unit");
  }
  const vault::MemberKeys own = vault::MemberKeys::Make(*services.world.random);
  const vault::PasswordLock lock =
      vault::LockWithPassword(own, member.password, services.world.password_cost, *services.world.random);
  MembershipPayload payload;
  payload.records.push_back(EncodeMembership(RecordOf(row, own.known(), true, services.Now())));
  payload.approvals = {Approve(one.own, first.name, payload.records.front()),
                       Approve(two.own, second.name, payload.records.front())};
  const auto receipt = services.journal.Append([&](store::Writer& writer, std::uint64_t sequence,
                                                   bool*) -> Result<ledger::Draft> {
    NUONG_CHECK(CheckNewRow(services, writer, row));
    NUONG_TRY(const auto keys, KeysToPassOn(services, writer, row.unit, two.record.row, two.own));
    return Admit(services, writer, sequence, kMemberAdded, {}, two.record.row, payload, lock, keys ? &*keys : nullptr);
  });
  if (!receipt.ok()) return receipt.error();
  return {};
}

Result<std::optional<vault::UnitKeys>> KeysToPassOn(Services& services, store::Reader& reader, const UnitName& unit,
                                                    const MemberRow& approver, const vault::MemberKeys& own) {
  NUONG_TRY(const auto roster, services.RosterAt(reader));
  if (roster->Of(unit).empty()) return std::optional<vault::UnitKeys>();
  if (approver.unit != unit) {
    return Refused({"Chữ ký thứ hai phải của người trong chính cơ quan đó, vì khóa của cơ quan ở trong tay họ.",
                    "The second signature is that of a member of the unit itself, who holds its keys."},
                   "the second approver holds no keys of the unit");
  }
  NUONG_TRY(vault::UnitKeys keys, OpenUnitKeys(reader, approver, own.box()));
  return std::optional(std::move(keys));
}

}  // namespace nuong::operations
