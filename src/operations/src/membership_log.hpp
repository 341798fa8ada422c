#pragma once
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "nuong/base/result.hpp"
#include "nuong/store/store.hpp"
#include "nuong/vault/vault.hpp"

/// Who is a member, as the ledger proves it. A membership record is signed by two different approvers and lies in the
/// payload "membership" of its entry; the founders stand in the founding entry, signed by the log's own key. Rows of
/// kPeople and boxes of the keyring are believed only as far as this agrees.
///   kPeople log/<sequence>   which entries to read, in order (nothing else is taken from it)
namespace nuong::operations {

inline constexpr std::string_view kFounded = "founded";
inline constexpr std::string_view kMemberAdded = "member_added";
inline constexpr std::string_view kMemberRemoved = "member_removed";
inline constexpr std::string_view kMemberRestored = "member_restored";
inline constexpr std::string_view kMemberWithdrawn = "member_withdrawn";
inline constexpr std::string_view kMembershipPayload = "membership";

/// What is signed.
struct Membership {
  bool joins = true;  ///< false: leaves
  MemberName member;
  UnitName unit;
  Text title;
  std::set<std::string> duties;
  vault::MemberPublic keys;
  Instant from;
  bool operator==(const Membership&) const = default;
};
std::string EncodeMembership(const Membership& membership);  ///< canonical
Result<Membership> DecodeMembership(std::string_view bytes);

struct Approval {
  MemberName member;
  std::string signature;
};
/// Public keys of units that are new with an entry: unit → class → key.
using UnitPublicKeys = std::map<UnitName, std::map<FieldClass, vault::PublicKey>>;

/// The payload of one entry. A founding has several records, each signed by its own member; the others have one.
struct MembershipPayload {
  std::vector<std::string> records;
  std::vector<Approval> approvals;
  UnitPublicKeys unit_keys;
  std::string recovery_key;  ///< founding only: hex of the Ed25519 key that three of five shares give back, or empty
  std::string recovery_box;  ///< founding only: hex of its X25519 key
  std::string signature;     ///< founding: by the log's key over the rest
};
std::string EncodePayload(const MembershipPayload& payload);
Result<MembershipPayload> DecodePayload(std::string_view bytes);
/// What the log's key signs of a founding.
std::string FoundingText(MembershipPayload payload);

/// The recovery key signs with an empty name.
Approval Approve(const vault::MemberKeys& keys, const MemberName& approver, std::string_view record);

class Roster {
 public:
  /// Takes the next entry; kCorrupt, with an id that says why, when its signatures do not bear it. Then nothing is
  /// taken. `log_key` is the one that signs checkpoints.
  Result<void> Take(std::uint64_t sequence, std::string_view kind, const MembershipPayload& payload,
                    const vault::PublicKey& log_key);

  struct Member {
    Membership record;
    std::uint64_t joined = 0;  ///< sequence of the entry
  };
  const Member* Find(const MemberName& name) const;  ///< null for one who is not, or no longer, a member
  bool WasTaken(const MemberName& name) const { return taken_.contains(name); }
  const std::map<MemberName, Member>& members() const { return members_; }
  std::vector<const Member*> Of(const UnitName& unit) const;
  const UnitPublicKeys& unit_keys() const { return unit_keys_; }
  const vault::PublicKey* UnitKey(const UnitName& unit, FieldClass field_class) const;
  const std::optional<vault::MemberPublic>& recovery() const { return recovery_; }

 private:
  Result<void> TakeFounding(std::uint64_t sequence, const MembershipPayload& payload, const vault::PublicKey& log_key);
  Result<void> CheckApprovals(const Membership& record, const MembershipPayload& payload) const;
  Result<void> CheckRecovery(const MembershipPayload& payload) const;

  std::map<MemberName, Member> members_;
  std::set<std::string> withdrawn_;  ///< records that one has signed and somebody took back: never good again
  std::set<MemberName> taken_;       ///< names ever used: none is given twice
  UnitPublicKeys unit_keys_;
  std::optional<vault::MemberPublic> recovery_;
  bool founded_ = false;
};

/// Keeps the last roster and adds what is new.
class RosterCache {
 public:
  using Shared = std::shared_ptr<const Roster>;
  Result<Shared> Get(store::Reader& reader, const vault::PublicKey& log_key);

 private:
  std::mutex mutex_;
  std::string sequence_;
  Shared last_ = std::make_shared<const Roster>();
};

/// Puts the entry on the list of those that make the roster.
void ListMembershipEntry(store::Writer& writer, std::uint64_t sequence);

}  // namespace nuong::operations
