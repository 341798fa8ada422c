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

/// What happened, in one word.
enum class Deed {
  kOpened,      ///< the directory was founded
  kWrite,       ///< an act of a case
  kRead,        ///< values of a case, or its record, were shown
  kRefused,     ///< somebody was denied, on record like everything else
  kSignIn,      ///< a session began
  kSignOut,     ///< a session ended
  kMembership,  ///< a person or a unit joined, changed or left
  kPolicy,      ///< another regulation, limit or wall of this directory came into use
  kSearch,      ///< persons were searched for; the term is a keyed hash
  kExport,      ///< values left the house as a file or on paper
  kEmergency,   ///< the glass was broken, reviewed or mended
  kErasure,     ///< wraps were destroyed for good, or a hold forbids it
  kKeys,        ///< keys were rotated or wrapped anew without an act of a case
  kAlert,       ///< the house noticed something an owner must look at
  kReform,      ///< a step of a reform day
  kConsent,     ///< consent was given, narrowed, withdrawn or answered
};
std::string_view DeedCode(Deed deed);
std::optional<Deed> ParseDeed(std::string_view code);

/// One line of the ledger. Carries no personal data of those a case is about: ids, codes and hashes only, so that a
/// person can be erased and the ledger still proves itself.
struct Entry {
  std::uint64_t sequence = 0;
  Instant at;
  Deed deed = Deed::kRead;
  std::string kind;  ///< kind of act, or what was read: "case", "looks", "session"
  std::optional<CaseId> case_id;
  UnitName unit;
  std::set<FieldClass> classes;    ///< classes written, opened or refused
  std::vector<std::string> rules;  ///< rules of access that decided
  std::string regulation;          ///< fingerprint of the regulation in use

  // Kept beside the public part and hashed into it: what a page that shows the entry does not show.
  MemberName member;
  std::string request;                          ///< request id
  std::string network;                          ///< keyed hash of the caller's address; empty inside the server
  std::string purpose;                          ///< code of the purpose she named; empty when she named none
  bool is_strong = false;                       ///< her session had shown a second factor
  bool by_passkey = false;                      ///< … a passkey
  std::map<std::string, std::string> payloads;  ///< name ("F1", "F3") → SHA-256, hex, of the bytes beside the ledger
  std::string salt;  ///< 16 bytes, hex, that nobody can guess: members are few, and a bare hash would tell which
};

/// Canonical bytes, as kept: equal entries give equal bytes.
std::string EncodeEntry(const Entry& entry);
Result<Entry> DecodeEntry(std::string_view bytes);

/// The bytes that are hashed into the tree: the public part, and the SHA-256 of the rest as "hidden". Whoever holds
/// them can prove what was done, when, by which unit and why, and learns no member, address or payload.
std::string LeafBytes(const Entry& entry);

/// Keys of the ledger's collections: big-endian, so that byte order is number order.
std::string SequenceKey(std::uint64_t sequence);
std::string PayloadKey(std::uint64_t sequence, std::string_view name);

}  // namespace nuong::ledger
