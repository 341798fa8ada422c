#include "nuong/operations/security.hpp"

#include "chosen_password.hpp"
#include "passkey_rows.hpp"
#include "people.hpp"
#include "present.hpp"
#include "refusal_entries.hpp"
#include "refusals.hpp"
#include "second_factor.hpp"

namespace nuong::operations {
namespace {

// Of the entries of refusals.
constexpr const char* kPassword = "password";
constexpr const char* kCodes = "codes";

Error NotRight() {
  return {ErrorCode::kRefused,
          "password_wrong",
          {"Mật khẩu hoặc mã không đúng.", "The password or the code is not right."},
          "a password or code was refused to a signed-in member",
          {}};
}

ledger::Draft EntryOf(Services& services, const Caller& caller, const Sessions::Person& person, ledger::Deed deed,
                      std::string kind) {
  return {PlainEntry(services, deed, std::move(kind), caller, person.member, person.unit), {}};
}

struct Known {
  MemberRecord record;
  SecondFactor factor;
};

Result<Known> ReadKnown(Services& services, store::Reader& reader, const MemberName& name) {
  NUONG_TRY(auto record, ReadMember(reader, name));
  if (!record) return NotSignedIn();
  NUONG_TRY(SecondFactor factor, ReadSecondFactor(services, reader, name));
  return Known{std::move(*record), std::move(factor)};
}

/// Her password again, delayed and on record like a sign-in. Gives her keys.
Result<vault::MemberKeys> CheckPassword(Services& services, const Caller& caller, const Sessions::Person& person,
                                        const MemberRecord& record, const std::string& password, bool code_fits) {
  if (services.delay.Begin(person.member.text(), caller.network, services.Now()) > 0) return SignInWaits();
  const auto place = services.passwords.Enter();
  if (!place) {
    services.delay.TakeBack(person.member.text(), caller.network);
    return SignInBusy();
  }
  auto own = vault::OpenPasswordLock(password, record.lock);
  if (own.ok() && code_fits) {
    services.delay.Succeeded(person.member.text(), caller.network);
    return own;
  }
  return OnRecord(services, caller, &person, kPassword, NotRight());
}

}  // namespace

Result<SecurityView> ShowSecurity(Services& services, const Caller& caller) {
  const auto person = services.sessions.FindAny(caller, services.Now());
  if (!person) return NotSignedIn();
  SecurityView view;
  NUONG_CHECK(services.world.store->Read([&](store::Reader& reader) -> Result<void> {
    NUONG_TRY(const SecondFactor factor, ReadSecondFactor(services, reader, person->member));
    view.has_codes = factor.is_set();
    view.recovery_left = static_cast<std::int64_t>(factor.recovery.size());
    NUONG_TRY(const auto passkeys, PasskeysOf(reader, person->member));
    for (const PasskeyRecord& record : passkeys) {
      view.passkeys.push_back({vault::Base64Url(record.passkey.id), record.name, LocalTime(services, record.added)});
    }
    return {};
  }));
  for (const Sessions::Row& row : services.sessions.Of(person->member, caller.session)) {
    view.sessions.push_back({row.id, LocalTime(services, row.began), LocalTime(services, row.used), row.is_here});
  }
  if (person->strong_until && *person->strong_until > services.Now()) {
    view.strong_until = LocalTime(services, *person->strong_until);
  }
  if (person->passkey_until && *person->passkey_until > services.Now()) {
    view.passkey_until = LocalTime(services, *person->passkey_until);
  }
  return view;
}

Result<StartedCodes> StartCodes(Services& services, const Caller& caller) {
  const auto person = services.sessions.FindAny(caller, services.Now());
  if (!person) return NotSignedIn();
  const std::string secret = vault::MakeTotpSecret(*services.world.random);
  NUONG_CHECK(Tried(services, caller, &*person, kCodes, [&] {
    return services.journal.Append([&](store::Writer& writer, std::uint64_t, bool*) -> Result<ledger::Draft> {
      NUONG_TRY(SecondFactor factor, ReadSecondFactor(services, writer, person->member));
      if ((factor.is_set() || HasPasskey(writer, person->member)) && !person->is_strong) {
        return Refused(
            {"Hãy xác nhận lại danh tính trước khi đổi mã một lần.", "Step up before you set up new one-time codes."},
            "there is a second factor and the session is not strong");
      }
      factor.pending = secret;
      WriteSecondFactor(services, writer, person->member, factor);
      return EntryOf(services, caller, *person, ledger::Deed::kMembership, "codes_started");
    });
  }));
  const std::string typed = vault::Base32(secret);
  return StartedCodes{typed, "otpauth://totp/Nuong:" + person->member.text() + "?secret=" + typed +
                                 "&issuer=Nuong&algorithm=SHA1&digits=6&period=30"};
}

Result<RecoveryView> ConfirmCodes(Services& services, const Caller& caller, const CodeRequest& request) {
  const auto person = services.sessions.FindAny(caller, services.Now());
  if (!person) return NotSignedIn();
  const RecoveryCodes codes = MakeRecoveryCodes(services);
  NUONG_CHECK(Tried(services, caller, &*person, kCodes, [&] {
    return services.journal.Append([&](store::Writer& writer, std::uint64_t, bool*) -> Result<ledger::Draft> {
      NUONG_TRY(SecondFactor factor, ReadSecondFactor(services, writer, person->member));
      const auto step = vault::MatchTotp(factor.pending, request.code, services.Now().us / 1'000'000, 0);
      if (factor.pending.empty() || !step) {
        return InvalidFields({{"/code",
                               "code_wrong",
                               {"Mã không đúng; hãy nhập mã đang hiện.", "Not the code; enter the one shown now."}}});
      }
      factor = {factor.pending, "", *step, codes.hashes};
      WriteSecondFactor(services, writer, person->member, factor);
      return EntryOf(services, caller, *person, ledger::Deed::kMembership, "codes_confirmed");
    });
  }));
  services.sessions.LetIn(caller.session);
  return RecoveryView{codes.shown};
}

Result<void> ChangePassword(Services& services, const Caller& caller, const PasswordRequest& request) {
  const auto person = services.sessions.FindAny(caller, services.Now());
  if (!person) return NotSignedIn();
  NUONG_CHECK(CheckChosenPassword(request.password, person->member.text()));
  std::optional<Known> known;
  NUONG_CHECK(services.world.store->Read([&](store::Reader& reader) -> Result<void> {
    NUONG_TRY(known, ReadKnown(services, reader, person->member));
    return {};
  }));
  NUONG_TRY(const vault::MemberKeys own,
            CheckPassword(services, caller, *person, known->record, request.old_password, true));
  MemberRecord record = known->record;
  record.lock = vault::LockWithPassword(own, request.password, services.world.password_cost, *services.world.random);
  const auto receipt =
      services.journal.Append([&](store::Writer& writer, std::uint64_t, bool*) -> Result<ledger::Draft> {
        NUONG_TRY(const Known now, ReadKnown(services, writer, person->member));
        if (now.record.lock.sealed != known->record.lock.sealed) return NotRight();
        WriteMember(writer, record);
        return EntryOf(services, caller, *person, ledger::Deed::kMembership, "password_changed");
      });
  if (!receipt.ok()) return OnRecord(services, caller, &*person, kPassword, receipt.error());
  for (const auto& tell : services.sessions.EndAllOf(person->member, caller.session)) tell();
  return {};
}

Result<SecurityView> StepUp(Services& services, const Caller& caller, const StepUpRequest& request) {
  const auto person = services.sessions.Find(caller, services.Now());
  if (!person) return NotSignedIn();
  std::optional<Known> known;
  bool is_enough = false;
  NUONG_CHECK(services.world.store->Read([&](store::Reader& reader) -> Result<void> {
    NUONG_TRY(known, ReadKnown(services, reader, person->member));
    is_enough = IsEnoughWithPassword(services, reader, known->factor, person->member);
    return {};
  }));
  const std::string code = request.code.value_or("");
  const bool code_fits = is_enough && AfterCode(services, known->factor, code, services.Now()).has_value();
  NUONG_CHECK(CheckPassword(services, caller, *person, known->record, request.password, code_fits));
  const auto receipt =
      services.journal.Append([&](store::Writer& writer, std::uint64_t, bool*) -> Result<ledger::Draft> {
        NUONG_TRY(const SecondFactor factor, ReadSecondFactor(services, writer, person->member));
        const auto after = AfterCode(services, factor, code, services.Now());
        if (!after || !IsEnoughWithPassword(services, writer, factor, person->member)) return NotRight();
        if (factor.is_set()) WriteSecondFactor(services, writer, person->member, *after);
        return EntryOf(services, caller, *person, ledger::Deed::kSignIn, "step_up");
      });
  if (!receipt.ok()) return OnRecord(services, caller, &*person, kPassword, receipt.error());
  services.sessions.Strengthen(caller.session, {services.Now().us + Sessions::kStrong}, Sessions::Proof::kCode);
  return ShowSecurity(services, caller);
}

Result<void> EndSession(Services& services, const Caller& caller, const SessionRequest& request) {
  const auto person = services.sessions.FindAny(caller, services.Now());
  if (!person) return NotSignedIn();
  if (!services.sessions.EndById(person->member, request.id)) {
    return InTurn(services, caller, *person, "session", Absent());
  }
  const auto receipt = services.journal.Append([&](store::Writer&, std::uint64_t, bool*) -> Result<ledger::Draft> {
    return EntryOf(services, caller, *person, ledger::Deed::kSignOut, "session");
  });
  if (!receipt.ok()) return receipt.error();
  return {};
}

}  // namespace nuong::operations
