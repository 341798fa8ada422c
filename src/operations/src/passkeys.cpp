#include "nuong/operations/passkeys.hpp"

#include "begin_session.hpp"
#include "membership.hpp"
#include "passkey_rows.hpp"
#include "refusal_entries.hpp"
#include "refusals.hpp"
#include "second_factor.hpp"

namespace nuong::operations {
namespace {

constexpr std::size_t kLongestName = 64;
constexpr std::string_view kLocal = "localhost";
constexpr const char* kPasskey = "passkey";  // of the entry of a refusal

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

ledger::Draft EntryOf(Services& services, const Caller& caller, const Sessions::Person& person, ledger::Deed deed,
                      std::string kind) {
  return {PlainEntry(services, deed, std::move(kind), caller, person.member, person.unit), {}};
}

Result<void> Register(Services& services, const Caller& caller, const Sessions::Person& person,
                      const NewPasskeyRequest& request) {
  const auto client_data = vault::FromBase64Url(request.client_data);
  const auto data = vault::FromBase64Url(request.authenticator_data);
  const auto prf = vault::FromBase64Url(request.prf);
  if (!client_data || !data || !prf || prf->size() != 32) return PasskeyRefused("not base64url");
  const auto ceremony = CeremonyOf(services, caller, *client_data, true);
  if (!ceremony) return PasskeyRefused("no such challenge");
  NUONG_TRY(const vault::Passkey passkey, vault::ReadPasskey(*ceremony, HostOf(caller), *client_data, *data));
  NUONG_TRY(const vault::MemberKeys own, services.sessions.WakeOwn(caller.session));
  const PasskeyRecord record{passkey, person.member, request.name, services.Now(),
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
    NUONG_TRY(const SecondFactor factor, ReadSecondFactor(services, writer, person.member));
    if ((factor.is_set() || HasPasskey(writer, person.member)) && !person.is_strong) {
      return Refused({"Hãy xác nhận lại danh tính trước khi thêm khóa đăng nhập.", "Step up before you add a passkey."},
                     "the session is not strong");
    }
    WritePasskey(writer, record);
    return EntryOf(services, caller, person, ledger::Deed::kMembership, "passkey_added");
  });
  if (!receipt.ok()) return receipt.error();
  return {};
}

Result<void> Unregister(Services& services, const Caller& caller, const Sessions::Person& person,
                        const PasskeyIdRequest& request) {
  const auto id = vault::FromBase64Url(request.id);
  if (!id) return Absent();
  const auto receipt =
      services.journal.Append([&](store::Writer& writer, std::uint64_t, bool*) -> Result<ledger::Draft> {
        NUONG_TRY(const auto record, ReadPasskey(writer, *id));
        if (!record || record->member != person.member) return Absent();
        if (!person.is_strong) {
          return Refused(
              {"Hãy xác nhận lại danh tính trước khi bỏ khóa đăng nhập.", "Step up before you remove a passkey."},
              "the session is not strong");
        }
        NUONG_TRY(const auto all, PasskeysOf(writer, person.member));
        NUONG_TRY(const SecondFactor factor, ReadSecondFactor(services, writer, person.member));
        if (services.world.second_factor && all.size() == 1 && !factor.is_set()) {
          return Error{ErrorCode::kConflict,
                       "last_second_factor",
                       {"Đây là cách xác nhận thứ hai duy nhất của bạn; hãy thêm cách khác trước.",
                        "This is your only second factor; add another first."},
                       "",
                       {}};
        }
        DropPasskey(writer, *record);
        return EntryOf(services, caller, person, ledger::Deed::kMembership, "passkey_removed");
      });
  if (!receipt.ok()) return receipt.error();
  return {};
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
  NUONG_CHECK(
      Tried(services, caller, &*person, kPasskey, [&] { return Register(services, caller, *person, request); }));
  services.sessions.LetIn(caller.session);
  return ShowSecurity(services, caller);
}

Result<SecurityView> RemovePasskey(Services& services, const Caller& caller, const PasskeyIdRequest& request) {
  const auto person = services.sessions.Find(caller, services.Now());
  if (!person) return NotSignedIn();
  NUONG_CHECK(
      Tried(services, caller, &*person, kPasskey, [&] { return Unregister(services, caller, *person, request); }));
  // Whoever came in with it is out.
  for (const auto& tell : services.sessions.EndAllOf(person->member, caller.session)) tell();
  return ShowSecurity(services, caller);
}

Result<SignedIn> SignInWithPasskey(Services& services, const Caller& caller, const PasskeyRequest& request) {
  NUONG_TRY(const Shown shown,
            Tried(services, caller, nullptr, kPasskey, [&] { return Check(services, caller, request); }));
  NUONG_TRY(const bool proved, IsProved(services, caller, shown.member));
  if (!proved) return PasskeyRefused("the member is not proved by the ledger");
  auto signed_in = BeginSession(
      services, caller, shown.member.row, shown.own,
      {"session_by_passkey", true,
       [&](store::Writer& writer, Sessions::Person&) -> Result<void> { return KeepCount(writer, shown.record); }});
  if (!signed_in.ok()) return OnRecord(services, caller, nullptr, kPasskey, std::move(signed_in).error());
  return signed_in;
}

Result<SecurityView> StepUpWithPasskey(Services& services, const Caller& caller, const PasskeyRequest& request) {
  const auto person = services.sessions.Find(caller, services.Now());
  if (!person) return NotSignedIn();
  NUONG_CHECK(Tried(services, caller, &*person, kPasskey, [&]() -> Result<void> {
    NUONG_TRY(const Shown shown, Check(services, caller, request));
    if (shown.record.member != person->member) return PasskeyRefused("another member's passkey");
    const auto receipt =
        services.journal.Append([&](store::Writer& writer, std::uint64_t, bool*) -> Result<ledger::Draft> {
          NUONG_CHECK(KeepCount(writer, shown.record));
          return EntryOf(services, caller, *person, ledger::Deed::kSignIn, "step_up");
        });
    if (!receipt.ok()) return receipt.error();
    return {};
  }));
  services.sessions.Strengthen(caller.session, {services.Now().us + Sessions::kStrong}, Sessions::Proof::kPasskey);
  return ShowSecurity(services, caller);
}

}  // namespace nuong::operations
