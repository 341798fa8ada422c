#pragma once
#include <functional>
#include <map>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

#include "nuong/base/id.hpp"
#include "nuong/base/ports.hpp"
#include "nuong/base/result.hpp"
#include "nuong/operations/caller.hpp"
#include "nuong/vault/vault.hpp"

namespace nuong::operations {

/// Who is signed in. Thread safe. Kept in memory only; a session ends after 15 idle minutes, after 8 hours, at sign-out
/// and at restart. Unit keys rest sealed under the secret that only the caller holds; this table holds the secret's
/// hash.
class Sessions {
 public:
  static constexpr std::int64_t kWhole = std::int64_t{8} * 3'600'000'000;  ///< microseconds a session lasts at most
  static constexpr std::int64_t kStrong = std::int64_t{10} * 60'000'000;   ///< … and counts as strong

  struct Person {
    MemberName member;
    UnitName unit;
    Text title;
    std::optional<Instant> strong_until{};   ///< until when the session counts as strong; absent: never
    std::optional<Instant> passkey_until{};  ///< … by a passkey; not after strong_until
    std::string purpose{};                   ///< of this request; empty: the regulation's default
    bool is_strong = false;                  ///< at the moment of this request
    bool by_passkey = false;                 ///< likewise
    bool must_enrol = false;                 ///< let in only to set up a second factor
  };

  /// Gives the secret for the cookie: 32 random bytes, base32 text.
  std::string Begin(Person person, const vault::UnitKeys& keys, const vault::MemberKeys& own, Instant now,
                    Random& random);
  /// The person as this request finds her: purpose and strength with her.
  /// Nobody while she has yet to set up a second factor.
  std::optional<Person> Find(const Caller& caller, Instant now);
  /// Also then.
  std::optional<Person> FindAny(const Caller& caller, Instant now);
  /// She has set it up.
  void LetIn(const std::string& secret);
  enum class Proof { kCode, kPasskey };
  void Strengthen(const std::string& secret, Instant until, Proof proof);
  /// The unit's keys, for the length of one request.
  Result<vault::UnitKeys> Wake(const std::string& secret);
  /// The member's own keys, likewise.
  Result<vault::MemberKeys> WakeOwn(const std::string& secret);
  void End(const std::string& secret);
  /// Ends every session of the member, except that of `but`. Gives what is to be told once the caller holds no lock.
  std::vector<std::function<void()>> EndAllOf(const MemberName& member, const std::string& but = "");
  struct Row {
    std::string id;  ///< names the session to its owner; opens nothing
    Instant began;
    Instant used;
    bool is_here = false;
  };
  /// The member's sessions, newest first; `secret` is the one that asks.
  std::vector<Row> Of(const MemberName& member, const std::string& secret);
  bool EndById(const MemberName& member, const std::string& id);
  /// The unit's keys were rotated: those at rest are of no use any more.
  void MarkStale(const UnitName& unit);
  /// How often that happened since they were laid to rest; 0: they are good.
  std::uint32_t StaleBy(const std::string& secret);
  /// `stale_by` as it was before `keys` were read: when they were rotated again meanwhile, they stay stale.
  void Renew(const std::string& secret, const vault::UnitKeys& keys, std::uint32_t stale_by, Random& random);
  /// Called when the session of `secret` ends; at once if it has ended.
  void WhenEnded(const std::string& secret, std::function<void()> told);

 private:
  struct Session {
    std::string id;
    Person person;
    std::string resting;
    std::string resting_own;
    std::uint32_t stale_by = 0;
    Instant began;
    Instant used;
    std::vector<std::function<void()>> ended;
  };
  using Table = std::map<std::string, Session>;
  void Erase(Table::iterator session, std::vector<std::function<void()>>& told);
  void DropExpired(Instant now, std::vector<std::function<void()>>& told);

  std::mutex mutex_;
  Table table_;
};

}  // namespace nuong::operations
