#include <algorithm>

#include "nuong/ledger/merkle.hpp"
#include "tree.hpp"

/// Verification as RFC 9162 sections 2.1.3.2 and 2.1.4.2 spell it out for the proofs of RFC 6962: from the bottom up,
/// with the bits of the two last positions telling on which side the next hash belongs.
namespace nuong::ledger {
namespace {

constexpr std::size_t kHashSize = 32;

bool AreHashes(const std::vector<std::string>& proof) {
  return std::all_of(proof.begin(), proof.end(), [](const std::string& hash) { return hash.size() == kHashSize; });
}

}  // namespace

bool VerifyInclusion(std::string_view leaf_bytes, std::uint64_t sequence, std::uint64_t size,
                     const std::vector<std::string>& proof, std::string_view root) {
  if (sequence >= size || root.size() != kHashSize || !AreHashes(proof)) return false;
  std::string hash = LeafHash(leaf_bytes);
  std::uint64_t at = sequence;
  std::uint64_t last = size - 1;
  for (const std::string& sibling : proof) {
    if (last == 0) return false;
    if (at % 2 == 1 || at == last) {
      hash = NodeHash(sibling, hash);
      for (; at % 2 == 0 && at != 0; at /= 2) last /= 2;
    } else {
      hash = NodeHash(hash, sibling);
    }
    at /= 2;
    last /= 2;
  }
  return last == 0 && hash == root;
}

bool VerifyConsistency(std::uint64_t from, std::uint64_t to, const std::vector<std::string>& proof,
                       std::string_view root_from, std::string_view root_to) {
  if (from > to || root_from.size() != kHashSize || root_to.size() != kHashSize || !AreHashes(proof)) return false;
  if (from == to) return proof.empty() && root_from == root_to;
  // Every tree begins with the empty one; but its root is known.
  if (from == 0) return proof.empty() && root_from == EmptyRoot();
  if (proof.empty()) return false;
  std::uint64_t at = from - 1;
  std::uint64_t last = to - 1;
  for (; at % 2 == 1; at /= 2) last /= 2;
  // A power of two: the old root itself is where the climb begins, and is not sent.
  const bool is_known = at == 0;
  std::string old_hash = is_known ? std::string(root_from) : proof.front();
  std::string new_hash = old_hash;
  for (auto next = proof.begin() + (is_known ? 0 : 1); next != proof.end(); ++next) {
    if (last == 0) return false;
    if (at % 2 == 1 || at == last) {
      old_hash = NodeHash(*next, old_hash);
      new_hash = NodeHash(*next, new_hash);
      for (; at % 2 == 0 && at != 0; at /= 2) last /= 2;
    } else {
      new_hash = NodeHash(new_hash, *next);
    }
    at /= 2;
    last /= 2;
  }
  return last == 0 && old_hash == root_from && new_hash == root_to;
}

}  // namespace nuong::ledger
