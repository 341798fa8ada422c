#pragma once
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "nuong/store/store.hpp"

/// The Merkle tree of RFC 6962 section 2 over the ledger's entries, and its two proofs. A hash is 32 bytes.
namespace nuong::ledger {

/// Size of the tree; 0 for an empty directory.
std::uint64_t TreeSize(store::Reader& reader);
/// Root over the first `size` leaves; size must not exceed TreeSize.
std::string TreeRoot(store::Reader& reader, std::uint64_t size);

/// Section 2.1.1: sibling hashes from the leaf up. `sequence` must be less than `size`, `size` at most TreeSize.
std::vector<std::string> InclusionProof(store::Reader& reader, std::uint64_t sequence, std::uint64_t size);
/// Section 2.1.2: that the tree of size `to` begins with all of the tree of size `from`. Empty when `from` is 0 or
/// equals `to`; from ≤ to ≤ TreeSize.
std::vector<std::string> ConsistencyProof(store::Reader& reader, std::uint64_t from, std::uint64_t to);

/// Both check a proof without any store, and refuse one with a hash too many, too few or of another length.
bool VerifyInclusion(std::string_view leaf_bytes, std::uint64_t sequence, std::uint64_t size,
                     const std::vector<std::string>& proof, std::string_view root);
bool VerifyConsistency(std::uint64_t from, std::uint64_t to, const std::vector<std::string>& proof,
                       std::string_view root_from, std::string_view root_to);

}  // namespace nuong::ledger
