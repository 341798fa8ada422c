#include "nuong/operations/passkeys.hpp"

#include "begin_session.hpp"
#include "membership.hpp"
#include "passkey_rows.hpp"
#include "refusals.hpp"
#include "second_factor.hpp"

namespace nuong::operations {
namespace {

constexpr std::size_t kLongestName = 64;
constexpr std::string_view kLocal = "localhost";

Error PasskeyRefused(std::string note) {
  return {ErrorCode::kUnauthenticated,
          "passkey_refused",
          {"Khóa đăng nhập này không được chấp nhận.", "This passkey is not accepted."},
          std::move(note),
          {}};
}

/// The host without its port: what a browser calls the relying party.
std::string HostOf(const Caller& caller) { return caller.host.substr(0, caller.host.find(':')); }

/// Browsers give passkeys to pages of TLS, and to those of the machine itself.
std::string OriginOf(const Caller& caller) {
  const std::string host = HostOf(caller);
  const bool local = host == kLocal || host.ends_with("." + std::string(kLocal));
  return (local ? "http://" : "https://") + caller.host;
}

std::string SaltOf() {
  const auto salt = vault::Sha256("nuong passkey");
  return std::string(salt.begin(), salt.end());
}

/// The challenge that the browser says it answers, if it was given and not used before.
std::optional<vault::PasskeyCeremony> CeremonyOf(Services& services, const Caller& caller,
                                                 const std::string& client_data, bool creates) {
  const auto value = ParseJson(client_data, {.depth = 8, .bytes = 8192});
  const auto challenge = value.ok() ? vault::FromBase64Url(value->TextAt("challenge")) : std::nullopt;
  if (!challenge || !services.challenges.Take(*challenge, services.Now())) return std::nullopt;
  return vault::PasskeyCeremony{creates, *challenge, OriginOf(caller)};
}

struct Shown {
  PasskeyRecord record;  ///< with the new count
  MemberRecord member;
  vault::MemberKeys own;
};

Result<Shown> Check(Services& services, const Caller& caller, const PasskeyRequest& request) {
  const auto id = vault::FromBase64Url(request.credential);
  const auto client_data = vault::FromBase64Url(request.client_data);
  const auto data = vault::FromBase64Url(request.authenticator_data);
  const auto signature = vault::FromBase64Url(request.signature);
  const auto prf = vault::FromBase64Url(request.prf);
  if (!id || !client_data || !data || !signature || !prf) return PasskeyRefused("not base64url");
  const auto ceremony = CeremonyOf(services, caller, *client_data, false);
  if (!ceremony) return PasskeyRefused("no such challenge");
  std::optional<PasskeyRecord> record;
  std::optional<MemberRecord> member;
  NUONG_CHECK(services.world.store->Read([&](store::Reader& reader) -> Result<void> {
    NUONG_TRY(record, ReadPasskey(reader, *id));
    if (record) {
      NUONG_TRY(member, ReadMember(reader, record->member));
    }
    return {};
  }));
  if (!record || !member || record->passkey.rp_id != HostOf(caller)) return PasskeyRefused("no such passkey here");
  NUONG_TRY(record->passkey.count, vault::VerifyPasskey(*ceremony, record->passkey, *client_data, *data, *signature));
  NUONG_TRY(vault::MemberKeys own, vault::OpenPrfLock(member->lock.known, record->lock, *prf, *id));
  return Shown{std::move(*record), std::move(*member), std::move(own)};
}

/// The count goes on only once for each value: two answers with the same one are not both taken.
Result<void> KeepCount(store::Writer& writer, const PasskeyRecord& shown) {
  NUONG_TRY(const auto now, ReadPasskey(writer, shown.passkey.id));
  if (!now || (shown.passkey.count != 0 && now->passkey.count >= shown.passkey.count)) {
    return PasskeyRefused("the counter went on meanwhile");
  }
  WritePasskey(writer, shown);
  return {};
}

Result<void> RecordRefusal(Services& services, const Caller& caller) {
  const auto receipt = services.journal.Append([&](store::Writer&, std::uint64_t, bool*) -> Result<ledger::Draft> {
    return ledger::Draft{PlainEntry(services, ledger::Deed::kRefused, "passkey", caller, {}, {}), {}};
  });
  if (!receipt.ok()) return receipt.error();
  return {};
}

/// A refusal is an entry, and makes the network wait like a wrong password.
Result<Shown> CheckOnRecord(Services& services, const Caller& caller, const PasskeyRequest& request) {
  if (services.delay.Begin("", caller.network, services.Now()) > 0) return SignInWaits();
  auto shown = Check(services, caller, request);
  if (shown.ok() || shown.error().code != ErrorCode::kUnauthenticated) {
    services.delay.TakeBack("", caller.network);
    return shown;
  }
  NUONG_CHECK(RecordRefusal(services, caller));
  return shown;
}

ledger::Draft EntryOf(Services& services, const Caller& caller, const Sessions::Person& person, ledger::Deed deed,
                      std::string kind) {
  return {PlainEntry(services, deed, std::move(kind), caller, person.member, person.unit), {}};
}

}  // namespace

Result<PasskeyChallenge> AskForPasskey(Services& services, const Caller& caller) {
  PasskeyChallenge asked;
  asked.challenge = vault::Base64Url(services.challenges.Give(*services.world.random, services.Now()));
  asked.rp_id = HostOf(caller);
  asked.salt = vault::Base64Url(SaltOf());
  const auto person = services.sessions.FindAny(caller, services.Now());
  if (!person) return asked;
  asked.user_id = vault::Base64Url(services.world.root->KeyedHash("passkey-user", person->member.text()));
  NUONG_CHECK(services.world.store->Read([&](store::Reader& reader) -> Result<void> {
    NUONG_TRY(const auto records, PasskeysOf(reader, person->member));
    for (const PasskeyRecord& record : records) asked.known.push_back(vault::Base64Url(record.passkey.id));
    return {};
  }));
  return asked;
}

Result<SecurityView> AddPasskey(Services& services, const Caller& caller, const NewPasskeyRequest& request) {
  const auto person = services.sessions.FindAny(caller, services.Now());
  if (!person) return NotSignedIn();
  if (request.name.empty() || request.name.size() > kLongestName) {
    return InvalidFields({{"/name", "name_length", {"Tên cần 1–64 ký tự.", "A name has 1 to 64 characters."}}});
  }
  const auto client_data = vault::FromBase64Url(request.client_data);
  const auto data = vault::FromBase64Url(request.authenticator_data);
  const auto prf = vault::FromBase64Url(request.prf);
  if (!client_data || !data || !prf || prf->size() != 32) return PasskeyRefused("not base64url");
  const auto ceremony = CeremonyOf(services, caller, *client_data, true);
  if (!ceremony) return PasskeyRefused("no such challenge");
  NUONG_TRY(const vault::Passkey passkey, vault::ReadPasskey(*ceremony, HostOf(caller), *client_data, *data));
  NUONG_TRY(const vault::MemberKeys own, services.sessions.WakeOwn(caller.session));
  const PasskeyRecord record{passkey, person->member, request.name, services.Now(),
                             vault::LockWithPrf(own, *prf, passkey.id, *services.world.random)};
  const auto receipt = services.journal.Append([&](store::Writer& writer, std::uint64_t,
                                                   bool*) -> Result<ledger::Draft> {
    NUONG_TRY(const auto before, ReadPasskey(writer, passkey.id));
    if (before) {
      return Error{ErrorCode::kConflict,
                   "passkey_known",
                   {"Khóa đăng nhập này đã có.", "This passkey is known already."},
                   "",
                   {}};
    }
    // One who has codes shows them before she adds another way in.
    NUONG_TRY(const SecondFactor factor, ReadSecondFactor(services, writer, person->member));
    if ((factor.is_set() || HasPasskey(writer, person->member)) && !person->is_strong) {
      return Refused({"Hãy xác nhận lại danh tính trước khi thêm khóa đăng nhập.", "Step up before you add a passkey."},
                     "the session is not strong");
    }
    WritePasskey(writer, record);
    return EntryOf(services, caller, *person, ledger::Deed::kMembership, "passkey_added");
  });
  if (!receipt.ok()) return receipt.error();
  services.sessions.LetIn(caller.session);
  return ShowSecurity(services, caller);
}

Result<SecurityView> RemovePasskey(Services& services, const Caller& caller, const PasskeyIdRequest& request) {
  const auto person = services.sessions.Find(caller, services.Now());
  if (!person) return NotSignedIn();
  const auto id = vault::FromBase64Url(request.id);
  if (!id) return Absent();
  const auto receipt =
      services.journal.Append([&](store::Writer& writer, std::uint64_t, bool*) -> Result<ledger::Draft> {
        NUONG_TRY(const auto record, ReadPasskey(writer, *id));
        if (!record || record->member != person->member) return Absent();
        if (!person->is_strong) {
          return Refused(
              {"Hãy xác nhận lại danh tính trước khi bỏ khóa đăng nhập.", "Step up before you remove a passkey."},
              "the session is not strong");
        }
        NUONG_TRY(const auto all, PasskeysOf(writer, person->member));
        NUONG_TRY(const SecondFactor factor, ReadSecondFactor(services, writer, person->member));
        if (services.world.second_factor && all.size() == 1 && !factor.is_set()) {
          return Error{ErrorCode::kConflict,
                       "last_second_factor",
                       {"Đây là cách xác nhận thứ hai duy nhất của bạn; hãy thêm cách khác trước.",
                        "This is your only second factor; add another first."},
                       "",
                       {}};
        }
        DropPasskey(writer, *record);
        return EntryOf(services, caller, *person, ledger::Deed::kMembership, "passkey_removed");
      });
  if (!receipt.ok()) return receipt.error();
  // Whoever came in with it is out.
  for (const auto& tell : services.sessions.EndAllOf(person->member, caller.session)) tell();
  return ShowSecurity(services, caller);
}

Result<SignedIn> SignInWithPasskey(Services& services, const Caller& caller, const PasskeyRequest& request) {
  NUONG_TRY(const Shown shown, CheckOnRecord(services, caller, request));
  NUONG_TRY(const bool proved, IsProved(services, caller, shown.member));
  if (!proved) return PasskeyRefused("the member is not proved by the ledger");
  return BeginSession(services, caller, shown.member.row, shown.own,
                      {"session_by_passkey", true, [&](store::Writer& writer, Sessions::Person&) -> Result<void> {
                         return KeepCount(writer, shown.record);
                       }});
}

Result<SecurityView> StepUpWithPasskey(Services& services, const Caller& caller, const PasskeyRequest& request) {
  const auto person = services.sessions.Find(caller, services.Now());
  if (!person) return NotSignedIn();
  NUONG_TRY(const Shown shown, CheckOnRecord(services, caller, request));
  if (shown.record.member != person->member) return PasskeyRefused("another member's passkey");
  const auto receipt =
      services.journal.Append([&](store::Writer& writer, std::uint64_t, bool*) -> Result<ledger::Draft> {
        NUONG_CHECK(KeepCount(writer, shown.record));
        return EntryOf(services, caller, *person, ledger::Deed::kSignIn, "step_up");
      });
  if (!receipt.ok()) return receipt.error();
  services.sessions.Strengthen(caller.session, {services.Now().us + Sessions::kStrong});
  return ShowSecurity(services, caller);
}

}  // namespace nuong::operations
