#pragma once
#include <cstdint>
#include <string>
#include <string_view>

#include "nuong/store/store.hpp"

/// Merkle tree of RFC 6962 section 2, kept as complete subtrees: node (level, index) covers leaves
/// [index·2^level, (index+1)·2^level).
namespace nuong::ledger {

std::string LeafHash(std::string_view leaf_bytes);
std::string NodeHash(std::string_view left, std::string_view right);

/// Of a tree without leaves.
std::string_view EmptyRoot();

std::string NodeKey(int level, std::uint64_t index);
std::string GetNode(store::Reader& reader, int level, std::uint64_t index);

/// Adds leaf number `size` and every subtree it completes, and writes the new size.
void AddLeaf(store::Writer& writer, std::uint64_t size, std::string_view leaf_hash);

}  // namespace nuong::ledger
