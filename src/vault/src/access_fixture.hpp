#pragma once
#include <gtest/gtest.h>

#include <map>
#include <utility>

#include "test_support.hpp"

namespace nuong::vault {

/// A shelter with keys for identity and medical fields, and its permit and receipt for both in one case.
class AccessFixture : public ::testing::Test {
 protected:
  static UnitKeys MakeKeys(Random& random) {
    std::map<FieldClass, KeyPair> keys;
    keys.emplace(FieldClass::kIdentity, MakeKeyPair(random));
    keys.emplace(FieldClass::kMedical, MakeKeyPair(random));
    return {kShelter, std::move(keys)};
  }
  const PublicKey& PublicOf(FieldClass field_class) const { return keys_.Find(field_class)->public_key; }

  CountingRandom random_;
  CaseId case_id_ = CaseFrom(1);
  UnitKeys keys_ = MakeKeys(random_);
  Permit permit_ = access::Authority::Make(case_id_, kShelter,
                                           {FieldClass::kIdentity, FieldClass::kMedical, FieldClass::kTestimony});
  Receipt receipt_ = ledger::Journal::Make(case_id_, {FieldClass::kIdentity, FieldClass::kMedical});
};

}  // namespace nuong::vault
