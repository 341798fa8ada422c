#include "sessions.hpp"

#include <algorithm>
#include <array>
#include <tuple>

#include "refusals.hpp"

namespace nuong::operations {
namespace {

constexpr std::int64_t kMinute = 60'000'000;
constexpr std::int64_t kIdle = 15 * kMinute;

std::string HashOf(const std::string& secret) {
  const auto hash = vault::Sha256("nuong session " + secret);
  return std::string(hash.begin(), hash.end());
}

std::span<const std::uint8_t> Bytes(const std::string& text) {
  return {reinterpret_cast<const std::uint8_t*>(text.data()), text.size()};
}

}  // namespace

std::string Sessions::Begin(Person person, const vault::UnitKeys& keys, const vault::MemberKeys& own, Instant now,
                            Random& random) {
  std::string secret;
  for (int half = 0; half < 2; ++half) {
    std::array<std::uint8_t, 16> bytes{};
    random.Fill(bytes);
    secret += EncodeId(bytes);
  }
  Session session;
  std::array<std::uint8_t, 16> id{};
  random.Fill(id);
  session.id = EncodeId(id);
  session.person = std::move(person);
  session.resting = vault::RestUnitKeys(keys, Bytes(secret), random);
  session.resting_own = vault::RestMemberKeys(own, Bytes(secret), random);
  session.began = session.used = now;
  std::vector<std::function<void()>> told;
  {
    const std::lock_guard lock(mutex_);
    DropExpired(now, told);
    table_.emplace(HashOf(secret), std::move(session));
  }
  for (const auto& tell : told) tell();
  return secret;
}

std::optional<Sessions::Person> Sessions::Find(const Caller& caller, Instant now) {
  auto person = FindAny(caller, now);
  if (person && person->must_enrol) return std::nullopt;
  return person;
}

std::optional<Sessions::Person> Sessions::FindAny(const Caller& caller, Instant now) {
  if (caller.session.empty()) return std::nullopt;
  std::vector<std::function<void()>> told;
  std::optional<Person> person;
  {
    const std::lock_guard lock(mutex_);
    const auto found = table_.find(HashOf(caller.session));
    if (found == table_.end()) return std::nullopt;
    if (now.us - found->second.used.us > kIdle || now.us - found->second.began.us > kWhole) {
      Erase(found, told);
    } else {
      found->second.used = now;
      person = found->second.person;
      person->purpose = caller.purpose;
      person->is_strong = person->strong_until && now.us < person->strong_until->us;
      person->by_passkey = person->passkey_until && now.us < person->passkey_until->us;
    }
  }
  for (const auto& tell : told) tell();
  return person;
}

Result<vault::UnitKeys> Sessions::Wake(const std::string& secret) {
  std::string resting;
  {
    const std::lock_guard lock(mutex_);
    const auto found = table_.find(HashOf(secret));
    if (found == table_.end()) return NotSignedIn();
    resting = found->second.resting;
  }
  return vault::WakeUnitKeys(resting, Bytes(secret));
}

Result<vault::MemberKeys> Sessions::WakeOwn(const std::string& secret) {
  std::string resting;
  {
    const std::lock_guard lock(mutex_);
    const auto found = table_.find(HashOf(secret));
    if (found == table_.end()) return NotSignedIn();
    resting = found->second.resting_own;
  }
  return vault::WakeMemberKeys(resting, Bytes(secret));
}

std::vector<std::function<void()>> Sessions::EndAllOf(const MemberName& member, const std::string& but) {
  const std::string kept = but.empty() ? "" : HashOf(but);
  std::vector<std::function<void()>> told;
  const std::lock_guard lock(mutex_);
  for (auto session = table_.begin(); session != table_.end();) {
    const auto next = std::next(session);
    if (session->second.person.member == member && session->first != kept) Erase(session, told);
    session = next;
  }
  return told;
}

void Sessions::LetIn(const std::string& secret) {
  const std::lock_guard lock(mutex_);
  if (const auto found = table_.find(HashOf(secret)); found != table_.end()) found->second.person.must_enrol = false;
}

void Sessions::Strengthen(const std::string& secret, Instant until, Proof proof) {
  const std::lock_guard lock(mutex_);
  const auto found = table_.find(HashOf(secret));
  if (found == table_.end()) return;
  Person& person = found->second.person;
  const auto raise = [&](std::optional<Instant>& known) {
    if (!known || *known < until) known = until;
  };
  raise(person.strong_until);
  if (proof == Proof::kPasskey) raise(person.passkey_until);
}

std::vector<Sessions::Row> Sessions::Of(const MemberName& member, const std::string& secret) {
  const std::string here = HashOf(secret);
  std::vector<Row> rows;
  {
    const std::lock_guard lock(mutex_);
    for (const auto& [hash, session] : table_) {
      if (session.person.member == member) rows.push_back({session.id, session.began, session.used, hash == here});
    }
  }
  std::sort(rows.begin(), rows.end(),
            [](const Row& a, const Row& b) { return std::tie(b.began.us, b.id) < std::tie(a.began.us, a.id); });
  return rows;
}

bool Sessions::EndById(const MemberName& member, const std::string& id) {
  std::vector<std::function<void()>> told;
  bool ended = false;
  {
    const std::lock_guard lock(mutex_);
    for (auto session = table_.begin(); session != table_.end() && !ended; ++session) {
      if (session->second.person.member != member || session->second.id != id) continue;
      Erase(session, told);
      ended = true;
      break;
    }
  }
  for (const auto& tell : told) tell();
  return ended;
}

void Sessions::MarkStale(const UnitName& unit) {
  const std::lock_guard lock(mutex_);
  for (auto& [hash, session] : table_) session.stale_by += session.person.unit == unit ? 1 : 0;
}

std::uint32_t Sessions::StaleBy(const std::string& secret) {
  const std::lock_guard lock(mutex_);
  const auto found = table_.find(HashOf(secret));
  return found == table_.end() ? 0 : found->second.stale_by;
}

void Sessions::Renew(const std::string& secret, const vault::UnitKeys& keys, std::uint32_t stale_by, Random& random) {
  std::string resting = vault::RestUnitKeys(keys, Bytes(secret), random);
  const std::lock_guard lock(mutex_);
  if (const auto found = table_.find(HashOf(secret)); found != table_.end()) {
    found->second.resting = std::move(resting);
    if (found->second.stale_by == stale_by) found->second.stale_by = 0;
  }
}

void Sessions::End(const std::string& secret) {
  std::vector<std::function<void()>> told;
  {
    const std::lock_guard lock(mutex_);
    if (const auto found = table_.find(HashOf(secret)); found != table_.end()) Erase(found, told);
  }
  for (const auto& tell : told) tell();
}

void Sessions::WhenEnded(const std::string& secret, std::function<void()> told) {
  {
    const std::lock_guard lock(mutex_);
    if (const auto found = table_.find(HashOf(secret)); found != table_.end()) {
      found->second.ended.push_back(std::move(told));
      return;
    }
  }
  told();
}

void Sessions::Erase(Table::iterator session, std::vector<std::function<void()>>& told) {
  for (auto& ended : session->second.ended) told.push_back(std::move(ended));
  table_.erase(session);
}

void Sessions::DropExpired(Instant now, std::vector<std::function<void()>>& told) {
  for (auto session = table_.begin(); session != table_.end();) {
    const auto next = std::next(session);
    if (now.us - session->second.used.us > kIdle || now.us - session->second.began.us > kWhole) Erase(session, told);
    session = next;
  }
}

}  // namespace nuong::operations
