#pragma once
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "nuong/regulation/duties.hpp"
#include "nuong/rules/rules.hpp"

namespace nuong::regulation {

/// What a condition may ask. What is not given is unknown.
struct Facts {
  const CaseSituation* situation = nullptr;  ///< case.*
  const Value::Object* fields = nullptr;     ///< fact.* or fields.*
  const std::string* unit_role = nullptr;    ///< fact.unit_role
};

/// A condition with the places its names are read from worked out once.
class BoundCondition {
 public:
  /// Nothing when the source is empty. Throws std::invalid_argument when it does not compile: Load lets none such
  /// through.
  static std::optional<BoundCondition> Bind(const std::string& source, const rules::Signature& signature);

  rules::Truth Test(const Facts& facts) const;

 private:
  enum class Origin { kCase, kHasKeeper, kFields, kUnitRole };
  struct Binding {
    std::string key;  ///< without its prefix
    Origin origin;
    rules::Type type;
  };

  BoundCondition(rules::Condition condition, const rules::Signature& signature);
  static rules::Datum Read(const Binding& binding, const Facts& facts);

  rules::Condition condition_;
  std::vector<Binding> bindings_;  ///< one for each name of the condition, in their order
};

/// A plain value as the type a condition takes it for; unknown when it is none.
rules::Datum ToDatum(const Value& value, rules::Type type);

/// Empty conditions are true.
inline bool IsTrue(const std::optional<BoundCondition>& condition, const Facts& facts) {
  return !condition || condition->Test(facts) == rules::Truth::kTrue;
}

}  // namespace nuong::regulation
