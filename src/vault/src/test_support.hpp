#pragma once
#include <cstdint>
#include <set>
#include <string>

#include "nuong/base/ports.hpp"
#include "nuong/base/proof.hpp"
#include "nuong/vault/vault.hpp"

/// Stand-ins for the two classes that may make proofs, in this room's tests only.
namespace nuong::access {
class Authority {
 public:
  static Permit Make(const CaseId& case_id, const UnitName& unit, std::set<FieldClass> classes) {
    Permit permit;
    permit.case_id_ = case_id;
    permit.unit_ = unit;
    permit.classes_ = std::move(classes);
    return permit;
  }
};
}  // namespace nuong::access

namespace nuong::ledger {
class Journal {
 public:
  static Receipt Make(const CaseId& case_id, std::set<FieldClass> classes) {
    Receipt receipt;
    receipt.case_id_ = case_id;
    receipt.classes_ = std::move(classes);
    return receipt;
  }
};
}  // namespace nuong::ledger

namespace nuong::vault {

/// 0, 1, 2 …: known answers need known chance.
class CountingRandom : public Random {
 public:
  explicit CountingRandom(std::uint8_t first = 0) : next_(first) {}
  void Fill(std::span<std::uint8_t> bytes) override {
    for (std::uint8_t& byte : bytes) byte = next_++;
  }

 private:
  std::uint8_t next_;
};

inline CaseId CaseFrom(std::uint8_t first) {
  CountingRandom random(first);
  return CaseId::Make(random);
}

inline const UnitName kShelter{"example-shelter"};
inline const UnitName kPolice{"example-police"};

/// Calls `opens` with every variant of `bytes` that differs in one byte (three changes each) or is one shorter or
/// longer; gives the number of variants that opened, which must be 0.
template <class Opens>
int CountOpenedMutants(const std::string& bytes, Opens opens) {
  int opened = 0;
  for (std::size_t i = 0; i < bytes.size(); ++i) {
    for (const int change : {0x01, 0x80, 0xff}) {
      std::string mutant = bytes;
      mutant[i] = static_cast<char>(mutant[i] ^ change);
      opened += opens(mutant) ? 1 : 0;
    }
  }
  opened += opens(bytes.substr(0, bytes.size() - 1)) ? 1 : 0;
  opened += opens(bytes + '\0') ? 1 : 0;
  opened += opens(std::string()) ? 1 : 0;
  return opened;
}

}  // namespace nuong::vault
