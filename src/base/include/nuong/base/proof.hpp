#pragma once
#include <cstdint>
#include <set>
#include <string>
#include <vector>

#include "nuong/base/field_class.hpp"
#include "nuong/base/id.hpp"

namespace nuong::access {
class Authority;
}
namespace nuong::ledger {
class Journal;
}

namespace nuong {

/// "This member, of this unit, may open these classes of this case, by these rules." Only access::Authority makes one.
/// vault::Open takes it; so a value of a protected class cannot be read without a decision. (tests/boundaries)
class Permit {
 public:
  const CaseId& case_id() const { return case_id_; }
  const MemberName& member() const { return member_; }
  const UnitName& unit() const { return unit_; }
  const std::set<FieldClass>& classes() const { return classes_; }
  const std::vector<std::string>& rules() const { return rules_; }
  bool Covers(const CaseId& case_id, FieldClass field_class) const {
    return case_id == case_id_ && classes_.contains(field_class);
  }

 private:
  friend class access::Authority;
  Permit() = default;
  CaseId case_id_;
  MemberName member_;
  UnitName unit_;
  std::set<FieldClass> classes_;
  std::vector<std::string> rules_;  ///< ids of the rules that allowed it, for the ledger
};

/// "The entry that records this look is durable." Only ledger::Journal makes one, after its commit; names case and
/// classes so that a receipt for one look cannot open another.
class Receipt {
 public:
  std::uint64_t sequence() const { return sequence_; }
  bool Covers(const CaseId& case_id, FieldClass field_class) const {
    return case_id == case_id_ && classes_.contains(field_class);
  }

 private:
  friend class ledger::Journal;
  Receipt() = default;
  std::uint64_t sequence_ = 0;
  CaseId case_id_;
  std::set<FieldClass> classes_;
};

}  // namespace nuong
