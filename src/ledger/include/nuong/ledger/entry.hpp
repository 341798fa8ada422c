#pragma once
#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "nuong/base/field_class.hpp"
#include "nuong/base/id.hpp"
#include "nuong/base/ports.hpp"
#include "nuong/base/result.hpp"

namespace nuong::ledger {

/// What happened, in one word. kRefused: somebody was denied, on record like everything else.
enum class Deed { kOpened, kWrite, kRead, kRefused, kSignIn, kSignOut, kMembership };
std::string_view DeedCode(Deed deed);
std::optional<Deed> ParseDeed(std::string_view code);

/// One line of the ledger. Carries no personal data: ids, codes and hashes only, so that a person can be erased and the
/// ledger still proves itself.
struct Entry {
  std::uint64_t sequence = 0;
  Instant at;
  Deed deed = Deed::kRead;
  std::string kind;  ///< kind of act, or what was read: "case", "looks", "session"
  std::optional<CaseId> case_id;
  MemberName member;
  UnitName unit;
  std::set<FieldClass> classes;                 ///< classes written, opened or refused
  std::vector<std::string> rules;               ///< rules of access that decided
  std::string regulation;                       ///< fingerprint of the regulation in use
  std::string request;                          ///< request id
  std::string network;                          ///< keyed hash of the caller's address; empty inside the server
  std::map<std::string, std::string> payloads;  ///< name ("F1", "F3") → SHA-256, hex, of the bytes beside the ledger
};

/// Canonical bytes: equal entries give equal bytes. These bytes are the Merkle leaf.
std::string EncodeEntry(const Entry& entry);
Result<Entry> DecodeEntry(std::string_view bytes);

/// Keys of the ledger's collections: big-endian, so that byte order is number order.
std::string SequenceKey(std::uint64_t sequence);
std::string PayloadKey(std::uint64_t sequence, std::string_view name);

}  // namespace nuong::ledger
