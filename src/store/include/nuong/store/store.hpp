#pragma once
#include <functional>
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>

#include "nuong/base/result.hpp"

namespace nuong::store {

/// The ordered collections a data directory holds. Key and value are bytes; keys compare byte by byte, on every engine.
/// Which room owns a collection, and the form of its keys, is written beside its name in collections.md of this room.
enum class Collection {
  kMeta,         ///< format version, origin, regulation in use
  kEntries,      ///< ledger entries by sequence
  kPayloads,     ///< what entries point to: plain skeletons and sealed values
  kTree,         ///< Merkle nodes
  kCheckpoints,  ///< signed roots
  kKeyring,      ///< public keys, wrapped keys; destroying a wrap is erasure
  kPeople,       ///< members, their units and locked keys
  kIdempotency,  ///< answers already given, by caller and key
  kCases,        ///< view: state of each case
  kUnitCases,    ///< view: which cases a unit may list
  kDuties,       ///< view: duties by unit
  kLooks,        ///< view: who looked, by case
  kTargets,      ///< view: what the targets count
  kBeds,         ///< view: who lies where, by centre
  kMatches,      ///< what person search needs, sealed: keyed tokens of names, and notices of silent matches
};
inline constexpr int kCollectionCount = 15;
std::string_view CollectionName(Collection collection);

/// Thrown by Reader and Writer when the disk or the engine fails. Only the engines throw it and only Store::Read and
/// Store::Write catch it, turning it into ErrorCode::kBroken (or kCorrupt when the engine says the file is damaged).
class Broken : public std::runtime_error {
 public:
  explicit Broken(const std::string& what, bool is_corrupt = false) : std::runtime_error(what), corrupt(is_corrupt) {}
  bool corrupt;
};

/// Half open [from, to); an empty `to` means "to the end". `limit` 0 means all.
struct Range {
  std::string from;
  std::string to;
  std::size_t limit = 0;
  bool descending = false;
};
/// All keys that start with `prefix`.
Range Prefix(std::string_view prefix, std::size_t limit = 0);

class Reader {
 public:
  virtual ~Reader() = default;
  virtual std::optional<std::string> Get(Collection collection, std::string_view key) = 0;
  /// Calls `visit(key, value)` in key order until it returns false. The views are valid during the call only.
  virtual void Scan(Collection collection, const Range& range,
                    const std::function<bool(std::string_view key, std::string_view value)>& visit) = 0;
};

/// The visit of a Writer's Scan must not change the collection it scans.
class Writer : public Reader {
 public:
  virtual void Put(Collection collection, std::string_view key, std::string_view value) = 0;
  virtual void Delete(Collection collection, std::string_view key) = 0;
};

/// What a store must do; `contract/store_contract.hpp` is the suite every engine passes unchanged. Thread safe.
class Store {
 public:
  virtual ~Store() = default;

  /// Runs `job` on one consistent snapshot: it sees every Write acknowledged before the call, and none that came after.
  virtual Result<void> Read(const std::function<Result<void>(Reader&)>& job) = 0;

  /// Runs `job` alone, after all earlier writes and seeing their effects, and returns when its changes are durable
  /// (they survive a power cut from then on). A job that returns an error or throws leaves no trace, and does not
  /// disturb the jobs it shares a commit with; what it throws (other than Broken) reaches the caller. A job may run on
  /// another thread than the caller's; it must not call the store again, and must not block on other jobs.
  virtual Result<void> Write(const std::function<Result<void>(Writer&)>& job) = 0;
};

}  // namespace nuong::store
