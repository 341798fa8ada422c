#pragma once
#include <cstdint>
#include <map>
#include <set>
#include <string>
#include <vector>

#include "nuong/rules/rules.hpp"

/// What a search knows of a case, as numbered variables with few values, and conditions worked out over them.
namespace nuong::regulation {

using VariableId = std::uint16_t;

/// A variable is one of `size` numbers. Case values and kept choices have their codes as numbers, the rest is 0 or 1.
struct Variable {
  std::string name;                ///< "case.stage", "done.received", "relation.keeper.border_post"
  std::vector<rules::Datum> data;  ///< what each number is in a condition; empty when no condition reads it as such
  unsigned size = 2;
};

struct VariableTest {
  VariableId variable = 0;
  std::uint64_t allowed = 0;  ///< bit n: the number n is allowed
};
/// All tests hold; each variable at most once, in order.
using VariableBox = std::vector<VariableTest>;
/// Some box holds. No box: never. An empty box: always.
using Guard = std::vector<VariableBox>;

inline Guard Always() { return {{}}; }
Guard Is(VariableId variable, std::uint64_t allowed);
Guard Both(const Guard& a, const Guard& b);
Guard Either(Guard a, const Guard& b);
/// Fewer boxes that say the same.
Guard Merged(Guard guard);
void AddVariables(const Guard& guard, std::set<VariableId>& variables);

/// When a condition may hold, when it may not, and when it surely does. What is not tracked may be both.
struct Judged {
  Guard may;
  Guard may_not;
  Guard surely;
};

class Variables {
 public:
  static constexpr unsigned kMostCodes = 63;

  VariableId Add(Variable variable);
  const Variable& at(VariableId id) const { return all_[id]; }
  std::size_t size() const { return all_.size(); }
  /// Nothing has this name: size().
  std::size_t Find(const std::string& name) const;

  /// `given` are names whose worth is fixed. `listed` are the texts each list name may hold, with the variable of each:
  /// "case.done" → "received" → done.received. Conditions that do not compile may be both.
  using Lists = std::map<std::string, std::map<std::string, VariableId>>;
  Judged Judge(const std::string& source, const rules::Signature& names, const rules::Environment& given,
               const Lists& listed) const;

 private:
  std::vector<Variable> all_;
  std::map<std::string, VariableId> by_name_;
};

}  // namespace nuong::regulation
