#include "tree.hpp"

#include <bit>

#include "nuong/ledger/entry.hpp"
#include "nuong/ledger/merkle.hpp"
#include "nuong/vault/vault.hpp"

namespace nuong::ledger {
namespace {

constexpr std::string_view kSizeKey = "ledger_size";

std::string HashText(std::string_view bytes) {
  const auto hash = vault::Sha256(bytes);
  return std::string(hash.begin(), hash.end());
}

/// RFC 6962 2.1: root over leaves [from, from + count), where `from` is a multiple of the largest power of two in
/// count.
std::string RangeRoot(store::Reader& reader, std::uint64_t from, std::uint64_t count) {
  if (std::has_single_bit(count)) {
    const int level = std::countr_zero(count);
    return GetNode(reader, level, from >> level);
  }
  const std::uint64_t left = std::bit_floor(count);
  return NodeHash(RangeRoot(reader, from, left), RangeRoot(reader, from + left, count - left));
}

/// The largest power of two smaller than `count`.
std::uint64_t SplitOf(std::uint64_t count) { return std::bit_floor(count - 1); }

void CollectProof(store::Reader& reader, std::uint64_t target, std::uint64_t from, std::uint64_t count,
                  std::vector<std::string>& proof) {
  if (count == 1) return;
  const std::uint64_t left = SplitOf(count);
  if (target < left) {
    CollectProof(reader, target, from, left, proof);
    proof.push_back(RangeRoot(reader, from + left, count - left));
  } else {
    CollectProof(reader, target - left, from + left, count - left, proof);
    proof.push_back(RangeRoot(reader, from, left));
  }
}

/// SUBPROOF of section 2.1.2 for the first `first` of the leaves [from, from + count); `whole` while those leaves are
/// the old tree itself, whose root the asker knows.
void CollectSubproof(store::Reader& reader, std::uint64_t first, std::uint64_t from, std::uint64_t count, bool whole,
                     std::vector<std::string>& proof) {
  if (first == count) {
    if (!whole) proof.push_back(RangeRoot(reader, from, count));
    return;
  }
  const std::uint64_t left = SplitOf(count);
  if (first <= left) {
    CollectSubproof(reader, first, from, left, whole, proof);
    proof.push_back(RangeRoot(reader, from + left, count - left));
  } else {
    CollectSubproof(reader, first - left, from + left, count - left, false, proof);
    proof.push_back(RangeRoot(reader, from, left));
  }
}

}  // namespace

std::string_view EmptyRoot() {
  static const std::string root = HashText("");
  return root;
}

std::string LeafHash(std::string_view leaf_bytes) { return HashText(std::string(1, '\x00') + std::string(leaf_bytes)); }

std::string NodeHash(std::string_view left, std::string_view right) {
  std::string bytes(1, '\x01');
  bytes.append(left).append(right);
  return HashText(bytes);
}

std::string NodeKey(int level, std::uint64_t index) {
  return std::string(1, static_cast<char>(level)) + SequenceKey(index);
}

std::string GetNode(store::Reader& reader, int level, std::uint64_t index) {
  auto node = reader.Get(store::Collection::kTree, NodeKey(level, index));
  if (!node || node->size() != 32) throw store::Broken("a node of the ledger's tree is missing", true);
  return *std::move(node);
}

void AddLeaf(store::Writer& writer, std::uint64_t size, std::string_view leaf_hash) {
  std::string hash(leaf_hash);
  int level = 0;
  std::uint64_t index = size;
  writer.Put(store::Collection::kTree, NodeKey(level, index), hash);
  while (index % 2 == 1) {
    hash = NodeHash(GetNode(writer, level, index - 1), hash);
    ++level;
    index /= 2;
    writer.Put(store::Collection::kTree, NodeKey(level, index), hash);
  }
  writer.Put(store::Collection::kMeta, kSizeKey, SequenceKey(size + 1));
}

std::uint64_t TreeSize(store::Reader& reader) {
  const auto bytes = reader.Get(store::Collection::kMeta, kSizeKey);
  if (!bytes) return 0;
  if (bytes->size() != 8) throw store::Broken("the ledger's size is ill-formed", true);
  std::uint64_t size = 0;
  for (const char byte : *bytes) size = size << 8 | static_cast<std::uint8_t>(byte);
  return size;
}

std::string TreeRoot(store::Reader& reader, std::uint64_t size) {
  if (size == 0) return std::string(EmptyRoot());
  return RangeRoot(reader, 0, size);
}

std::vector<std::string> InclusionProof(store::Reader& reader, std::uint64_t sequence, std::uint64_t size) {
  std::vector<std::string> proof;
  CollectProof(reader, sequence, 0, size, proof);
  return proof;
}

std::vector<std::string> ConsistencyProof(store::Reader& reader, std::uint64_t from, std::uint64_t to) {
  std::vector<std::string> proof;
  if (from > 0) CollectSubproof(reader, from, 0, to, true, proof);
  return proof;
}

}  // namespace nuong::ledger
