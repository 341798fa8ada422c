#include "tree.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "memory_store.hpp"
#include "nuong/ledger/journal.hpp"
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

// The reference leaves and roots of the certificate transparency project.
TEST_F(Tree, HasTheKnownRoots) {
  const std::string leaves[] = {
      "", "00", "10", "2021", "3031", "40414243", "5051525354555657", "606162636465666768696a6b6c6d6e6f"};
  const std::string roots[] = {"e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
                               "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
                               "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
                               "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
                               "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
                               "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
                               "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
                               "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
                               "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328"};
  for (std::size_t size = 0; size <= std::size(leaves); ++size) {
    With([&](store::Reader& reader) {
      EXPECT_EQ(TreeSize(reader), size);
      EXPECT_EQ(vault::Hex(TreeRoot(reader, size)), roots[size]) << size;
    });
    if (size < std::size(leaves)) Add({Bytes(leaves[size])});
  }
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

TEST(VerifyInclusion, RefusesAnEmptyRoot) { EXPECT_FALSE(VerifyInclusion("leaf", 0, 5, {}, "")); }

}  // namespace
}  // namespace nuong::ledger
