#pragma once
#include <gtest/gtest.h>

#include <array>
#include <map>
#include <set>
#include <string>

#include "memory_store.hpp"
#include "nuong/ledger/journal.hpp"
#include "nuong/vault/vault.hpp"

namespace nuong::ledger {

inline vault::RootKey RootKeyOf(std::uint8_t byte) {
  std::array<std::uint8_t, 32> seed{};
  seed.fill(byte);
  return vault::RootKey::FromSeed(seed);
}

/// A journal over rows in memory that are open to look at and to tamper with.
class LedgerFixture : public testing::Test {
 protected:
  static Draft MakeDraft(std::set<FieldClass> classes, std::map<std::string, std::string> payloads) {
    Draft draft;
    draft.entry.at = Instant{1685807980000000};
    draft.entry.deed = Deed::kWrite;
    draft.entry.kind = "received";
    draft.entry.case_id = CaseId::Parse("00000000000000000000000001");
    draft.entry.member = MemberName("bp-example-1");
    draft.entry.unit = UnitName("example-border-post");
    draft.entry.classes = std::move(classes);
    draft.payloads = std::move(payloads);
    return draft;
  }
  Result<Receipt> Append(const Draft& draft) {
    return journal_.Append([&](store::Writer&, std::uint64_t, bool*) -> Result<Draft> { return draft; });
  }

  MemoryStore store_;
  vault::RootKey root_ = RootKeyOf(1);
  Journal journal_{store_, root_, "nuong/example"};
};

}  // namespace nuong::ledger
