#pragma once
#include <functional>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "nuong/base/ports.hpp"
#include "nuong/base/result.hpp"
#include "nuong/operations/caller.hpp"
#include "nuong/regulation/model.hpp"
#include "nuong/store/store.hpp"
#include "nuong/vault/vault.hpp"

/// For `app` and tests only: everything the operations stand on. `http` cannot include this (it may not see these
/// rooms).
namespace nuong::operations {

/// One of the data directories that a server opens side by side.
struct Door {
  std::string label;             ///< first label of its host name; empty for the first
  Services* services = nullptr;  ///< outlives the server
};

struct World {
  store::Store* store = nullptr;  ///< outlives the services, as do clock and random
  Clock* clock = nullptr;
  Random* random = nullptr;
  std::shared_ptr<const regulation::Regulation> regulation;
  std::shared_ptr<const vault::RootKey> root;
  vault::PasswordCost password_cost = vault::PasswordCost::kInteractive;
  bool demo = false;           ///< the sign-in page names the demo members
  bool second_factor = false;  ///< a password alone lets a member in only to set up one-time codes or a passkey
  /// The same picture without what is hidden in it, or why not (kInvalid); without this no picture is taken in.
  std::function<Result<std::string>(std::string_view)> redraw{};
  std::size_t most_file_bytes = 10 * 1024 * 1024;  ///< of a picture or paper, as sent and as kept
};

/// Lets the sign-in page of each name all of them. Before the server starts.
void OpenSideBySide(const std::vector<Door>& doors);

/// Errors: kInvalid (a rule of access or an act of the regulation does not compile), kCorrupt (the directory belongs to
/// another regulation, or its signing key is not this root key's).
Result<std::shared_ptr<Services>> MakeServices(World world);

/// Somebody who joins at the founding, or from the command line.
struct NewMember {
  MemberName name;
  UnitName unit;
  Text title;
  std::set<std::string> duties;  ///< "approver"
  std::string password;
};
/// Once per data directory: writes the signing key, the founding members and the keys of their units. A unit without
/// members gets its keys when its first one joins. kConflict when the directory has been founded before; kInvalid.
/// `recovery` is the public half of the key that three of five shares give back (recovery.hpp of vault).
Result<void> Found(Services& services, const std::vector<NewMember>& first_members,
                   const std::optional<vault::MemberPublic>& recovery = std::nullopt);
bool IsFounded(store::Store& store);

/// One of the two approvers of a membership, at the command line.
struct Approver {
  MemberName name;
  std::string password;
};
/// Adds a member with the signatures of two approvers; the second is of the unit, and from her keys the new one's are
/// made. Errors: kInvalid, kConflict (name taken), kRefused (the access rules), kUnauthenticated (a password).
Result<void> AddMember(Services& services, const NewMember& member, const Approver& first, const Approver& second);

/// The recovery key of this directory, from three of its five shares. kConflict when it was founded without one;
/// otherwise the errors of vault::JoinShares.
Result<vault::MemberKeys> JoinRecovery(Services& services, const std::vector<std::string>& shares);
/// Opens every unit's recovery boxes and says which units have any; writes nothing. kCorrupt when one does not open.
Result<std::vector<UnitName>> TryRecovery(Services& services, const vault::MemberKeys& recovery);
/// Lets somebody into a unit that nobody can open any more: signed by the recovery key, as an approver, with the unit's
/// keys. On record as "member_restored". Errors: kInvalid, kConflict (name taken, unit without keys), kCorrupt.
Result<void> RestoreMember(Services& services, const NewMember& member, const vault::MemberKeys& recovery);

/// Every member with her unit, by name.
struct MemberRow {
  MemberName name;
  UnitName unit;
  Text title;
  std::set<std::string> duties;
};
Result<std::vector<MemberRow>> ListMembers(Services& services);

/// What the ledger does not prove of members and of units' keys: a row nobody signed, a signature that is none, a key
/// that came from nowhere. Opens nothing and needs no key.
struct MembershipFlaw {
  std::uint64_t sequence = 0;  ///< entry it concerns; 0 when none bears it
  std::string id;
  Text message;
};
Result<std::vector<MembershipFlaw>> VerifyMembers(store::Reader& reader, const std::string& signer_hex = "");

/// Signs the present root of the ledger; kept in the directory. Called now and then and when the server stops.
Result<void> MakeCheckpoint(Services& services);

/// Brings a witness policy (C2SP tlog-policy) into use; an entry with its text when it is another than before. Before
/// the server starts. TakeUpWitnesses: the one that was in use, if any.
Result<void> UseWitnesses(Services& services, const std::string& policy_text);
Result<void> TakeUpWitnesses(Services& services);

/// What a witness with an address must be asked about the newest kept checkpoint.
struct WitnessCall {
  std::string witness;
  std::string url;         ///< submission prefix
  std::uint64_t size = 0;  ///< of the checkpoint
  std::string request;     ///< body of add-checkpoint
};
Result<std::vector<WitnessCall>> CallsToWitnesses(Services& services);
/// The same when the witness says that it has cosigned `from` last. kCorrupt when it saw more than there is.
Result<std::string> CallAgain(Services& services, std::uint64_t size, std::uint64_t from);
/// kInvalid when a line of a declared witness does not verify, or there is none.
Result<void> TakeCosignatures(Services& services, std::uint64_t size, const std::string& lines);

/// When the directory was last used under a regulation of another fingerprint: an entry with both, before anything is
/// done under the new one.
Result<void> NotePolicy(Services& services);

/// Rebuilds every view from the ledger beside the kept ones and compares byte for byte. Nothing is changed, nothing
/// sealed is opened, and no key is needed.
struct ViewsReport {
  std::uint64_t facts = 0;
  std::vector<std::string> differences;  ///< "<collection> <key in hex>", at most 100
};
Result<ViewsReport> CompareViews(store::Store& store, std::shared_ptr<const regulation::Regulation> regulation);

}  // namespace nuong::operations
