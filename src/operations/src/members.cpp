#include "nuong/operations/members.hpp"

#include <algorithm>

#include "case_access.hpp"
#include "chosen_password.hpp"
#include "membership.hpp"
#include "passkey_need.hpp"
#include "passkey_rows.hpp"
#include "present.hpp"
#include "refusal_entries.hpp"
#include "refusals.hpp"
#include "rotation.hpp"

namespace nuong::operations {
namespace {

constexpr std::int64_t kInvitationLasts = 7LL * 24 * 3'600'000'000LL;
constexpr std::size_t kWrapsAStep = 200;

KeysProgress ProgressOf(const Rotation& rotation) {
  return {rotation.finished, rotation.done, std::max<std::int64_t>(rotation.total, 0), rotation.damaged};
}

Error Conflict(std::string id, Text message) {
  return {ErrorCode::kConflict, std::move(id), std::move(message), "", {}};
}

Error NobodyThere() {
  return {ErrorCode::kAbsent, "absent", {"Không có người này.", "There is no such person."}, "no such person", {}};
}

Error SecondNeeded() {
  return Conflict("second_approver_needed", {"Bạn đã ký; cần chữ ký của một người phê duyệt khác.",
                                             "You have signed; another approver's signature is needed."});
}

std::string CodeHash(const Services& services, const std::string& member, const std::string& code) {
  return vault::Hex(services.world.root->KeyedHash("invitation", member + "\n" + code));
}

Result<void> AskRules(Services& services, const Caller& caller, const Asking& asking, const UnitName& unit) {
  const access::Decision decision = MayApprove(services, asking.row, unit);
  if (decision.allowed) return {};
  NUONG_CHECK(RecordRefusal(services, caller, &asking.person, "people", decision.rules));
  return Refused(decision.reasons.front(), "not an approver for this unit");
}

/// Who approves, but not for the unit concerned, is not told whether there is such a person.
Result<void> AskRulesAbout(Services& services, const Caller& caller, const Asking& asking,
                           const std::optional<UnitName>& unit) {
  if (unit && MayApprove(services, asking.row, *unit).allowed) return {};
  NUONG_CHECK(AskRules(services, caller, asking, asking.person.unit));
  if (unit) {
    const auto rules = MayApprove(services, asking.row, *unit).rules;
    NUONG_CHECK(RecordRefusal(services, caller, &asking.person, "people", rules));
  }
  return NobodyThere();
}

ledger::Draft StepEntry(Services& services, const Caller& caller, const Asking& asking, std::string kind) {
  return {PlainEntry(services, ledger::Deed::kMembership, std::move(kind), caller, asking.person.member,
                     asking.person.unit),
          {}};
}

/// A step with what was signed, or taken back, in its payload.
ledger::Draft SignedEntry(Services& services, const Caller& caller, const Asking& asking, std::string kind,
                          const std::string& record, std::vector<Approval> approvals) {
  ledger::Draft draft = StepEntry(services, caller, asking, std::move(kind));
  MembershipPayload payload;
  payload.records = {record};
  payload.approvals = std::move(approvals);
  draft.payloads.emplace(kMembershipPayload, EncodePayload(payload));
  return draft;
}

/// The last signature comes from the hand that passes the unit's keys on, or from anybody when there are none yet.
Result<bool> Completes(const Services& services, store::Reader& reader, const UnitName& unit, const Asking& asking) {
  NUONG_TRY(const auto roster, services.RosterAt(reader));
  return asking.row.unit == unit || roster->Of(unit).empty();
}

/// When the unit's own approver signed first, the one from elsewhere takes the first place and she signs again, last.
/// Two from elsewhere are not enough.
Result<void> TakeFirstPlace(const Services& services, store::Reader& reader, const UnitName& unit,
                            const Approval& first) {
  NUONG_TRY(const auto roster, services.RosterAt(reader));
  const Roster::Member* signer = roster->Find(first.member);
  if (signer != nullptr && signer->record.unit == unit) return {};
  return Refused({"Chữ ký thứ hai phải của người trong chính cơ quan đó, vì khóa của cơ quan ở trong tay họ.",
                  "The second signature is that of a member of the unit itself, who holds its keys."},
                 "the second approver holds no keys of the unit");
}

bool IsExpired(Services& services, const Joining& joining) {
  return !joining.lock && services.Now().us - joining.invited_at.us > kInvitationLasts;
}

class List {
 public:
  List(Services& services, store::Reader& reader, const Asking& asking)
      : services_(services), reader_(reader), asking_(asking) {}

  Result<PeopleView> Build(const UnitName& unit) {
    PeopleView view;
    view.unit = unit.text();
    view.unit_name = UnitLabel(services_, unit);
    view.may_invite = MayApprove(services_, asking_.row, unit).allowed;
    NUONG_TRY(const auto roster, services_.RosterAt(reader_));
    const auto members = roster->Of(unit);
    const bool tells_passkeys = view.may_invite && !OpenOnlyByPasskey(services_, unit).empty();
    for (const Roster::Member* member : members) {
      NUONG_TRY(PersonView person, MemberView(*roster, *member, members.size(), view.may_invite));
      person.lacks_passkey = tells_passkeys && !HasPasskey(reader_, member->record.member);
      view.people.push_back(std::move(person));
    }
    NUONG_TRY(const auto joining, ListJoining(reader_));
    for (const bool own : {true, false}) {
      for (const Joining& one : joining) {
        const bool may = MayApprove(services_, asking_.row, one.row.unit).allowed;
        if ((one.row.unit == unit) == own && (own || may)) view.people.push_back(JoiningView(*roster, one, may));
      }
    }
    for (const auto& [name, known] : services_.regulation().units) {
      if (name != unit && MayApprove(services_, asking_.row, name).allowed) {
        view.units.push_back({name.text(), known.name});
      }
    }
    NUONG_TRY(const Rotation rotation, ReadRotation(reader_, asking_.person.unit));
    view.keys = ProgressOf(rotation);
    return view;
  }

 private:
  PersonView Row(const MemberRow& row, Instant since) const {
    PersonView view;
    view.member = row.name.text();
    view.title = row.title;
    view.unit = row.unit.text();
    view.unit_name = UnitLabel(services_, row.unit);
    view.duties.assign(row.duties.begin(), row.duties.end());
    view.since = LocalTime(services_, since);
    return view;
  }

  /// May the caller's signature stand beside this one? One of the two is of the unit, which has members.
  bool FitsBeside(const Roster& roster, const UnitName& unit, const Approval& first) const {
    if (first.member == asking_.person.member) return false;
    const Roster::Member* signer = roster.Find(first.member);
    return asking_.person.unit == unit || (signer != nullptr && signer->record.unit == unit) || roster.Of(unit).empty();
  }

  Result<PersonView> MemberView(const Roster& roster, const Roster::Member& member, std::size_t of, bool may) {
    const Membership& record = member.record;
    PersonView view = Row({record.member, record.unit, record.title, record.duties}, record.from);
    view.fingerprint = record.keys.Fingerprint();
    NUONG_TRY(const auto leaving, ReadLeaving(reader_, record.member));
    view.standing = leaving ? "leaving" : "member";
    if (leaving) view.signed_by = leaving->approval.member.text();
    const bool other = record.member != asking_.person.member;
    const bool second = !leaving || FitsBeside(roster, record.unit, leaving->approval);
    view.may_remove = may && other && second && of > 1;
    view.may_withdraw = may && other && leaving.has_value();
    return view;
  }

  PersonView JoiningView(const Roster& roster, const Joining& joining, bool may) const {
    PersonView view = Row(joining.row, joining.invited_at);
    view.standing = joining.approval ? "approved" : joining.lock ? "keyed" : "invited";
    if (joining.lock) view.fingerprint = joining.lock->known.Fingerprint();
    if (joining.approval) view.signed_by = joining.approval->member.text();
    view.may_approve =
        may && joining.lock && (!joining.approval || FitsBeside(roster, joining.row.unit, *joining.approval));
    view.may_withdraw = may;
    return view;
  }

  Services& services_;
  store::Reader& reader_;
  const Asking& asking_;
};

}  // namespace

Result<PeopleView> ListPeople(Services& services, const Caller& caller, const ListPeopleRequest& request) {
  NUONG_TRY(const Asking asking, WhoAsks(services, caller));
  const UnitName unit = request.unit ? UnitName(*request.unit) : asking.person.unit;
  if (unit != asking.person.unit) NUONG_CHECK(AskRules(services, caller, asking, unit));
  PeopleView view;
  NUONG_CHECK(services.world.store->Read([&](store::Reader& reader) -> Result<void> {
    NUONG_TRY(view, List(services, reader, asking).Build(unit));
    return {};
  }));
  return view;
}

Result<InviteAnswer> Invite(Services& services, const Caller& caller, const InviteRequest& request) {
  NUONG_TRY(const Asking asking, WhoAsks(services, caller));
  Joining joining;
  joining.row = {MemberName(request.member), UnitName(request.unit), {request.title_vi, request.title_en}, {}};
  if (request.approver) joining.row.duties.insert(regulation::kApprover);
  NUONG_CHECK(AskRules(services, caller, asking, joining.row.unit));
  std::array<std::uint8_t, 16> bytes{};
  services.world.random->Fill(bytes);
  const std::string code = EncodeId(bytes);
  joining.invited_by = asking.person.member;
  joining.invited_at = services.Now();
  joining.code_hash = CodeHash(services, request.member, code);
  const auto receipt =
      services.journal.Append([&](store::Writer& writer, std::uint64_t, bool*) -> Result<ledger::Draft> {
        NUONG_CHECK(CheckNewRow(services, writer, joining.row));
        NUONG_CHECK(CheckFirst(services, writer, joining.row));
        NUONG_TRY(const auto before, ReadJoining(writer, joining.row.name));
        // An invitation that nobody took up in time makes room for a new one.
        if (before && !IsExpired(services, *before)) {
          return Conflict("member_invited", {"Người này đã được mời.", "This person has been invited already."});
        }
        WriteJoining(writer, joining);
        return StepEntry(services, caller, asking, "member_invited");
      });
  if (!receipt.ok()) return receipt.error();
  return InviteAnswer{request.member, code, LocalTime(services, {joining.invited_at.us + kInvitationLasts})};
}

Result<JoinAnswer> Join(Services& services, const Caller& caller, const JoinRequest& request) {
  const Error wrong{ErrorCode::kUnauthenticated,
                    "invitation_wrong",
                    {"Mã mời không đúng hoặc đã hết hạn. Hãy hỏi người đã mời bạn.",
                     "The invitation is not right or has expired. Ask the person who invited you."},
                    "invitation refused",
                    {}};
  if (services.delay.Begin("", caller.network, services.Now()) > 0) return SignInWaits();
  std::optional<Joining> joining;
  NUONG_CHECK(services.world.store->Read([&](store::Reader& reader) -> Result<void> {
    if (IsSlug(request.member)) {
      NUONG_TRY(joining, ReadJoining(reader, MemberName(request.member)));
    }
    return {};
  }));
  const std::string hash = CodeHash(services, request.member, request.code);
  const bool fits = joining && !joining->lock && vault::EqualSecrets(joining->code_hash, hash);
  if (!fits || IsExpired(services, *joining)) return OnRecord(services, caller, nullptr, "invitation", wrong);
  services.delay.TakeBack("", caller.network);
  NUONG_CHECK(CheckChosenPassword(request.password, request.member));
  const auto place = services.passwords.Enter();
  if (!place) return SignInBusy();
  const vault::MemberKeys own = vault::MemberKeys::Make(*services.world.random);
  joining->lock = vault::LockWithPassword(own, request.password, services.world.password_cost, *services.world.random);
  joining->code_hash.clear();
  const auto receipt =
      services.journal.Append([&](store::Writer& writer, std::uint64_t, bool*) -> Result<ledger::Draft> {
        NUONG_TRY(const auto now, ReadJoining(writer, joining->row.name));
        if (!now || now->lock || now->code_hash != hash) return wrong;
        WriteJoining(writer, *joining);
        return ledger::Draft{
            PlainEntry(services, ledger::Deed::kMembership, "member_keyed", caller, {}, joining->row.unit), {}};
      });
  if (!receipt.ok()) return OnRecord(services, caller, nullptr, "invitation", receipt.error());
  return JoinAnswer{own.known().Fingerprint(), UnitLabel(services, joining->row.unit)};
}

Result<PersonAnswer> ApprovePerson(Services& services, const Caller& caller, const ApproveRequest& request) {
  NUONG_TRY(const Asking asking, WhoAsks(services, caller));
  const MemberName name(request.member);
  std::optional<Joining> seen;
  NUONG_CHECK(services.world.store->Read([&](store::Reader& reader) -> Result<void> {
    NUONG_TRY(seen, ReadJoining(reader, name));
    return {};
  }));
  NUONG_CHECK(AskRulesAbout(services, caller, asking, seen ? std::optional(seen->row.unit) : std::nullopt));
  NUONG_TRY(const vault::MemberKeys own, services.sessions.WakeOwn(caller.session));
  PersonAnswer answer{request.member, "", 0};
  const auto receipt = services.journal.Append([&](store::Writer& writer, std::uint64_t sequence,
                                                   bool*) -> Result<ledger::Draft> {
    NUONG_TRY(auto joining, ReadJoining(writer, name));
    if (!joining) return NobodyThere();
    if (!joining->lock) {
      return Conflict("keys_missing", {"Người này chưa dùng mã mời để tạo khóa của mình.",
                                       "This person has not used the invitation to make her keys yet."});
    }
    if (joining->lock->known.Fingerprint() != request.fingerprint) {
      return Conflict("fingerprint_differs", {"Dấu vân khóa khác với dấu người đó đọc. Đừng ký; hãy mời lại.",
                                              "The fingerprint is not the one she told. Do not sign; invite anew."});
    }
    answer.sequence = static_cast<std::int64_t>(sequence);
    if (!joining->approval) {
      joining->record = EncodeMembership(RecordOf(joining->row, joining->lock->known, true, services.Now()));
      joining->approval = Approve(own, asking.person.member, joining->record);
      WriteJoining(writer, *joining);
      answer.standing = "approved";
      return SignedEntry(services, caller, asking, "member_proposed", joining->record, {*joining->approval});
    }
    if (joining->approval->member == asking.person.member) return SecondNeeded();
    NUONG_TRY(const bool completes, Completes(services, writer, joining->row.unit, asking));
    if (!completes) {
      NUONG_CHECK(TakeFirstPlace(services, writer, joining->row.unit, *joining->approval));
      joining->approval = Approve(own, asking.person.member, joining->record);
      WriteJoining(writer, *joining);
      answer.standing = "approved";
      return SignedEntry(services, caller, asking, "member_proposed", joining->record, {*joining->approval});
    }
    NUONG_TRY(const auto keys, KeysToPassOn(services, writer, joining->row.unit, asking.row, own));
    MembershipPayload payload;
    payload.records = {joining->record};
    payload.approvals = {*joining->approval, Approve(own, asking.person.member, joining->record)};
    answer.standing = "member";
    return Admit(services, writer, sequence, kMemberAdded, caller, asking.row, payload, *joining->lock,
                 keys ? &*keys : nullptr);
  });
  if (!receipt.ok()) return receipt.error();
  return answer;
}

Result<PersonAnswer> RemovePerson(Services& services, const Caller& caller, const PersonRequest& request) {
  NUONG_TRY(const Asking asking, WhoAsks(services, caller));
  const MemberName name(request.member);
  std::optional<MemberRecord> seen;
  NUONG_CHECK(services.world.store->Read([&](store::Reader& reader) -> Result<void> {
    NUONG_TRY(seen, ReadMember(reader, name));
    return {};
  }));
  NUONG_CHECK(AskRulesAbout(services, caller, asking, seen ? std::optional(seen->row.unit) : std::nullopt));
  if (name == asking.person.member) {
    return Conflict("own_removal", {"Không ai tự xóa mình; hãy nhờ hai người phê duyệt khác.",
                                    "Nobody removes herself; ask two other approvers."});
  }
  NUONG_TRY(const vault::MemberKeys own, services.sessions.WakeOwn(caller.session));
  PersonAnswer answer{request.member, "", 0};
  std::vector<std::function<void()>> told;
  const auto receipt =
      services.journal.Append([&](store::Writer& writer, std::uint64_t sequence, bool*) -> Result<ledger::Draft> {
        NUONG_TRY(const auto member, ReadMember(writer, name));
        if (!member) return NobodyThere();
        NUONG_TRY(const auto roster, services.RosterAt(writer));
        if (roster->Of(member->row.unit).size() < 2) {
          return Conflict("last_member", {"Đây là người cuối cùng của cơ quan: hãy thêm người kế nhiệm trước.",
                                          "She is the unit's last member: add somebody before she leaves."});
        }
        NUONG_TRY(const auto leaving, ReadLeaving(writer, name));
        answer.sequence = static_cast<std::int64_t>(sequence);
        if (!leaving) {
          const std::string record = EncodeMembership(RecordOf(member->row, member->lock.known, false, services.Now()));
          const Leaving started{name, record, Approve(own, asking.person.member, record)};
          WriteLeaving(writer, started);
          answer.standing = "leaving";
          return SignedEntry(services, caller, asking, "member_leaving", record, {started.approval});
        }
        if (leaving->approval.member == asking.person.member) return SecondNeeded();
        NUONG_TRY(const bool completes, Completes(services, writer, member->row.unit, asking));
        if (!completes) {
          NUONG_CHECK(TakeFirstPlace(services, writer, member->row.unit, leaving->approval));
          const Leaving signed_anew{name, leaving->record, Approve(own, asking.person.member, leaving->record)};
          WriteLeaving(writer, signed_anew);
          answer.standing = "leaving";
          return SignedEntry(services, caller, asking, "member_leaving", leaving->record, {signed_anew.approval});
        }
        NUONG_TRY(const auto keys, KeysToPassOn(services, writer, member->row.unit, asking.row, own));
        MembershipPayload payload;
        payload.records = {leaving->record};
        payload.approvals = {leaving->approval, Approve(own, asking.person.member, leaving->record)};
        answer.standing = "gone";
        NUONG_TRY(ledger::Draft draft, Dismiss(services, writer, sequence, caller, asking.row, payload, *keys));
        // Before the commit, and in the writer's turn: no session of hers begins or lives after it.
        told = services.sessions.EndAllOf(name);
        services.sessions.MarkStale(member->row.unit);
        return draft;
      });
  for (const auto& tell : told) tell();
  if (!receipt.ok()) return receipt.error();
  if (answer.standing == "gone") services.sessions.MarkStale(seen->row.unit);
  return answer;
}

Result<PersonAnswer> WithdrawPerson(Services& services, const Caller& caller, const PersonRequest& request) {
  NUONG_TRY(const Asking asking, WhoAsks(services, caller));
  const MemberName name(request.member);
  std::optional<UnitName> unit;
  NUONG_CHECK(services.world.store->Read([&](store::Reader& reader) -> Result<void> {
    NUONG_TRY(const auto joining, ReadJoining(reader, name));
    NUONG_TRY(const auto member, ReadMember(reader, name));
    if (joining) unit = joining->row.unit;
    if (member) unit = member->row.unit;
    return {};
  }));
  NUONG_CHECK(AskRulesAbout(services, caller, asking, unit));
  if (name == asking.person.member) {
    return Conflict("own_removal", {"Không ai tự rút việc xóa mình; hãy hỏi người đã ký.",
                                    "Nobody takes back her own removal; ask who signed it."});
  }
  PersonAnswer answer{request.member, "gone", 0};
  const auto receipt =
      services.journal.Append([&](store::Writer& writer, std::uint64_t sequence, bool*) -> Result<ledger::Draft> {
        NUONG_TRY(const auto joining, ReadJoining(writer, name));
        NUONG_TRY(const auto leaving, ReadLeaving(writer, name));
        if (!joining && !leaving) return NobodyThere();
        std::string record;
        if (joining) {
          record = joining->record;
          DropJoining(writer, name);
        }
        if (leaving) {
          record = leaving->record;
          DropLeaving(writer, name);
          answer.standing = "member";
        }
        answer.sequence = static_cast<std::int64_t>(sequence);
        const std::string kind(kMemberWithdrawn);
        if (record.empty()) return StepEntry(services, caller, asking, kind);
        // What was signed is good no more, whoever kept the signature.
        ListMembershipEntry(writer, sequence);
        return SignedEntry(services, caller, asking, kind, record, {});
      });
  if (!receipt.ok()) return receipt.error();
  return answer;
}

Result<KeysProgress> RenewKeys(Services& services, const Caller& caller) {
  const auto person = services.sessions.Find(caller, services.Now());
  if (!person) return NotSignedIn();
  NUONG_CHECK(MakeSomeWrapsAnew(services, caller, *person, kWrapsAStep));
  Rotation rotation;
  NUONG_CHECK(services.world.store->Read([&](store::Reader& reader) -> Result<void> {
    NUONG_TRY(rotation, ReadRotation(reader, person->unit));
    return {};
  }));
  return ProgressOf(rotation);
}

}  // namespace nuong::operations
