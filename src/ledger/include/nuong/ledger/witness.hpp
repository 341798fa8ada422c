#pragma once
#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "nuong/base/result.hpp"
#include "nuong/ledger/note.hpp"
#include "nuong/store/store.hpp"

/// Witnesses: bodies outside the house that sign a checkpoint after they saw that the ledger only grew (C2SP
/// tlog-witness), and how many of them must have (C2SP tlog-policy).
namespace nuong::ledger {

/// Whose cosignatures count, and how many are enough. Lines, in any order but for names, which stand before their use:
///   log <key> [<url>]            witness <name> <key> [<url>]
///   group <name> <k>|any|all <name>…     quorum <name>|none
class WitnessPolicy {
 public:
  struct Witness {
    std::string name;  ///< in this policy only
    VerifierKey key;
    std::string url;  ///< submission prefix; empty for one that answers on paper
  };

  /// kInvalid, with the line in the note, when it does not follow the grammar, a key is listed twice, or a name is
  /// used before it stands.
  static Result<WitnessPolicy> Parse(std::string_view text);

  const std::vector<Witness>& witnesses() const { return witnesses_; }
  const std::vector<VerifierKey>& logs() const { return logs_; }
  const Witness* FindByKey(std::string_view key_name, std::string_view key_id) const;

  /// Names of the witnesses that cosigned; nothing when a line of one of them is forged.
  std::optional<std::set<std::string>> CosignersOf(const Note& note) const;
  bool IsEnough(const std::set<std::string>& cosigners) const { return Counts(quorum_, cosigners); }

 private:
  struct Group {
    std::size_t threshold = 0;
    std::vector<std::string> members;
  };
  bool Counts(const std::string& name, const std::set<std::string>& cosigners) const;
  std::optional<std::string> Take(const std::vector<std::string>& words);
  bool IsNamed(const std::string& name) const;
  std::optional<std::string> TakeGroup(const std::vector<std::string>& words);

  std::vector<Witness> witnesses_;
  std::vector<VerifierKey> logs_;
  std::map<std::string, Group> groups_;
  std::set<std::string> members_;  ///< a name counts in one group only
  std::string quorum_;
};

/// The payload of an entry that brings another policy into use: its text.
inline constexpr std::string_view kWitnessesPayload = "witnesses";

/// What a log sends: "old <size>", the consistency proof, an empty line, the checkpoint.
std::string WriteAddCheckpoint(std::uint64_t old_size, const std::vector<std::string>& proof, std::string_view note);

/// Two checkpoints of one log, of one size and of different roots, each signed by the log itself: who holds both proves
/// to anybody that the log shows different people different ledgers.
struct SplitView {
  std::uint64_t size = 0;
  std::string cosigned;  ///< note that the witness cosigned before
  std::string shown;     ///< note that it was shown now
};

struct WitnessAnswer {
  int status = 200;
  std::string content_type = "text/plain; charset=utf-8";
  std::string body;                     ///< cosignature line; with 409 the size cosigned last; else one line of why
  std::string refusal{};                ///< stable id of why it is not cosigned; empty when it is
  std::optional<SplitView> evidence{};  ///< with the refusal "split_view": the caller keeps it
};

/// A witness over a directory of its own: its name, the logs it knows, and for each the last checkpoint it cosigned.
class Witness {
 public:
  /// `key` must outlive the witness.
  Witness(store::Store& store, const vault::RootKey& key) : store_(store), key_(key) {}

  /// Once: the name it signs under. kConflict when it has one.
  Result<void> Found(const std::string& name);
  /// From now on checkpoints of this log are taken. kConflict when its origin is known with another key.
  Result<void> Trust(const VerifierKey& log);
  Result<VerifierKey> key() const;

  /// One request, all or nothing: what is answered with a cosignature is durable before.
  Result<WitnessAnswer> AddCheckpoint(std::string_view request, std::uint64_t seconds);

 private:
  store::Store& store_;
  const vault::RootKey& key_;
};

}  // namespace nuong::ledger
