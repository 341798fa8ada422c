#pragma once
#include <functional>
#include <map>
#include <optional>
#include <set>
#include <string>

#include "nuong/base/proof.hpp"
#include "nuong/base/result.hpp"
#include "nuong/ledger/entry.hpp"
#include "nuong/ledger/merkle.hpp"
#include "nuong/ledger/witness.hpp"
#include "nuong/store/store.hpp"

namespace nuong::vault {
class RootKey;
}

namespace nuong::ledger {

/// An entry before it has a sequence, with the payload bytes it will carry the hashes of.
struct Draft {
  Entry entry;                                  ///< sequence and payload hashes are filled in by Append
  std::map<std::string, std::string> payloads;  ///< name → bytes
};

/// A signed root: C2SP checkpoint text (origin, size, root) and signature line.
struct Checkpoint {
  std::uint64_t size = 0;
  std::string root;  ///< 32 bytes
  std::string note;  ///< the whole signed note
};

/// The one way to write to a data directory: every transaction carries its entry, and the tree grows with it. What a
/// job does to members, keys and the directory's own facts is told by the entry in its payload "rows"; such a row
/// changed in any other way is a flaw to Verify.
class Journal {
 public:
  /// `origin` names the log in its checkpoints. `root` signs them; it must outlive the journal.
  Journal(store::Store& store, const vault::RootKey& root, std::string origin);

  /// Inside one durable transaction: `job` reads and changes what it needs, knowing the sequence its entry will have,
  /// and gives the entry. When this returns a receipt, entry and changes are durable; when it returns an error, neither
  /// exists. The receipt covers the entry's case and classes. A job may set `*nothing_new` (an answer already given):
  /// then its changes are dropped, no entry is made and the receipt covers nothing.
  Result<Receipt> Append(
      const std::function<Result<Draft>(store::Writer&, std::uint64_t sequence, bool* nothing_new)>& job);

  /// Signs the present root and keeps the note. Gives the last one when nothing was added since.
  Result<Checkpoint> MakeCheckpoint();

  /// Adds the lines that witnesses of the policy signed to the kept checkpoint of `size`, and gives the names of all
  /// who have cosigned it now. Lines of others are passed over. kAbsent: no such checkpoint; kInvalid: the lines are no
  /// signature lines, or one of a known witness does not verify.
  Result<std::set<std::string>> KeepCosignatures(const WitnessPolicy& policy, std::uint64_t size,
                                                 std::string_view lines);

  /// Who signs the checkpoints, as C2SP verifier key.
  std::string log_key() const;

 private:
  store::Store& store_;
  const vault::RootKey& root_;
  std::string origin_;
};

/// The newest kept checkpoint; nothing before the first.
std::optional<Checkpoint> LastCheckpoint(store::Reader& reader);
/// The newest that enough witnesses cosigned, and the newest that this one did, among the last 10,000.
std::optional<Checkpoint> LastWitnessed(store::Reader& reader, const WitnessPolicy& policy);
std::optional<Checkpoint> LastCosigned(store::Reader& reader, const VerifierKey& witness);
/// The present root, signed as MakeCheckpoint does, but not kept: for a copy of what `reader` sees.
Checkpoint SignPresent(store::Reader& reader, const vault::RootKey& root, const std::string& origin);

}  // namespace nuong::ledger
