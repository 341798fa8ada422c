#pragma once
#include <cstdint>
#include <set>
#include <string>
#include <vector>

#include "nuong/base/result.hpp"
#include "nuong/ledger/witness.hpp"
#include "nuong/store/store.hpp"

namespace nuong::ledger {

/// Something the ledger does not prove. `sequence` is the entry it concerns first.
struct Flaw {
  std::uint64_t sequence = 0;
  std::string id;  ///< entry_missing, entry_unreadable, leaf_changed, node_changed, payload_changed, payload_missing, …
  Text message;
};

struct Proof {
  std::uint64_t size = 0;
  std::string root;  ///< hex
  std::uint64_t checkpoints = 0;
  std::uint64_t payloads = 0;
  std::uint64_t witnessed = 0;      ///< size of the newest checkpoint with enough cosignatures by `policy`
  std::set<std::string> cosigners;  ///< of that one, by their names in `policy`
  std::vector<Flaw> flaws;          ///< in order of sequence; at most 1,000
};

/// Reads the whole ledger: entries are contiguous, canonical and hash to the leaves; every node is the hash of its
/// children; every payload has the hash its entry names, none is missing and none is left over; every checkpoint is
/// signed by the log's key and its root is the root of its size; the last checkpoint does not promise more than there
/// is; members, keys and the directory's facts are what the entries say they became. Believes nothing but the signing
/// key kept in the directory (or `signer_hex` when given). A cosignature must be right, and of a witness that an entry
/// brought into use. With `policy`, which is somebody else's and not the directory's: some checkpoint must have the
/// cosignatures it asks for.
Proof Verify(store::Reader& reader, const std::string& signer_hex = "", const WitnessPolicy* policy = nullptr);

}  // namespace nuong::ledger
