#include "nuong/operations/session.hpp"

#include "begin_session.hpp"
#include "case_access.hpp"
#include "membership.hpp"
#include "passkey_need.hpp"
#include "passkey_rows.hpp"
#include "present.hpp"
#include "reform_keys.hpp"
#include "refusal_entries.hpp"
#include "refusals.hpp"
#include "rotation.hpp"
#include "second_factor.hpp"
#include "services.hpp"

namespace nuong::operations {
namespace {

Error WrongSignIn() {
  return {ErrorCode::kUnauthenticated,
          "sign_in_wrong",
          {"Tên đăng nhập, mật khẩu hoặc mã không đúng.", "The name, the password or the code is not right."},
          "sign-in refused",
          {}};
}

Result<MeView> ViewOf(Services& services, const Sessions::Person& person) {
  MeView me;
  NUONG_CHECK(services.world.store->Read([&](store::Reader& reader) -> Result<void> {
    NUONG_TRY(const Rotation rotation, ReadRotation(reader, person.unit));
    me.keys_pending = !rotation.finished;
    NUONG_TRY(const auto roster, services.RosterAt(reader));
    if (const Roster::Member* member = roster->Find(person.member)) {
      me.may_see_alerts = MayReform(services, person.unit, "see_alerts", member->record.duties).allowed;
    }
    NUONG_TRY(const auto successions, services.SuccessionsAt(reader));
    if (successions->NextOf(person.unit) != nullptr) {
      me.succeeded_by = UnitLabel(services, successions->HeirOf(person.unit));
    }
    me.closed_without_passkey = ClosedWithoutPasskey(services, reader, person.member, person.unit);
    return {};
  }));
  me.must_enrol = person.must_enrol;
  me.may_see_reforms = MayReform(services, person.unit, "see_reforms").allowed;
  me.member = person.member.text();
  me.member_title = person.title;
  me.unit = person.unit.text();
  const regulation::Regulation& regulation = services.regulation();
  if (const regulation::Unit* unit = regulation.FindUnit(person.unit)) {
    me.unit_name = unit->name;
    me.role = unit->role.text();
    if (const auto role = regulation.roles.find(unit->role); role != regulation.roles.end()) {
      me.role_name = role->second.name;
      me.may_receive = role->second.may_receive && !me.succeeded_by;
    }
  }
  return me;
}

}  // namespace

Result<SignedIn> BeginSession(Services& services, const Caller& caller, const MemberRow& row,
                              const vault::MemberKeys& own, const HowSignedIn& how) {
  Sessions::Person person{row.name, row.unit, row.title};
  // Where no second factor is asked for, a password is all that a member can show: it counts as a passkey.
  const bool is_all = !services.world.second_factor;
  if (is_all || how.by_passkey) {
    person.strong_until = Instant{services.Now().us + (is_all ? Sessions::kWhole : Sessions::kStrong)};
    person.passkey_until = person.strong_until;
  }
  SignedIn signed_in;
  std::optional<vault::UnitKeys> keys;
  auto receipt = services.journal.Append([&](store::Writer& writer, std::uint64_t, bool*) -> Result<ledger::Draft> {
    if (!IsMember(writer, row.name)) return WrongSignIn();
    NUONG_CHECK(how.spend(writer, person));
    NUONG_TRY(keys, OpenUnitKeys(writer, row, own.box()));
    signed_in.session = services.sessions.Begin(person, *keys, own, services.Now(), *services.world.random);
    return ledger::Draft{PlainEntry(services, ledger::Deed::kSignIn, how.kind, caller, row.name, row.unit), {}};
  });
  if (!receipt.ok()) {
    services.sessions.End(signed_in.session);
    return receipt.error();
  }
  // The browser keeps one cookie: what it came with would live on with nobody to sign it out.
  services.sessions.End(caller.session);
  NUONG_CHECK(BringKeysOfEndedUnit(services, caller, person, *keys));
  NUONG_TRY(signed_in.me, ViewOf(services, person));
  return signed_in;
}

Result<SignedIn> SignIn(Services& services, const Caller& caller, const SignInRequest& request) {
  if (services.delay.Begin(request.member, caller.network, services.Now()) > 0) return SignInWaits();
  const auto place = services.passwords.Enter();
  if (!place) {
    services.delay.TakeBack(request.member, caller.network);
    return SignInBusy();
  }

  // The same reads, the same stretching, the same check of a code whoever is named.
  const MemberName name(IsSlug(request.member) ? request.member : "");
  const std::string code = request.code.value_or("");
  std::optional<MemberRecord> record;
  SecondFactor factor;
  bool is_enough = false;
  NUONG_CHECK(services.world.store->Read([&](store::Reader& reader) -> Result<void> {
    NUONG_TRY(record, ReadMember(reader, name));
    NUONG_TRY(factor, ReadSecondFactor(services, reader, name));
    is_enough = IsEnoughWithPassword(services, reader, factor, name);
    return {};
  }));
  std::optional<vault::MemberKeys> own;
  if (record) {
    auto opened = vault::OpenPasswordLock(request.password, record->lock);
    if (opened.ok()) own = std::move(opened).value();
  } else {
    vault::SpendPasswordWork(request.password, services.world.password_cost);
  }
  const bool code_fits = AfterCode(services, factor, code, services.Now()).has_value();
  // On record without the name that was typed: it may be a password typed in the wrong box.
  if (!own || !code_fits || !is_enough) return OnRecord(services, caller, nullptr, "session", WrongSignIn());
  NUONG_TRY(const bool proved, IsProved(services, caller, *record));
  if (!proved) return WrongSignIn();
  auto signed_in =
      BeginSession(services, caller, record->row, *own,
                   {"session", false, [&](store::Writer& writer, Sessions::Person& person) -> Result<void> {
                      NUONG_TRY(const auto known, ReadMember(writer, name));
                      NUONG_TRY(const SecondFactor now, ReadSecondFactor(services, writer, name));
                      const auto after = AfterCode(services, now, code, services.Now());
                      // The password may have been changed, or a passkey added, since it was looked at.
                      const bool is_same = known && known->lock.sealed == record->lock.sealed;
                      if (!after || !is_same || !IsEnoughWithPassword(services, writer, now, name))
                        return WrongSignIn();
                      if (now.is_set()) WriteSecondFactor(services, writer, name, *after);
                      person.must_enrol = services.world.second_factor && !now.is_set();
                      return {};
                    }});
  if (!signed_in.ok()) return OnRecord(services, caller, nullptr, "session", std::move(signed_in).error());
  services.delay.Succeeded(request.member, caller.network);
  return signed_in;
}

Result<void> SignOut(Services& services, const Caller& caller) {
  const auto person = services.sessions.FindAny(caller, services.Now());
  if (!person) return {};
  services.sessions.End(caller.session);
  auto receipt = services.journal.Append([&](store::Writer&, std::uint64_t, bool*) -> Result<ledger::Draft> {
    return ledger::Draft{PlainEntry(services, ledger::Deed::kSignOut, "session", caller, person->member, person->unit),
                         {}};
  });
  if (!receipt.ok()) return receipt.error();
  return {};
}

Result<void> CheckPurpose(const Services& services, const Caller& caller) {
  if (caller.purpose.empty() || services.regulation().FindPurpose(caller.purpose) != nullptr) return {};
  return Error{
      ErrorCode::kInvalid,
      "purpose_unknown",
      {"Mục đích nêu trong yêu cầu không có trong quy chế. Hãy chọn một mục đích trong danh sách, hoặc bỏ trống.",
       "The request names a purpose that the regulation does not know. Choose one of its list, or name none."},
      "unknown purpose",
      {}};
}

Result<MeView> WhoAmI(Services& services, const Caller& caller) {
  const auto person = services.sessions.FindAny(caller, services.Now());
  if (!person) return NotSignedIn();
  return ViewOf(services, *person);
}

}  // namespace nuong::operations
