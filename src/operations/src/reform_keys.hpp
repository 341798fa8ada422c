#pragma once
#include <string>
#include <vector>

#include "keyring.hpp"
#include "services.hpp"

/// How the keys of a unit that ends come to the one that takes its place. Its member brings them: with her keys in hand
/// each private key is boxed to the successor and laid under the server's second lock. Confirming takes the lock off
/// and destroys the boxes of the ended unit's members. Keys brought later pass at once.
namespace nuong::operations {

/// `keys` are those of the member's own unit. Does nothing when the unit does not end by a reform that is proposed or
/// confirmed, or when its keys lie there already. Called when a member signs in and with each step of a reform.
Result<void> BringKeysOfEndedUnit(Services& services, const Caller& caller, const Sessions::Person& person,
                                  const vault::UnitKeys& keys);

/// Takes the second locks off. A unit whose keys were not brought keeps its members' boxes until they are.
Result<std::vector<KeyChange>> UnlockMoves(const Services& services, store::Reader& reader,
                                           const std::vector<UnitMove>& moves);
/// Withdrawn: what lay under the second lock is destroyed.
std::vector<KeyChange> DropLocks(store::Reader& reader, const std::vector<UnitMove>& moves);

/// nobody | waiting | ready | passed: whether the keys of `move.from` have been brought.
std::string KeysStanding(store::Reader& reader, const UnitMove& move);
/// Members that hold a key of the unit.
std::int64_t KeyHolders(store::Reader& reader, const UnitName& unit);

}  // namespace nuong::operations
