#include "membership_log.hpp"

#include <algorithm>

#include "nuong/ledger/entry.hpp"
#include "nuong/regulation/model.hpp"
#include "refusals.hpp"

namespace nuong::operations {
namespace {

using store::Collection;

constexpr std::string_view kPurpose = "membership";
constexpr std::string_view kShelf = "log/";
constexpr const char* kLast = "membership_latest";

Error Unproved(std::string id, std::string note) {
  return {ErrorCode::kCorrupt,
          std::move(id),
          {"Bản ghi thành viên không đủ chữ ký hợp lệ.", "A membership record does not bear valid signatures."},
          std::move(note),
          {}};
}

Error IllFormed() { return Unproved("membership_unreadable", "a membership payload is ill-formed"); }

Value EncodeKeys(const UnitPublicKeys& keys) {
  Value::Object units;
  for (const auto& [unit, classes] : keys) {
    Value::Object of_unit;
    for (const auto& [field_class, key] : classes) of_unit.emplace(FieldClassCode(field_class), key.text());
    units.emplace(unit.text(), std::move(of_unit));
  }
  return units;
}

bool DecodeKeys(const Value* value, UnitPublicKeys& keys) {
  if (value == nullptr || value->AsObject() == nullptr) return false;
  for (const auto& [unit, classes] : *value->AsObject()) {
    if (classes.AsObject() == nullptr) return false;
    for (const auto& [code, key] : *classes.AsObject()) {
      const auto field_class = ParseFieldClass(code);
      const auto parsed = key.AsText() == nullptr ? std::nullopt : vault::PublicKey::Parse(*key.AsText());
      if (!field_class || !parsed) return false;
      keys[UnitName(unit)].emplace(*field_class, *parsed);
    }
  }
  return true;
}

}  // namespace

std::string EncodeMembership(const Membership& membership) {
  Value::Array duties;
  for (const std::string& duty : membership.duties) duties.emplace_back(duty);
  return WriteJson(Value::Object{{"change", membership.joins ? "joins" : "leaves"},
                                 {"member", membership.member.text()},
                                 {"unit", membership.unit.text()},
                                 {"title_vi", membership.title.vi},
                                 {"title_en", membership.title.en},
                                 {"duties", std::move(duties)},
                                 {"box_key", membership.keys.box.text()},
                                 {"signing_key", membership.keys.signing.text()},
                                 {"from", membership.from.us}});
}

Result<Membership> DecodeMembership(std::string_view bytes) {
  const auto value = ParseJson(bytes);
  if (!value.ok()) return IllFormed();
  Membership read;
  read.joins = value->TextAt("change") == "joins";
  read.member = MemberName(value->TextAt("member"));
  read.unit = UnitName(value->TextAt("unit"));
  read.title = {value->TextAt("title_vi"), value->TextAt("title_en")};
  const auto box = vault::PublicKey::Parse(value->TextAt("box_key"));
  const auto signing = vault::PublicKey::Parse(value->TextAt("signing_key"));
  const Value* duties = value->Find("duties");
  if (!box || !signing || duties == nullptr || duties->AsArray() == nullptr) return IllFormed();
  for (const Value& duty : *duties->AsArray()) {
    if (duty.AsText() != nullptr) read.duties.insert(*duty.AsText());
  }
  read.keys = {*box, *signing};
  read.from = {value->IntegerAt("from")};
  // One spelling per record, so that what is signed is what is meant.
  if (EncodeMembership(read) != bytes) return IllFormed();
  return read;
}

std::string EncodePayload(const MembershipPayload& payload) {
  Value::Array records;
  for (const std::string& record : payload.records) records.emplace_back(record);
  Value::Array approvals;
  for (const Approval& approval : payload.approvals) {
    approvals.push_back(
        Value::Object{{"member", approval.member.text()}, {"signature", vault::Base64(approval.signature)}});
  }
  return WriteJson(Value::Object{{"records", std::move(records)},
                                 {"approvals", std::move(approvals)},
                                 {"unit_keys", EncodeKeys(payload.unit_keys)},
                                 {"recovery_key", payload.recovery_key},
                                 {"recovery_box", payload.recovery_box},
                                 {"signature", vault::Base64(payload.signature)}});
}

Result<MembershipPayload> DecodePayload(std::string_view bytes) {
  const auto value = ParseJson(bytes);
  if (!value.ok()) return IllFormed();
  MembershipPayload payload;
  const Value* records = value->Find("records");
  const Value* approvals = value->Find("approvals");
  const auto signature = vault::FromBase64(value->TextAt("signature"));
  if (records == nullptr || records->AsArray() == nullptr || approvals == nullptr || approvals->AsArray() == nullptr ||
      !signature || !DecodeKeys(value->Find("unit_keys"), payload.unit_keys)) {
    return IllFormed();
  }
  for (const Value& record : *records->AsArray()) {
    if (record.AsText() == nullptr) return IllFormed();
    payload.records.push_back(*record.AsText());
  }
  for (const Value& approval : *approvals->AsArray()) {
    const auto signed_by = vault::FromBase64(approval.TextAt("signature"));
    if (!signed_by) return IllFormed();
    payload.approvals.push_back({MemberName(approval.TextAt("member")), *signed_by});
  }
  payload.recovery_key = value->TextAt("recovery_key");
  payload.recovery_box = value->TextAt("recovery_box");
  payload.signature = *signature;
  return payload;
}

std::string FoundingText(MembershipPayload payload) {
  payload.signature.clear();
  return "nuong founding\n" + EncodePayload(payload);
}

Approval Approve(const vault::MemberKeys& keys, const MemberName& approver, std::string_view record) {
  return {approver, keys.Sign(kPurpose, record)};
}

Result<void> Roster::Take(std::uint64_t sequence, std::string_view kind, const MembershipPayload& payload,
                          const vault::PublicKey& log_key) {
  if (kind == kFounded) return TakeFounding(sequence, payload, log_key);
  if (!founded_ || payload.records.size() != 1) return IllFormed();
  NUONG_TRY(const Membership record, DecodeMembership(payload.records.front()));
  if (kind == kMemberWithdrawn) {
    withdrawn_.insert(payload.records.front());
    return {};
  }
  if (withdrawn_.contains(payload.records.front())) {
    return Unproved("record_withdrawn", "what was signed had been taken back");
  }
  if (kind == kMemberRestored) {
    NUONG_CHECK(CheckRecovery(payload));
  } else {
    NUONG_CHECK(CheckApprovals(record, payload));
  }
  if (record.joins != (kind != kMemberRemoved)) return IllFormed();
  if (record.joins) {
    if (taken_.contains(record.member)) return Unproved("member_name_taken", "the name was given before");
    taken_.insert(record.member);
    members_.emplace(record.member, Member{record, sequence});
  } else {
    const Member* leaving = Find(record.member);
    if (leaving == nullptr || leaving->record.keys != record.keys || leaving->record.unit != record.unit) {
      return Unproved("member_absent", "who leaves is not a member");
    }
    members_.erase(record.member);
  }
  for (const auto& [unit, classes] : payload.unit_keys) {
    // Keys of another unit than the one concerned are not this entry's to change.
    if (unit != record.unit) return Unproved("unit_keys_foreign", "keys of another unit came with a membership");
    for (const auto& [field_class, key] : classes) unit_keys_[unit].insert_or_assign(field_class, key);
  }
  return {};
}

Result<void> Roster::TakeFounding(std::uint64_t sequence, const MembershipPayload& payload,
                                  const vault::PublicKey& log_key) {
  if (founded_) return Unproved("founded_twice", "a second founding entry");
  if (!vault::VerifySignature(log_key, FoundingText(payload), payload.signature)) {
    return Unproved("founding_unsigned", "the founding entry is not signed by the log's key");
  }
  if (payload.approvals.size() != payload.records.size()) return IllFormed();
  std::map<MemberName, Member> founders;
  for (std::size_t i = 0; i < payload.records.size(); ++i) {
    NUONG_TRY(const Membership record, DecodeMembership(payload.records[i]));
    if (!record.joins || payload.approvals[i].member != record.member ||
        !vault::IsSignedBy(record.keys.signing, kPurpose, payload.records[i], payload.approvals[i].signature) ||
        !founders.emplace(record.member, Member{record, sequence}).second) {
      return Unproved("founder_unsigned", "a founder has not signed her own record");
    }
  }
  const auto signing = vault::PublicKey::Parse(payload.recovery_key);
  const auto box = vault::PublicKey::Parse(payload.recovery_box);
  if (signing && box) recovery_ = vault::MemberPublic{*box, *signing};
  members_ = std::move(founders);
  for (const auto& [name, member] : members_) taken_.insert(name);
  unit_keys_ = payload.unit_keys;
  founded_ = true;
  return {};
}

Result<void> Roster::CheckApprovals(const Membership& record, const MembershipPayload& payload) const {
  std::set<MemberName> approvers;
  bool of_unit = false;
  for (const Approval& approval : payload.approvals) {
    const Member* approver = Find(approval.member);
    if (approver == nullptr || !approver->record.duties.contains(regulation::kApprover) ||
        approval.member == record.member ||
        !vault::IsSignedBy(approver->record.keys.signing, kPurpose, payload.records.front(), approval.signature)) {
      return Unproved("approval_invalid", "an approval is not of an approver, or its signature is not hers");
    }
    approvers.insert(approval.member);
    of_unit = of_unit || approver->record.unit == record.unit;
  }
  if (approvers.size() != 2 || payload.approvals.size() != 2) {
    return Unproved("approvals_missing", "a membership takes the signatures of two different approvers");
  }
  // A unit without members has nobody to speak for it.
  if (!of_unit && !Of(record.unit).empty()) {
    return Unproved("approval_foreign", "no approver of the unit itself has signed");
  }
  return {};
}

Result<void> Roster::CheckRecovery(const MembershipPayload& payload) const {
  if (!recovery_ || payload.approvals.size() != 1 ||
      !vault::IsSignedBy(recovery_->signing, kPurpose, payload.records.front(), payload.approvals.front().signature)) {
    return Unproved("recovery_unsigned", "a restored member is not signed by the recovery key");
  }
  return {};
}

const Roster::Member* Roster::Find(const MemberName& name) const {
  const auto found = members_.find(name);
  return found == members_.end() ? nullptr : &found->second;
}

std::vector<const Roster::Member*> Roster::Of(const UnitName& unit) const {
  std::vector<const Member*> members;
  for (const auto& [name, member] : members_) {
    if (member.record.unit == unit) members.push_back(&member);
  }
  return members;
}

const vault::PublicKey* Roster::UnitKey(const UnitName& unit, FieldClass field_class) const {
  const auto classes = unit_keys_.find(unit);
  if (classes == unit_keys_.end()) return nullptr;
  const auto key = classes->second.find(field_class);
  return key == classes->second.end() ? nullptr : &key->second;
}

Result<RosterCache::Shared> RosterCache::Get(store::Reader& reader, const vault::PublicKey& log_key) {
  const std::string latest = reader.Get(Collection::kMeta, kLast).value_or("");
  const std::lock_guard lock(mutex_);
  if (latest == sequence_) return last_;
  // A snapshot older than the last one seen is read from the beginning.
  const bool goes_on = !sequence_.empty() && latest > sequence_;
  auto roster = goes_on ? std::make_shared<Roster>(*last_) : std::make_shared<Roster>();
  store::Range range = store::Prefix(kShelf);
  if (goes_on) range.from = std::string(kShelf) + sequence_ + '\0';
  std::vector<std::string> sequences;
  reader.Scan(Collection::kPeople, range, [&](std::string_view key, std::string_view) {
    sequences.emplace_back(key.substr(kShelf.size()));
    return true;
  });
  for (const std::string& sequence : sequences) {
    const auto bytes = reader.Get(Collection::kEntries, sequence);
    if (!bytes) return CorruptDirectory("a membership entry is missing");
    NUONG_TRY(const ledger::Entry entry, ledger::DecodeEntry(*bytes));
    const auto payload = reader.Get(Collection::kPayloads, ledger::PayloadKey(entry.sequence, kMembershipPayload));
    if (!payload) return CorruptDirectory("a membership payload is missing");
    NUONG_TRY(const MembershipPayload decoded, DecodePayload(*payload));
    NUONG_CHECK(roster->Take(entry.sequence, entry.kind, decoded, log_key));
  }
  last_ = roster;
  sequence_ = latest;
  return last_;
}

void ListMembershipEntry(store::Writer& writer, std::uint64_t sequence) {
  const std::string key = ledger::SequenceKey(sequence);
  writer.Put(Collection::kPeople, std::string(kShelf) + key, "");
  writer.Put(Collection::kMeta, kLast, key);
}

}  // namespace nuong::operations
