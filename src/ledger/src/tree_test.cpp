#include "tree.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "memory_store.hpp"
#include "nuong/ledger/merkle.hpp"
#include "nuong/vault/vault.hpp"

namespace nuong::ledger {
namespace {

constexpr std::uint64_t kMostLeaves = 200;

using Leaves = std::vector<std::string>;

std::string Hash(const std::string& bytes) {
  const auto hash = vault::Sha256(bytes);
  return {hash.begin(), hash.end()};
}

/// RFC 6962 2.1, word for word, over a list in memory.
std::string NaiveRoot(const Leaves& leaves) {
  if (leaves.empty()) return Hash("");
  if (leaves.size() == 1) return Hash(std::string(1, '\0') + leaves[0]);
  std::size_t k = 1;
  while (k * 2 < leaves.size()) k *= 2;
  const auto middle = leaves.begin() + static_cast<std::ptrdiff_t>(k);
  return Hash('\x01' + NaiveRoot({leaves.begin(), middle}) + NaiveRoot({middle, leaves.end()}));
}

/// RFC 6962 2.1.1.
std::vector<std::string> NaivePath(std::size_t m, const Leaves& leaves) {
  if (leaves.size() <= 1) return {};
  std::size_t k = 1;
  while (k * 2 < leaves.size()) k *= 2;
  const auto middle = leaves.begin() + static_cast<std::ptrdiff_t>(k);
  const Leaves left(leaves.begin(), middle);
  const Leaves right(middle, leaves.end());
  auto path = m < k ? NaivePath(m, left) : NaivePath(m - k, right);
  path.push_back(NaiveRoot(m < k ? right : left));
  return path;
}

/// RFC 6962 2.1.2: SUBPROOF(m, D[n], b).
std::vector<std::string> NaiveSubproof(std::size_t m, const Leaves& leaves, bool whole) {
  if (m == leaves.size()) return whole ? Leaves{} : Leaves{NaiveRoot(leaves)};
  std::size_t k = 1;
  while (k * 2 < leaves.size()) k *= 2;
  const auto middle = leaves.begin() + static_cast<std::ptrdiff_t>(k);
  const Leaves left(leaves.begin(), middle);
  const Leaves right(middle, leaves.end());
  auto proof = m <= k ? NaiveSubproof(m, left, whole) : NaiveSubproof(m - k, right, false);
  proof.push_back(NaiveRoot(m <= k ? right : left));
  return proof;
}

Leaves FirstLeaves(std::uint64_t count) {
  Leaves leaves;
  for (std::uint64_t i = 0; i < count; ++i) leaves.push_back("leaf " + std::to_string(i));
  return leaves;
}

class Tree : public testing::Test {
 protected:
  void Add(const Leaves& leaves) {
    ASSERT_TRUE(store_
                    .Write([&](store::Writer& writer) -> Result<void> {
                      for (const std::string& leaf : leaves) AddLeaf(writer, TreeSize(writer), LeafHash(leaf));
                      return {};
                    })
                    .ok());
  }
  template <class Job>
  void With(Job job) {
    ASSERT_TRUE(store_
                    .Read([&](store::Reader& reader) -> Result<void> {
                      job(reader);
                      return {};
                    })
                    .ok());
  }
  MemoryStore store_;
};

std::string Bytes(std::string_view hex) {
  std::string bytes;
  for (std::size_t i = 0; i < hex.size(); i += 2) {
    bytes.push_back(static_cast<char>(std::stoi(std::string(hex.substr(i, 2)), nullptr, 16)));
  }
  return bytes;
}

// The reference leaves, roots and proofs of the certificate transparency project, counted once more by another program.
const std::string kLeaves[] = {
    "", "00", "10", "2021", "3031", "40414243", "5051525354555657", "606162636465666768696a6b6c6d6e6f"};

TEST_F(Tree, HasTheKnownRoots) {
  const std::string roots[] = {"e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
                               "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
                               "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
                               "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
                               "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
                               "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
                               "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
                               "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
                               "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328"};
  for (std::size_t size = 0; size <= std::size(kLeaves); ++size) {
    With([&](store::Reader& reader) {
      EXPECT_EQ(TreeSize(reader), size);
      EXPECT_EQ(vault::Hex(TreeRoot(reader, size)), roots[size]) << size;
    });
    if (size < std::size(kLeaves)) Add({Bytes(kLeaves[size])});
  }
}

TEST_F(Tree, GivesTheKnownProofs) {
  for (const std::string& leaf : kLeaves) Add({Bytes(leaf)});
  const auto hex = [](const std::vector<std::string>& proof) {
    std::vector<std::string> text;
    for (const std::string& hash : proof) text.push_back(vault::Hex(hash));
    return text;
  };
  With([&](store::Reader& reader) {
    const Leaves of_the_first = {"96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7",
                                 "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
                                 "6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4"};
    EXPECT_EQ(hex(InclusionProof(reader, 0, 8)), of_the_first);
    EXPECT_EQ(hex(InclusionProof(reader, 5, 8)),
              (Leaves{"bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b",
                      "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0",
                      "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7"}));
    EXPECT_EQ(hex(InclusionProof(reader, 2, 3)),
              Leaves{"fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125"});
    EXPECT_EQ(hex(ConsistencyProof(reader, 1, 1)), Leaves{});
    EXPECT_EQ(hex(ConsistencyProof(reader, 1, 8)), of_the_first);
    EXPECT_EQ(hex(ConsistencyProof(reader, 6, 8)),
              (Leaves{"0ebc5d3437fbe2db158b9f126a1d118e308181031d0a949f8dededebc558ef6a",
                      "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0",
                      "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7"}));
    EXPECT_EQ(hex(ConsistencyProof(reader, 2, 5)),
              (Leaves{"5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
                      "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b"}));
  });
}

TEST_F(Tree, HasTheRootOfEverySizeAndProvesEveryLeafOfIt) {
  const Leaves leaves = FirstLeaves(kMostLeaves);
  Add(leaves);
  With([&](store::Reader& reader) {
    for (std::uint64_t size = 1; size <= kMostLeaves; ++size) {
      const std::string root = NaiveRoot({leaves.begin(), leaves.begin() + static_cast<std::ptrdiff_t>(size)});
      ASSERT_EQ(TreeRoot(reader, size), root) << size;
      for (std::uint64_t i = 0; i < size; ++i) {
        ASSERT_TRUE(VerifyInclusion(leaves[i], i, size, InclusionProof(reader, i, size), root)) << i << " of " << size;
      }
    }
  });
}

TEST_F(Tree, IsBrokenWhenANodeIsGone) {
  Add(FirstLeaves(4));
  store_.rows(store::Collection::kTree).erase(NodeKey(2, 0));
  const auto outcome = store_.Read([](store::Reader& reader) -> Result<void> {
    TreeRoot(reader, 4);
    return {};
  });
  ASSERT_FALSE(outcome.ok());
  EXPECT_EQ(outcome.error().code, ErrorCode::kCorrupt);
}

RC_GTEST_FIXTURE_PROP(Tree, GivesTheProofOfTheStandardAndNoOtherHolds, ()) {
  const auto size = *rc::gen::inRange<std::uint64_t>(1, kMostLeaves + 1);
  const auto index = *rc::gen::inRange<std::uint64_t>(0, size);
  const Leaves leaves = FirstLeaves(size);
  const std::string root = NaiveRoot(leaves);
  Add(leaves);
  std::vector<std::string> proof;
  With([&](store::Reader& reader) { proof = InclusionProof(reader, index, size); });
  RC_ASSERT(proof == NaivePath(index, leaves));

  RC_ASSERT(VerifyInclusion(leaves[index], index, size, proof, root));
  RC_ASSERT(!VerifyInclusion(leaves[index] + "x", index, size, proof, root));
  RC_ASSERT(!VerifyInclusion(leaves[index], size, size, proof, root));
  RC_ASSERT(!VerifyInclusion(leaves[index], index, size, proof, Hash("other")));
  if (size > 1) RC_ASSERT(!VerifyInclusion(leaves[index], (index + 1) % size, size, proof, root));
  for (std::size_t i = 0; i < proof.size(); ++i) {
    auto altered = proof;
    altered[i][*rc::gen::inRange<std::size_t>(0, 32)] ^= 1;
    RC_ASSERT(!VerifyInclusion(leaves[index], index, size, altered, root));
  }
  auto longer = proof;
  longer.push_back(root);
  RC_ASSERT(!VerifyInclusion(leaves[index], index, size, longer, root));
  if (!proof.empty()) {
    proof.pop_back();
    RC_ASSERT(!VerifyInclusion(leaves[index], index, size, proof, root));
  }
}

TEST_F(Tree, ProvesThatEverySizeBeginsWithEverySmallerOne) {
  constexpr std::uint64_t kMost = 70;
  const Leaves leaves = FirstLeaves(kMost);
  Add(leaves);
  With([&](store::Reader& reader) {
    for (std::uint64_t to = 0; to <= kMost; ++to) {
      for (std::uint64_t from = 0; from <= to; ++from) {
        ASSERT_TRUE(VerifyConsistency(from, to, ConsistencyProof(reader, from, to), TreeRoot(reader, from),
                                      TreeRoot(reader, to)))
            << from << " to " << to;
      }
    }
  });
}

RC_GTEST_FIXTURE_PROP(Tree, GivesTheConsistencyProofOfTheStandardAndNoOtherHolds, ()) {
  const auto to = *rc::gen::inRange<std::uint64_t>(1, kMostLeaves + 1);
  const auto from = *rc::gen::inRange<std::uint64_t>(1, to + 1);
  const Leaves leaves = FirstLeaves(to);
  const std::string root_to = NaiveRoot(leaves);
  const std::string root_from = NaiveRoot({leaves.begin(), leaves.begin() + static_cast<std::ptrdiff_t>(from)});
  Add(leaves);
  std::vector<std::string> proof;
  With([&](store::Reader& reader) { proof = ConsistencyProof(reader, from, to); });
  RC_ASSERT(proof == NaiveSubproof(from, leaves, true));

  RC_ASSERT(VerifyConsistency(from, to, proof, root_from, root_to));
  RC_ASSERT(!VerifyConsistency(to + 1, to, proof, root_from, root_to));
  RC_ASSERT(!VerifyConsistency(from, to, proof, Hash("other"), root_to));
  RC_ASSERT(!VerifyConsistency(from, to, proof, root_from, Hash("other")));
  if (from < to) {
    RC_ASSERT(!VerifyConsistency(from, to, proof, root_to, root_from));
    RC_ASSERT(!VerifyConsistency(from, from, proof, root_from, root_to));
    RC_ASSERT(!VerifyConsistency(to, to, {}, root_from, root_to));
  }
  for (std::size_t i = 0; i < proof.size(); ++i) {
    auto altered = proof;
    altered[i][*rc::gen::inRange<std::size_t>(0, 32)] ^= 1;
    RC_ASSERT(!VerifyConsistency(from, to, altered, root_from, root_to));
    altered[i].pop_back();
    RC_ASSERT(!VerifyConsistency(from, to, altered, root_from, root_to));
  }
  auto longer = proof;
  longer.push_back(root_to);
  RC_ASSERT(!VerifyConsistency(from, to, longer, root_from, root_to));
  if (!proof.empty()) {
    proof.pop_back();
    RC_ASSERT(!VerifyConsistency(from, to, proof, root_from, root_to));
  }
}

TEST(VerifyConsistency, KnowsTheRootOfTheEmptyTree) {
  EXPECT_TRUE(VerifyConsistency(0, 3, {}, Hash(""), Hash("any")));
  EXPECT_FALSE(VerifyConsistency(0, 3, {}, Hash("forged"), Hash("any")));
  EXPECT_FALSE(VerifyConsistency(0, 3, {Hash("more")}, Hash(""), Hash("any")));
}

TEST(VerifyInclusion, RefusesAnEmptyRoot) { EXPECT_FALSE(VerifyInclusion("leaf", 0, 5, {}, "")); }

}  // namespace
}  // namespace nuong::ledger
